package dev.sidestep.conformance.isa;

import java.math.BigInteger;

/**
 * What a floating-point operand stands for, exactly.
 *
 * @param significand not negative; zero unless the kind is {@link Kind#FINITE}
 * @param power the value is {@code significand * 2^power}
 */
record Real(boolean negative, Kind kind, BigInteger significand, int power) {
  enum Kind {
    ZERO,
    FINITE,
    INFINITE,
    QUIET,
    SIGNALING
  }

  static Real special(boolean negative, Kind kind) {
    return new Real(negative, kind, BigInteger.ZERO, 0);
  }

  static Real of(boolean negative, BigInteger significand, int power) {
    return new Real(
        negative, significand.signum() == 0 ? Kind.ZERO : Kind.FINITE, significand, power);
  }

  static Real of(BigInteger value) {
    return of(value.signum() < 0, value.abs(), 0);
  }

  boolean isNan() {
    return kind == Kind.QUIET || kind == Kind.SIGNALING;
  }

  boolean isSignaling() {
    return kind == Kind.SIGNALING;
  }

  boolean isZero() {
    return kind == Kind.ZERO;
  }

  boolean isInfinite() {
    return kind == Kind.INFINITE;
  }

  Real negate() {
    return new Real(!negative, kind, significand, power);
  }

  Magnitude.Dyadic magnitude() {
    return new Magnitude.Dyadic(significand, power);
  }

  /** The value of a finite number times {@code 2^-lowest}, for a lowest that is low enough. */
  BigInteger times(int lowest) {
    BigInteger scaled = significand.shiftLeft(power - lowest);
    return negative ? scaled.negate() : scaled;
  }

  /** Numbers in order; neither is a NaN. */
  int compare(Real other) {
    if (isInfinite() || other.isInfinite()) {
      return Integer.compare(infiniteSign(), other.infiniteSign());
    }
    int lowest = Math.min(power, other.power);
    return times(lowest).compareTo(other.times(lowest));
  }

  private int infiniteSign() {
    return !isInfinite() ? 0 : negative ? -1 : 1;
  }
}
