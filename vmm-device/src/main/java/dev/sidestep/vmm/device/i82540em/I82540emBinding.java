package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.platform.DeviceId;
import dev.sidestep.platform.PhysicalDevice;
import dev.sidestep.platform.Platform;
import dev.sidestep.vmm.DeviceBinding;
import dev.sidestep.vmm.device.EthernetIo;

/** A virtual 82540EM and the driver of a real one, ready for a monitor. */
public final class I82540emBinding {
  private I82540emBinding() {}

  /** The binding for {@code device}, a network card. */
  public static DeviceBinding<EthernetIo, I82540emHandover> create(
      Platform platform, DeviceId device) {
    PhysicalDevice physical = platform.device(device);
    VirtualI82540em virtual =
        new VirtualI82540em(
            platform.guestMemory(),
            platform::newTimer,
            asserted -> platform.interrupts().setVirtualLine(device, asserted));
    I82540emDriver driver =
        new I82540emDriver(physical, platform.guestMemory(), platform.clock(), platform::newTimer);
    return new DeviceBinding<>(device, virtual, driver);
  }
}
