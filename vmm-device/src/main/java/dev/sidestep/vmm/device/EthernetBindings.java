package dev.sidestep.vmm.device;

import dev.sidestep.base.Failure;
import dev.sidestep.device.spec.am79c970a.Am79c970aRegisters;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.platform.DeviceId;
import dev.sidestep.platform.PhysicalDevice;
import dev.sidestep.platform.Platform;
import dev.sidestep.vmm.DeviceBinding;
import dev.sidestep.vmm.VmmDriver;
import dev.sidestep.vmm.device.am79c970a.Am79c970aDriver;
import dev.sidestep.vmm.device.i82540em.EmulatedI82540em;
import dev.sidestep.vmm.device.i82540em.I82540emDriver;
import dev.sidestep.vmm.device.i82540em.I82540emHandover;

/**
 * A guest's 82540EM, on whatever card there is ([0044]). If the card is another one, it has to be
 * virtualized before the guest looks for its devices, at boot (610), and stays emulated until it is
 * replaced by an 82540EM.
 */
public final class EthernetBindings {
  private EthernetBindings() {}

  /** The binding for {@code device}, a network card of any model that there is a driver for. */
  public static DeviceBinding<EthernetIo, I82540emHandover> create(
      Platform platform, DeviceId device) {
    PhysicalDevice physical = platform.device(device);
    return new DeviceBinding<>(
        device,
        new EmulatedI82540em(platform, physical),
        driver(platform, physical, physical.interfaceName()));
  }

  /** {@code binding} for the same guest after its card was replaced by one of {@code model}. */
  public static DeviceBinding<EthernetIo, I82540emHandover> replaced(
      Platform platform, DeviceBinding<EthernetIo, I82540emHandover> binding, String model) {
    PhysicalDevice physical = platform.device(binding.device());
    return new DeviceBinding<>(
        binding.device(), binding.virtual(), driver(platform, physical, model));
  }

  private static VmmDriver<EthernetIo, I82540emHandover> driver(
      Platform platform, PhysicalDevice physical, String model) {
    if (model.equals(Am79c970aRegisters.TABLE.device())) {
      return new Am79c970aDriver(physical, platform::newTimer);
    }
    if (model.equals(I82540emRegisters.TABLE.device())) {
      return new I82540emDriver(
          physical, platform.guestMemory(), platform.clock(), platform::newTimer);
    }
    throw new Failure(
        Failure.Reason.NOT_FOUND,
        "The monitor has no driver for a network card called %s; choose 82540EM or Am79C970A."
            .formatted(model));
  }
}
