package dev.sidestep.testkit.asm;

/**
 * The aq and rl bits of an atomic instruction.
 *
 * @riscv unpriv 8.1
 */
public enum Ordering {
  /** Neither. */
  RELAXED,
  /** Release only. */
  RL,
  /** Acquire only. */
  AQ,
  /** Both: sequentially consistent. */
  AQRL;

  /** The value of the two bits: aq is 2, rl is 1. */
  public int number() {
    return ordinal();
  }
}
