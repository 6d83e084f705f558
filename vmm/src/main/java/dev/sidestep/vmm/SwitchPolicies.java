package dev.sidestep.vmm;

/**
 * How one switch is to be made.
 *
 * @param stray what happens to interrupts nobody waited for
 * @param blocking how a new sequence is kept from beginning
 * @param mode how the monitor's driver treats the guest's mode
 * @param illegalAccess what becomes of accesses that make no sense
 * @param corrective what is done when the limit has passed
 * @param limits how long, and how many
 */
public record SwitchPolicies(
    StrayInterruptPolicy stray,
    BlockingPolicy blocking,
    ModePolicy mode,
    IllegalAccessPolicy illegalAccess,
    CorrectivePolicy corrective,
    Limits limits) {

  /**
   * Limits of a switch; times are guest nanoseconds.
   *
   * @param sequences complete sequences to watch before a boundary is believed ([0026]); 0 if the
   *     device itself can tell
   * @param idleNanos a device untouched for so long is between sequences if it can itself tell
   * @param boundaryNanos how long a boundary is looked for
   * @param quietNanos how long the start state and quiet are waited for (708)
   */
  public record Limits(int sequences, long idleNanos, long boundaryNanos, long quietNanos) {}

  private static final long MILLISECOND = 1_000_000;

  /** What suits an unmodified guest. */
  public static SwitchPolicies defaults() {
    return new SwitchPolicies(
        new StrayInterruptPolicy.ForwardToGuest(),
        new BlockingPolicy.Busy(),
        new ModePolicy.AdoptByQuery(),
        new IllegalAccessPolicy.Drop(),
        new CorrectivePolicy.Abort(),
        new Limits(1, 2 * MILLISECOND, 500 * MILLISECOND, 500 * MILLISECOND));
  }

  /** The same with another policy for stray interrupts. */
  public SwitchPolicies with(StrayInterruptPolicy other) {
    return new SwitchPolicies(other, blocking, mode, illegalAccess, corrective, limits);
  }

  /** The same with another way of blocking. */
  public SwitchPolicies with(BlockingPolicy other) {
    return new SwitchPolicies(stray, other, mode, illegalAccess, corrective, limits);
  }

  /** The same with another treatment of the mode. */
  public SwitchPolicies with(ModePolicy other) {
    return new SwitchPolicies(stray, blocking, other, illegalAccess, corrective, limits);
  }

  /** The same with another answer to illegal accesses. */
  public SwitchPolicies with(IllegalAccessPolicy other) {
    return new SwitchPolicies(stray, blocking, mode, other, corrective, limits);
  }

  /** The same with another corrective step. */
  public SwitchPolicies with(CorrectivePolicy other) {
    return new SwitchPolicies(stray, blocking, mode, illegalAccess, other, limits);
  }

  /** The same with other limits. */
  public SwitchPolicies with(Limits other) {
    return new SwitchPolicies(stray, blocking, mode, illegalAccess, corrective, other);
  }

  /** The same with another number of sequences to watch. */
  public SwitchPolicies watching(int sequences) {
    return with(new Limits(sequences, limits.idleNanos, limits.boundaryNanos, limits.quietNanos));
  }
}
