package dev.sidestep.vmm;

/** What is done when a device cannot be devirtualized within the limit ([0050], 708). */
public sealed interface CorrectivePolicy {
  /** The device is reset and gets the guest's mode; what that lost is reported. */
  record ResetAndRestore() implements CorrectivePolicy {}

  /** The device stays emulated, with everything intact. */
  record Abort() implements CorrectivePolicy {}

  /**
   * The guest goes on for a while, then the whole limit is given again; at last, Abort.
   *
   * @param times how often, 1 or more
   * @param pauseNanos guest time in between
   */
  record Retry(int times, long pauseNanos) implements CorrectivePolicy {}
}
