package dev.sidestep.riscv.fp;

/**
 * {@code a * b + c} with one rounding, with integers.
 *
 * <p>Product and addend are 128-bit integers, an upper and a lower {@code long} each, with the
 * leading one at bit 126: one bit of room for the carry.
 */
final class SoftFma {
  private SoftFma() {}

  static long fma(Format format, long a, long b, long c, int rm, FpStatus s) {
    if (!format.isFinite(a) || !format.isFinite(b) || !format.isFinite(c)) {
      return fmaNonFinite(format, a, b, c, s);
    }
    if (format.isZero(a) || format.isZero(b)) {
      long product = format.zero(format.isNegative(a ^ b));
      return format.isZero(c) ? SoftAdd.addZeros(format, product, c, rm) : c;
    }
    if (format.isZero(c)) {
      return SoftMultiply.multiply(format, a, b, rm, s);
    }
    return fmaNonzero(format, a, b, c, rm, s);
  }

  /** Infinity times zero is invalid even if a quiet NaN is added to it. */
  private static long fmaNonFinite(Format format, long a, long b, long c, FpStatus s) {
    if (isInfinityTimesZero(format, a, b)) {
      return format.invalid(s);
    }
    if (format.isNan(a) || format.isNan(b) || format.isNan(c)) {
      return format.isSignalingNan(c) ? format.invalid(s) : format.nanResult(a, b, s);
    }
    boolean negative = format.isNegative(a ^ b);
    if (format.isFinite(a) && format.isFinite(b)) {
      return c;
    }
    return format.isInfinite(c) && format.isNegative(c) != negative
        ? format.invalid(s)
        : format.infinity(negative);
  }

  private static boolean isInfinityTimesZero(Format format, long a, long b) {
    return (format.isInfinite(a) && format.isZero(b)) || (format.isZero(a) && format.isInfinite(b));
  }

  private static long fmaNonzero(Format format, long a, long b, long c, int rm, FpStatus s) {
    long left = format.significand(a);
    long right = format.significand(b);
    long high = Math.unsignedMultiplyHigh(left, right);
    long low = left * right;
    int exponent = format.exponent(a) + format.exponent(b);
    if (high < 0) {
      // Exact: the lowest 22 bits of the product are zero.
      low = high << 63 | low >>> 1;
      high >>>= 1;
      exponent++;
    }
    long addend = format.significand(c) >>> 1;
    int shift = exponent - format.exponent(c);
    // As in SoftAdd: bits are jammed only where no more than one leading bit can cancel.
    long addendLow = shift > 0 ? jamLow(addend, 0, shift) : 0;
    addend = shift > 0 ? jamHigh(addend, shift) : addend;
    if (shift < 0) {
      low = jamLow(high, low, -shift);
      high = jamHigh(high, -shift);
      exponent -= shift;
    }
    boolean negative = format.isNegative(a ^ b);
    if (negative == format.isNegative(c)) {
      low += addendLow;
      high += addend + (Long.compareUnsigned(low, addendLow) < 0 ? 1 : 0);
    } else {
      long borrow = Long.compareUnsigned(low, addendLow) < 0 ? 1 : 0;
      low -= addendLow;
      high -= addend + borrow;
      if (high < 0) {
        negative = !negative;
        low = -low;
        high = ~high + (low == 0 ? 1 : 0);
      }
    }
    if ((high | low) == 0) {
      return SoftAdd.exactCancellation(format, rm);
    }
    return roundWide(format, negative, exponent + 1, high, low, rm, s);
  }

  /** Rounds a 128-bit significand; {@code exponent} is that of its bit 127. */
  private static long roundWide(
      Format format, boolean negative, int exponent, long high, long low, int rm, FpStatus s) {
    if (high == 0) {
      return Rounder.normalizeAndRound(format, negative, exponent - Long.SIZE, low, rm, s);
    }
    int distance = Long.numberOfLeadingZeros(high);
    long rest = low << distance;
    // distance is at least 1 unless the sum carried; a shift by 64 is a shift by 0 in Java.
    long moved = distance == 0 ? high : high << distance | low >>> (Long.SIZE - distance);
    long significand = rest != 0 ? moved | 1 : moved;
    return Rounder.round(format, negative, exponent - distance, significand, rm, s);
  }

  /** The upper half of {@code high:low >>> distance} (1 or more). */
  private static long jamHigh(long high, int distance) {
    return distance < Long.SIZE ? high >>> distance : 0;
  }

  /** The lower half of {@code high:low >>> distance} (1 or more), the bits lost jammed into it. */
  private static long jamLow(long high, long low, int distance) {
    if (distance >= Long.SIZE) {
      long shifted = Rounder.shiftRightJam(high, distance - Long.SIZE);
      return low != 0 ? shifted | 1 : shifted;
    }
    long shifted = high << (Long.SIZE - distance) | low >>> distance;
    return low << (Long.SIZE - distance) != 0 ? shifted | 1 : shifted;
  }
}
