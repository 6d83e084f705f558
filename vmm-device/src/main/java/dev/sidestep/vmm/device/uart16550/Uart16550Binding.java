package dev.sidestep.vmm.device.uart16550;

import dev.sidestep.platform.DeviceId;
import dev.sidestep.platform.PhysicalDevice;
import dev.sidestep.platform.Platform;
import dev.sidestep.vmm.DeviceBinding;
import dev.sidestep.vmm.device.SerialIo;

/** A virtual 16550A and the driver of a real one, ready for a monitor. */
public final class Uart16550Binding {
  private Uart16550Binding() {}

  /**
   * The binding for {@code device} with a driver that keeps the guest's line.
   *
   * @param clockHz the UART's input clock on this board
   */
  public static DeviceBinding<SerialIo, Uart16550Handover> create(
      Platform platform, DeviceId device, long clockHz) {
    return create(platform, device, clockHz, Uart16550Preference.undisturbing());
  }

  /** The binding for {@code device} with a driver that has a preference. */
  public static DeviceBinding<SerialIo, Uart16550Handover> create(
      Platform platform, DeviceId device, long clockHz, Uart16550Preference preference) {
    PhysicalDevice physical = platform.device(device);
    VirtualUart16550 virtual =
        new VirtualUart16550(
            platform.clock(),
            clockHz,
            platform::newTimer,
            asserted -> platform.interrupts().setVirtualLine(device, asserted));
    Uart16550Driver driver = new Uart16550Driver(physical, preference, platform::newTimer);
    return new DeviceBinding<>(device, virtual, driver);
  }
}
