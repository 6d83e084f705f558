package dev.sidestep.testkit.asm;

/**
 * Rounding mode of a floating-point instruction.
 *
 * @riscv unpriv 11.2
 */
public enum RoundingMode {
  /** To nearest, ties to even. */
  RNE(0),
  /** Towards zero. */
  RTZ(1),
  /** Down. */
  RDN(2),
  /** Up. */
  RUP(3),
  /** To nearest, ties to the larger magnitude. */
  RMM(4),
  /** As {@code frm} says. */
  DYN(7);

  private final int number;

  RoundingMode(int number) {
    this.number = number;
  }

  /** The value of the rm field. */
  public int number() {
    return number;
  }
}
