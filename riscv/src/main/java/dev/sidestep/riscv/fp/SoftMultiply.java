package dev.sidestep.riscv.fp;

import static dev.sidestep.riscv.fp.FpStatus.DZ;

/** Multiplication, division and square root with integers. */
final class SoftMultiply {
  /** Bits by which a 53-bit integer can be shifted left in a {@code long}. */
  private static final int FREE_BITS = 11;

  private SoftMultiply() {}

  static long multiply(Format format, long a, long b, int rm, FpStatus s) {
    boolean negative = format.isNegative(a ^ b);
    if (!format.isFinite(a) || !format.isFinite(b)) {
      return multiplyNonFinite(format, a, b, negative, s);
    }
    if (format.isZero(a) || format.isZero(b)) {
      return format.zero(negative);
    }
    long left = format.significand(a);
    long right = format.significand(b);
    long product = Math.unsignedMultiplyHigh(left, right);
    if (left * right != 0) {
      product |= 1;
    }
    int exponentOfBit63 = format.exponent(a) + format.exponent(b) + 1;
    return Rounder.normalizeAndRound(format, negative, exponentOfBit63, product, rm, s);
  }

  private static long multiplyNonFinite(
      Format format, long a, long b, boolean negative, FpStatus s) {
    if (format.isNan(a) || format.isNan(b)) {
      return format.nanResult(a, b, s);
    }
    return format.isZero(a) || format.isZero(b) ? format.invalid(s) : format.infinity(negative);
  }

  static long divide(Format format, long a, long b, int rm, FpStatus s) {
    boolean negative = format.isNegative(a ^ b);
    if (!format.isFinite(a) || !format.isFinite(b)) {
      return divideNonFinite(format, a, b, negative, s);
    }
    if (format.isZero(b)) {
      return divideByZero(format, a, negative, s);
    }
    if (format.isZero(a)) {
      return format.zero(negative);
    }
    long quotient =
        quotient(format.significand(a) >>> FREE_BITS, format.significand(b) >>> FREE_BITS);
    // The quotient counts units of 2^-55.
    int exponentOfBit63 = format.exponent(a) - format.exponent(b) - 55 + 63;
    return Rounder.normalizeAndRound(format, negative, exponentOfBit63, quotient, rm, s);
  }

  private static long divideNonFinite(Format format, long a, long b, boolean negative, FpStatus s) {
    if (format.isNan(a) || format.isNan(b)) {
      return format.nanResult(a, b, s);
    }
    if (!format.isInfinite(a)) {
      return format.zero(negative);
    }
    return format.isInfinite(b) ? format.invalid(s) : format.infinity(negative);
  }

  private static long divideByZero(Format format, long a, boolean negative, FpStatus s) {
    if (format.isZero(a)) {
      return format.invalid(s);
    }
    s.raise(DZ);
    return format.infinity(negative);
  }

  /** {@code a * 2^55 / b}, the remainder jammed; both are 53-bit integers with the top bit set. */
  private static long quotient(long a, long b) {
    long quotient = a >= b ? 1 : 0;
    long remainder = a >= b ? a - b : a;
    for (int bits = 0; bits < 55; bits += FREE_BITS) {
      long dividend = remainder << FREE_BITS;
      long digits = Long.divideUnsigned(dividend, b);
      quotient = quotient << FREE_BITS | digits;
      remainder = dividend - digits * b;
    }
    return remainder != 0 ? quotient | 1 : quotient;
  }

  static long squareRoot(Format format, long a, int rm, FpStatus s) {
    if (format.isNan(a)) {
      return format.nanResult(a, a, s);
    }
    if (format.isZero(a) || a == format.infinity) {
      return a;
    }
    if (format.isNegative(a)) {
      return format.invalid(s);
    }
    int exponent = format.exponent(a);
    int odd = exponent & 1;
    long root = root((format.significand(a) >>> FREE_BITS) << odd);
    // Bit 54 of the root is worth 2^(exponent / 2).
    int exponentOfBit63 = (exponent - odd) / 2 + 63 - 54;
    return Rounder.normalizeAndRound(format, false, exponentOfBit63, root, rm, s);
  }

  /**
   * The square root of {@code radicand * 2^56}, the remainder jammed: one bit of the root for two
   * bits of the radicand (of 54 bits, the first or the second of them set).
   */
  private static long root(long radicand) {
    long root = 0;
    long remainder = 0;
    for (int bit = 54; bit >= 0; bit--) {
      long pair = bit >= 28 ? radicand >>> (2 * (bit - 28)) & 3 : 0;
      remainder = remainder << 2 | pair;
      long trial = root << 2 | 1;
      root <<= 1;
      if (remainder >= trial) {
        remainder -= trial;
        root |= 1;
      }
    }
    return remainder != 0 ? root | 1 : root;
  }
}
