package dev.sidestep.conformance.isa;

import java.math.BigInteger;

/**
 * An exact number rounded to a format, and the flags that this raises.
 *
 * @param bits of the format
 * @param flags as in {@code fflags}
 * @riscv unpriv 20.2
 */
record Rounded(long bits, int flags) {
  static final int NX = 1;
  static final int UF = 2;
  static final int OF = 4;
  static final int DZ = 8;
  static final int NV = 16;

  static final int RNE = 0;
  static final int RTZ = 1;
  static final int RDN = 2;
  static final int RUP = 3;
  static final int RMM = 4;

  private record Significand(BigInteger value, int power, boolean inexact) {}

  /** Rounds a number that is not zero. Tininess is detected after rounding. */
  static Rounded of(Binary format, boolean negative, Magnitude exact, int mode) {
    int exponent = Math.max(exact.exponent(), format.minExponent());
    Significand kept = keep(format, negative, exact, mode, exponent);
    if (kept.value().bitLength() + kept.power() - 1 > format.maxExponent()) {
      return overflow(format, negative, mode);
    }
    int flags = kept.inexact() ? NX | (isTiny(format, negative, exact, mode) ? UF : 0) : 0;
    return new Rounded(format.encode(negative, kept.value(), kept.power()), flags);
  }

  /** Keeps as many bits as the format has for numbers of that exponent. */
  private static Significand keep(
      Binary format, boolean negative, Magnitude exact, int mode, int exponent) {
    int power = exponent - (format.precision() - 1);
    Magnitude.Scaled scaled = exact.scaled(2 - power);
    int below = scaled.floor().intValue() & 3;
    boolean inexact = below != 0 || !scaled.exact();
    BigInteger down = scaled.floor().shiftRight(2);
    BigInteger value =
        inexact && isUp(mode, negative, down.testBit(0), below, scaled.exact())
            ? down.add(BigInteger.ONE)
            : down;
    return value.bitLength() > format.precision()
        ? new Significand(value.shiftRight(1), power + 1, inexact)
        : new Significand(value, power, inexact);
  }

  /** {@code below} are the two bits behind the kept ones; more follow unless {@code exact}. */
  private static boolean isUp(int mode, boolean negative, boolean odd, int below, boolean exact) {
    boolean half = below == 2 && exact;
    return switch (mode) {
      case RNE -> half ? odd : below >= 2;
      case RTZ -> false;
      case RDN -> negative;
      case RUP -> !negative;
      default -> below >= 2;
    };
  }

  private static boolean isTiny(Binary format, boolean negative, Magnitude exact, int mode) {
    Significand unbounded = keep(format, negative, exact, mode, exact.exponent());
    int exponent = unbounded.value().bitLength() + unbounded.power() - 1;
    return exponent < format.minExponent();
  }

  private static Rounded overflow(Binary format, boolean negative, int mode) {
    boolean towardsZero = mode == RTZ || mode == (negative ? RUP : RDN);
    long bits = towardsZero ? format.largest() : format.infinity();
    return new Rounded(bits | (negative ? format.signBit() : 0), OF | NX);
  }
}
