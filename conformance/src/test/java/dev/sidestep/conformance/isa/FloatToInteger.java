package dev.sidestep.conformance.isa;

import java.math.BigInteger;

/**
 * Results of floating-point instructions in integer registers: conversions, comparisons, classes.
 *
 * @riscv unpriv 20.7, 20.8, 20.9
 */
final class FloatToInteger {
  private FloatToInteger() {}

  /** Rounds to an integer; beyond the range, the nearest end and invalid. */
  static Rounded convert(Real a, int mode, boolean signed, int width) {
    BigInteger least = signed ? Integers.power(width - 1).negate() : BigInteger.ZERO;
    BigInteger most = Integers.power(signed ? width - 1 : width).subtract(BigInteger.ONE);
    if (a.isNan() || a.isInfinite()) {
      boolean low = a.isInfinite() && a.negative();
      return result(low ? least : most, width, Rounded.NV);
    }
    BigInteger value = toInteger(a, mode);
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      return result(value.signum() < 0 ? least : most, width, Rounded.NV);
    }
    boolean exact = a.isZero() || a.magnitude().scaled(0).exact();
    return result(value, width, exact ? 0 : Rounded.NX);
  }

  /** Results of 32 bits are sign-extended, unsigned ones too. */
  private static Rounded result(BigInteger value, int width, int flags) {
    long bits = width == 32 ? Integers.wrapWord(value) : Integers.wrap(value);
    return new Rounded(bits, flags);
  }

  private static BigInteger toInteger(Real a, int mode) {
    if (a.isZero()) {
      return BigInteger.ZERO;
    }
    Magnitude.Scaled whole = a.magnitude().scaled(0);
    BigInteger up = whole.floor().add(whole.exact() ? BigInteger.ZERO : BigInteger.ONE);
    boolean away =
        switch (mode) {
          case Rounded.RNE -> isNearestAway(a, whole.floor().testBit(0));
          case Rounded.RTZ -> false;
          case Rounded.RDN -> a.negative();
          case Rounded.RUP -> !a.negative();
          default -> isNearestAway(a, true);
        };
    BigInteger magnitude = away ? up : whole.floor();
    return a.negative() ? magnitude.negate() : magnitude;
  }

  private static boolean isNearestAway(Real a, boolean ifHalf) {
    Magnitude.Scaled halves = a.magnitude().scaled(1);
    boolean upperHalf = halves.floor().testBit(0);
    return upperHalf && (ifHalf || !halves.exact());
  }

  /** {@code feq} is quiet. */
  static Rounded equal(Real a, Real b) {
    boolean nan = a.isNan() || b.isNan();
    boolean invalid = a.isSignaling() || b.isSignaling();
    return truth(!nan && a.compare(b) == 0, invalid);
  }

  static Rounded less(Real a, Real b) {
    boolean nan = a.isNan() || b.isNan();
    return truth(!nan && a.compare(b) < 0, nan);
  }

  static Rounded lessOrEqual(Real a, Real b) {
    boolean nan = a.isNan() || b.isNan();
    return truth(!nan && a.compare(b) <= 0, nan);
  }

  private static Rounded truth(boolean holds, boolean invalid) {
    return new Rounded(Integers.truth(holds), invalid ? Rounded.NV : 0);
  }

  /** The bit of {@code fclass}: -inf, -normal, -subnormal, -0, +0 ... +inf, sNaN, qNaN. */
  static Rounded classify(Binary format, Real a) {
    int bit =
        switch (a.kind()) {
          case SIGNALING -> 8;
          case QUIET -> 9;
          case INFINITE -> a.negative() ? 0 : 7;
          case ZERO -> a.negative() ? 3 : 4;
          case FINITE -> classifyFinite(format, a);
        };
    return new Rounded(1L << bit, 0);
  }

  private static int classifyFinite(Binary format, Real a) {
    boolean normal = a.magnitude().exponent() >= format.minExponent();
    return a.negative() ? (normal ? 1 : 2) : normal ? 6 : 5;
  }
}
