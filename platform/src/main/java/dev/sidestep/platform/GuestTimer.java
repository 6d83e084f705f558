package dev.sidestep.platform;

/** A timer in guest time, for deadlines of the monitor. */
public interface GuestTimer {
  /**
   * Sets it to run once, {@code delayNanos} guest nanoseconds from now; replaces an earlier set.
   */
  void arm(long delayNanos);

  /** Makes sure that it does not run until armed again. */
  void disarm();
}
