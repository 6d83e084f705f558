package dev.sidestep.testkit.asm;

/**
 * The aq and rl bits of an atomic instruction.
 *
 * @riscv unpriv 8.1
 */
public enum Ordering {
  /** Neither. */
  RELAXED(0),
  /** Release only. */
  RL(1),
  /** Acquire only. */
  AQ(2),
  /** Both: sequentially consistent. */
  AQRL(3);

  private final int number;

  Ordering(int number) {
    this.number = number;
  }

  /** The value of the two bits: aq is 2, rl is 1. */
  public int number() {
    return number;
  }
}
