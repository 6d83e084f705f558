package dev.sidestep.riscv.fp;

/** Addition with integers, for operands and rounding modes that the JVM cannot add. */
final class SoftAdd {
  private SoftAdd() {}

  static long add(Format format, long a, long b, int rm, FpStatus s) {
    if (!format.isFinite(a) || !format.isFinite(b)) {
      return addNonFinite(format, a, b, s);
    }
    if (format.isZero(a)) {
      return format.isZero(b) ? addZeros(format, a, b, rm) : b;
    }
    if (format.isZero(b)) {
      return a;
    }
    return format.magnitude(a) >= format.magnitude(b)
        ? addOrdered(format, a, b, rm, s)
        : addOrdered(format, b, a, rm, s);
  }

  private static long addNonFinite(Format format, long a, long b, FpStatus s) {
    if (format.isNan(a) || format.isNan(b)) {
      return format.nanResult(a, b, s);
    }
    if (format.isInfinite(a) && format.isInfinite(b) && a != b) {
      return format.invalid(s);
    }
    return format.isInfinite(a) ? a : b;
  }

  /** The sum of two zeros. */
  static long addZeros(Format format, long a, long b, int rm) {
    return a == b ? a : exactCancellation(format, rm);
  }

  /** The zero that remains of x + (-x). */
  static long exactCancellation(Format format, int rm) {
    return format.zero(rm == RoundingMode.RDN);
  }

  /** Adds finite nonzero numbers, {@code a} having the larger magnitude or the same. */
  private static long addOrdered(Format format, long a, long b, int rm, FpStatus s) {
    int exponent = format.exponent(a);
    // One bit of room for the carry; at least 10 guard bits stay, and bits are jammed only where
    // the exponents differ by more than that, so that no more than one leading bit can cancel.
    long larger = format.significand(a) >>> 1;
    long smaller =
        Rounder.shiftRightJam(format.significand(b) >>> 1, exponent - format.exponent(b));
    boolean negative = format.isNegative(a);
    long sum = negative == format.isNegative(b) ? larger + smaller : larger - smaller;
    return sum == 0
        ? exactCancellation(format, rm)
        : Rounder.normalizeAndRound(format, negative, exponent + 1, sum, rm, s);
  }
}
