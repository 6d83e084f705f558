package dev.sidestep.riscv.fp;

import static dev.sidestep.riscv.fp.FpStatus.NV;

/**
 * The two interchange formats, and how an encoding comes apart.
 *
 * <p>Encodings are {@code long}s; a single is zero-extended. A finite nonzero number, subnormal or
 * not, comes apart into its sign, the exponent of its leading one, and a 64-bit significand with
 * that one at bit 63: value = significand * 2^(exponent - 63). The lowest 11 bits of a significand
 * taken apart are zero in either format; the arithmetic uses them as guard bits.
 */
enum Format {
  BINARY32(24, Float.SIZE),
  BINARY64(53, Double.SIZE);

  /** Bits of a normal significand, the hidden one included. */
  final int precision;

  /** Exponent of the largest finite numbers, which is also the bias. */
  final int maxExponent;

  /** Exponent of the smallest normal numbers. */
  final int minExponent;

  final long signBit;
  final long infinity;
  final long canonicalNan;
  private final long quietBit;
  private final long fractionMask;

  Format(int precision, int size) {
    this.precision = precision;
    this.maxExponent = (1 << (size - precision - 1)) - 1;
    this.minExponent = 1 - maxExponent;
    this.signBit = 1L << (size - 1);
    this.fractionMask = (1L << (precision - 1)) - 1;
    this.infinity = signBit - 1 & ~fractionMask;
    this.quietBit = 1L << (precision - 2);
    this.canonicalNan = infinity | quietBit;
  }

  boolean isNegative(long bits) {
    return (bits & signBit) != 0;
  }

  /** The encoding without its sign; of two numbers, the larger one has the larger magnitude. */
  long magnitude(long bits) {
    return bits & ~signBit;
  }

  boolean isZero(long bits) {
    return magnitude(bits) == 0;
  }

  boolean isInfinite(long bits) {
    return magnitude(bits) == infinity;
  }

  boolean isNan(long bits) {
    return magnitude(bits) > infinity;
  }

  boolean isSignalingNan(long bits) {
    return isNan(bits) && (bits & quietBit) == 0;
  }

  boolean isFinite(long bits) {
    return magnitude(bits) < infinity;
  }

  boolean isSubnormal(long bits) {
    return !isZero(bits) && magnitude(bits) <= fractionMask;
  }

  /** Exponent of the leading one of a finite nonzero number. */
  int exponent(long bits) {
    long magnitude = magnitude(bits);
    return magnitude > fractionMask
        ? (int) (magnitude >>> (precision - 1)) - maxExponent
        : minExponent + Long.SIZE - precision - Long.numberOfLeadingZeros(magnitude);
  }

  /** Significand of a finite nonzero number, its leading one at bit 63. */
  long significand(long bits) {
    long magnitude = magnitude(bits);
    return magnitude > fractionMask
        ? (magnitude & fractionMask | fractionMask + 1) << (Long.SIZE - precision)
        : magnitude << Long.numberOfLeadingZeros(magnitude);
  }

  long zero(boolean negative) {
    return negative ? signBit : 0;
  }

  long infinity(boolean negative) {
    return zero(negative) | infinity;
  }

  long largestFinite(boolean negative) {
    return zero(negative) | infinity - 1;
  }

  /** The result of an operation that has none: raises NV. */
  long invalid(FpStatus status) {
    status.raise(NV);
    return canonicalNan;
  }

  /**
   * The result of an operation with a NaN among its operands: canonical, the payload is not kept.
   *
   * @riscv F 20.3
   */
  long nanResult(long a, long b, FpStatus status) {
    if (isSignalingNan(a) || isSignalingNan(b)) {
      status.raise(NV);
    }
    return canonicalNan;
  }
}
