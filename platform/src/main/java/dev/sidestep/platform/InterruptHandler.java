package dev.sidestep.platform;

/** The monitor's interrupt handlers: the second of the two levels ([0004]). */
@FunctionalInterface
public interface InterruptHandler {
  /** What became of an interrupt. */
  enum Disposition {
    /** The monitor dealt with it; the guest hears nothing of this interrupt. */
    HANDLED,
    /**
     * It is the guest's: the guest's handler is invoked ([0028]). The device's line is not looked
     * at again before the guest has completed it.
     */
    FORWARD
  }

  /** {@code device}, owned by the monitor, asserts its interrupt. Lock held. */
  Disposition interrupt(DeviceId device);
}
