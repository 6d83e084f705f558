package dev.sidestep.control;

import dev.sidestep.base.Failure;
import dev.sidestep.platform.DeviceId;
import dev.sidestep.platform.Machine;
import dev.sidestep.platform.MachineConfiguration;
import dev.sidestep.platform.MachineProvider;
import dev.sidestep.platform.PhysicalDevice;
import dev.sidestep.platform.Platform;
import dev.sidestep.vmm.DeviceBinding;
import dev.sidestep.vmm.SwitchPolicies;
import dev.sidestep.vmm.Vmm;
import dev.sidestep.vmm.device.EthernetBindings;
import dev.sidestep.vmm.device.i82540em.I82540emBinding;
import dev.sidestep.vmm.device.uart16550.Uart16550Binding;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** Finds who builds machines, and puts a monitor on them that knows their devices. */
final class Machines {
  private static final String SOFT = "soft";
  private static final String UART = "16550A";
  private static final String CARD = "82540EM";

  /** Its guest sees an 82540EM all the same ([0044]). */
  private static final String OTHER_CARD = "Am79C970A";

  private Machines() {}

  /** A soft machine, powered off. */
  static Machine create(MachineConfiguration configuration) {
    return ServiceLoader.load(MachineProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.name().equals(SOFT))
        .findFirst()
        .orElseThrow(() ->
            new Failure(
                Failure.Reason.NOT_FOUND,
                "The soft machine is missing from this installation; build Sidestep again."))
        .create(configuration);
  }

  /**
   * A new monitor for {@code machine}, with a binding for each device that it knows. A card that is
   * not what its guest is to see is virtualized at once.
   */
  static Vmm monitor(Machine machine) {
    Platform platform = machine.platform();
    List<DeviceBinding<?, ?>> bindings = new ArrayList<>();
    List<DeviceId> mismatched = new ArrayList<>();
    for (PhysicalDevice device : platform.devices()) {
      switch (device.interfaceName()) {
        case UART ->
            bindings.add(Uart16550Binding.create(platform, device.id(), device.inputClockHz()));
        case OTHER_CARD -> {
          bindings.add(EthernetBindings.create(platform, device.id()));
          mismatched.add(device.id());
        }
        case CARD -> bindings.add(I82540emBinding.create(platform, device.id()));
        default -> {} // stays direct
      }
    }
    Vmm vmm = Vmm.attach(platform, bindings);
    for (DeviceId device : mismatched) {
      var _ = vmm.virtualizeAtBoot(device, SwitchPolicies.defaults());
    }
    return vmm;
  }
}
