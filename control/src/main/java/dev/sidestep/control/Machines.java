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
import dev.sidestep.vmm.device.EthernetIo;
import dev.sidestep.vmm.device.i82540em.I82540emBinding;
import dev.sidestep.vmm.device.i82540em.I82540emHandover;
import dev.sidestep.vmm.device.uart16550.Uart16550Binding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** Finds who builds machines, and puts a monitor on them that knows their devices. */
final class Machines {
  private static final String SOFT = "soft";
  private static final String UART = "16550A";

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
    return monitored(machine).vmm();
  }

  /**
   * A monitor on its machine.
   *
   * @param cards those that another card can replace
   */
  record Monitored(Vmm vmm, ReplaceableCards cards) {}

  /** As {@link #monitor}, with the cards that can be replaced. */
  static Monitored monitored(Machine machine) {
    Platform platform = machine.platform();
    List<DeviceBinding<?, ?>> bindings = new ArrayList<>();
    Map<DeviceId, DeviceBinding<EthernetIo, I82540emHandover>> mismatched = new LinkedHashMap<>();
    for (PhysicalDevice device : platform.devices()) {
      switch (device.interfaceName()) {
        case UART ->
            bindings.add(Uart16550Binding.create(platform, device.id(), device.inputClockHz()));
        case ReplaceableCards.OTHER -> {
          var binding = EthernetBindings.create(platform, device.id());
          bindings.add(binding);
          mismatched.put(device.id(), binding);
        }
        case ReplaceableCards.SEEN -> bindings.add(I82540emBinding.create(platform, device.id()));
        default -> {} // stays direct
      }
    }
    Vmm vmm = Vmm.attach(platform, bindings);
    for (DeviceId device : mismatched.keySet()) {
      var _ = vmm.virtualizeAtBoot(device, SwitchPolicies.defaults());
    }
    return new Monitored(vmm, new ReplaceableCards(machine, vmm, mismatched));
  }
}
