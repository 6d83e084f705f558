package dev.sidestep.platform;

/** Where interrupts of devices go (steps 212 and 718), and the lines the monitor may drive. */
public interface InterruptRouter {
  /**
   * Sends the interrupts of {@code device} to the guest's handlers or to the monitor's {@link
   * InterruptHandler}. Only inside {@link Platform#bracket}. An interrupt that is pending at this
   * moment is delivered once, to the new owner.
   *
   * @figure FIG. 2 (212)
   * @figure FIG. 7 (718)
   */
  void redirect(DeviceId device, Owner owner);

  /** Whose handlers get the interrupts of {@code device} now. */
  Owner owner(DeviceId device);

  /**
   * Drives the interrupt line that the guest sees for {@code device} while the monitor owns it: the
   * line of the virtual device. Level-triggered; low after every {@link #redirect}.
   */
  void setVirtualLine(DeviceId device, boolean asserted);

  /**
   * True while the guest has claimed an interrupt of {@code device} from the virtual controller and
   * has not completed it.
   */
  boolean isInService(DeviceId device);
}
