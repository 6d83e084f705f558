package dev.sidestep.platform;

import dev.sidestep.base.RegisterWindow;
import java.util.List;

/** A device of the raw hardware (110), as its machine presents it to the monitor. */
public interface PhysicalDevice {
  /** Its name on this machine. */
  DeviceId id();

  /**
   * The device interface that it provides, by the name of the chip that set it ({@code 16550A}).
   * Two devices with the same interface are compatible ([0020], [0021]).
   */
  String interfaceName();

  /** Frequency of its input clock in Hz, or 0 if it has none that software can notice. */
  long inputClockHz();

  /**
   * Where the guest finds its registers now. A PCI function moves when its base address registers
   * are written, and has no ranges but its configuration space while its decoders are off.
   */
  List<RegisterRange> ranges();

  /**
   * Its registers. Only the monitor's driver uses this window, and only while the monitor owns the
   * device (invariant 5); a guest in direct custody does not come through here.
   */
  RegisterWindow registers();

  /** What it reaches by itself. */
  DmaWindow dma();

  /** Pulses its reset pin: registers as after power-on. A corrective step ([0050]). */
  void reset();
}
