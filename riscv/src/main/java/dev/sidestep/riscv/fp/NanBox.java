package dev.sidestep.riscv.fp;

/**
 * Singles in the 64-bit registers of the D extension: the upper half is all ones.
 *
 * @riscv D 21.2
 */
public final class NanBox {
  private static final long UPPER_HALF = 0xffff_ffff_0000_0000L;

  private NanBox() {}

  /** The register value that holds the single {@code bits}. */
  public static long box(int bits) {
    return UPPER_HALF | bits;
  }

  /** The single in {@code register}; the canonical NaN if the register does not hold one. */
  public static int unbox(long register) {
    return register >>> Integer.SIZE == 0xffff_ffffL ? (int) register : Float32.CANONICAL_NAN;
  }
}
