package dev.sidestep.riscv.fp;

/** What FMIN and FMAX return when neither operand is less than the other. */
final class MinMax {
  private MinMax() {}

  /**
   * The result for equal operands or NaNs.
   *
   * @param ofEqual the result if the operands are equal: the same number twice, or zeros, whose
   *     signs are combined
   * @riscv F 20.6
   */
  static long ofUnordered(Format format, long a, long b, long ofEqual, FpStatus s) {
    if (!format.isNan(a) && !format.isNan(b)) {
      return ofEqual;
    }
    long canonicalNan = format.nanResult(a, b, s);
    if (!format.isNan(a)) {
      return a;
    }
    return format.isNan(b) ? canonicalNan : b;
  }
}
