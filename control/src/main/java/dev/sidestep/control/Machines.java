package dev.sidestep.control;

import dev.sidestep.base.Failure;
import dev.sidestep.platform.Machine;
import dev.sidestep.platform.MachineConfiguration;
import dev.sidestep.platform.MachineProvider;
import dev.sidestep.platform.PhysicalDevice;
import dev.sidestep.platform.Platform;
import dev.sidestep.vmm.DeviceBinding;
import dev.sidestep.vmm.Vmm;
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

  /** A new monitor for {@code machine}, with a binding for each device that it knows. */
  static Vmm monitor(Machine machine) {
    Platform platform = machine.platform();
    List<DeviceBinding<?, ?>> bindings = new ArrayList<>();
    for (PhysicalDevice device : platform.devices()) {
      switch (device.interfaceName()) {
        case UART ->
            bindings.add(Uart16550Binding.create(platform, device.id(), device.inputClockHz()));
        case CARD -> bindings.add(I82540emBinding.create(platform, device.id()));
        default -> {} // stays direct
      }
    }
    return Vmm.attach(platform, bindings);
  }
}
