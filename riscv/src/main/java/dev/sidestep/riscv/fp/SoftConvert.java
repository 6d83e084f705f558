package dev.sidestep.riscv.fp;

/** Conversions to a floating-point format that may round. */
final class SoftConvert {
  private SoftConvert() {}

  /** FCVT.S.D: the double {@code a} as a single. */
  static long doubleToSingle(long a, int rm, FpStatus s) {
    Format from = Format.BINARY64;
    Format to = Format.BINARY32;
    boolean negative = from.isNegative(a);
    if (from.isNan(a)) {
      return from.isSignalingNan(a) ? to.invalid(s) : to.canonicalNan;
    }
    if (from.isInfinite(a)) {
      return to.infinity(negative);
    }
    if (from.isZero(a)) {
      return to.zero(negative);
    }
    return Rounder.round(to, negative, from.exponent(a), from.significand(a), rm, s);
  }

  /** The number of this sign and magnitude; zero is positive. */
  static long fromInteger(Format to, boolean negative, long magnitude, int rm, FpStatus s) {
    return magnitude == 0
        ? 0
        : Rounder.normalizeAndRound(to, negative, Long.SIZE - 1, magnitude, rm, s);
  }

  /** The number of a signed integer. */
  static long fromSigned(Format to, long value, int rm, FpStatus s) {
    return fromInteger(to, value < 0, value < 0 ? -value : value, rm, s);
  }
}
