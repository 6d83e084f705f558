package dev.sidestep.riscv.fp;

/**
 * The static rounding modes, numbered as in {@code frm} and in the {@code rm} field.
 *
 * <p>Plain {@code int}s, because they come out of instruction words and go into code that is run
 * once per guest instruction. The caller resolves DYN (7) and refuses the reserved 5 and 6 before
 * it calls this package.
 *
 * @riscv F 20.2
 */
public final class RoundingMode {
  /** To nearest, ties to even. */
  public static final int RNE = 0;

  /** Towards zero. */
  public static final int RTZ = 1;

  /** Down, towards minus infinity. */
  public static final int RDN = 2;

  /** Up, towards plus infinity. */
  public static final int RUP = 3;

  /** To nearest, ties to the larger magnitude. */
  public static final int RMM = 4;

  private RoundingMode() {}
}
