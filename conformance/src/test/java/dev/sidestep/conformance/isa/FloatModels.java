package dev.sidestep.conformance.isa;

import java.math.BigInteger;

/**
 * IEEE 754 arithmetic with exact intermediate results, and the rules of RISC-V for NaNs.
 *
 * @riscv unpriv 20.2, 20.3, 20.6
 */
record FloatModels(Binary format) {
  private static final Rounded NOTHING = new Rounded(0, 0);

  Rounded add(Real a, Real b, int mode) {
    if (a.isNan() || b.isNan()) {
      return nan(a, b);
    }
    if (a.isInfinite() || b.isInfinite()) {
      boolean opposed = a.isInfinite() && b.isInfinite() && a.negative() != b.negative();
      return opposed ? invalid() : infinity(a.isInfinite() ? a.negative() : b.negative());
    }
    int lowest = Math.min(a.power(), b.power());
    BigInteger sum = a.times(lowest).add(b.times(lowest));
    if (sum.signum() == 0) {
      boolean bothNegative = a.negative() && b.negative();
      boolean exactZero = a.negative() != b.negative() && mode == Rounded.RDN;
      return zero(bothNegative || exactZero);
    }
    return round(Real.of(sum.signum() < 0, sum.abs(), lowest), mode);
  }

  Rounded multiply(Real a, Real b, int mode) {
    if (a.isNan() || b.isNan()) {
      return nan(a, b);
    }
    Real product = product(a, b);
    return product.isNan() ? invalid() : round(product, mode);
  }

  /** Exact; a NaN for infinity times zero. */
  private static Real product(Real a, Real b) {
    boolean negative = a.negative() != b.negative();
    if (a.isInfinite() || b.isInfinite()) {
      boolean undefined = a.isZero() || b.isZero();
      return Real.special(negative, undefined ? Real.Kind.QUIET : Real.Kind.INFINITE);
    }
    return Real.of(negative, a.significand().multiply(b.significand()), a.power() + b.power());
  }

  /** Infinity times zero is invalid even if a quiet NaN is added. */
  Rounded fusedMultiplyAdd(Real a, Real b, Real c, int mode) {
    if (a.isNan() || b.isNan()) {
      return nan(nanOf(a, b), c);
    }
    Real product = product(a, b);
    return product.isNan() ? invalid() : add(product, c, mode);
  }

  private static Real nanOf(Real a, Real b) {
    boolean signaling = a.isSignaling() || b.isSignaling();
    return Real.special(false, signaling ? Real.Kind.SIGNALING : Real.Kind.QUIET);
  }

  Rounded divide(Real a, Real b, int mode) {
    boolean negative = a.negative() != b.negative();
    if (a.isNan() || b.isNan()) {
      return nan(a, b);
    }
    if (a.isInfinite()) {
      return b.isInfinite() ? invalid() : infinity(negative);
    }
    if (b.isZero()) {
      return a.isZero() ? invalid() : new Rounded(infinity(negative).bits(), Rounded.DZ);
    }
    if (a.isZero() || b.isInfinite()) {
      return zero(negative);
    }
    Magnitude quotient = new Magnitude.Quotient(a.magnitude(), b.magnitude());
    return Rounded.of(format, negative, quotient, mode);
  }

  Rounded squareRoot(Real a, int mode) {
    if (a.isNan()) {
      return nan(a, a);
    }
    if (a.isZero()) {
      return zero(a.negative());
    }
    if (a.negative()) {
      return invalid();
    }
    return a.isInfinite()
        ? infinity(false)
        : Rounded.of(format, false, new Magnitude.Root(a.magnitude()), mode);
  }

  /** Of any format or of an integer, to this format. */
  Rounded round(Real a, int mode) {
    return switch (a.kind()) {
      case ZERO -> zero(a.negative());
      case FINITE -> Rounded.of(format, a.negative(), a.magnitude(), mode);
      case INFINITE -> infinity(a.negative());
      case QUIET, SIGNALING -> nan(a, a);
    };
  }

  /** The smaller, or the number if one is a NaN; minus zero is below plus zero. */
  Rounded minimum(long a, long b) {
    return choose(a, b, true);
  }

  /** The larger, likewise. */
  Rounded maximum(long a, long b) {
    return choose(a, b, false);
  }

  private Rounded choose(long first, long second, boolean smaller) {
    Real a = format.decode(first);
    Real b = format.decode(second);
    int flags = a.isSignaling() || b.isSignaling() ? Rounded.NV : 0;
    if (a.isNan() && b.isNan()) {
      return new Rounded(format.canonicalNan(), flags);
    }
    boolean takeFirst = b.isNan() || (!a.isNan() && isBelow(a, b) == smaller);
    return new Rounded(format.unbox(takeFirst ? first : second), flags);
  }

  private static boolean isBelow(Real a, Real b) {
    return a.isZero() && b.isZero() ? a.negative() : a.compare(b) < 0;
  }

  Rounded nan(Real a, Real b) {
    boolean signaling = a.isSignaling() || b.isSignaling();
    return new Rounded(format.canonicalNan(), signaling ? Rounded.NV : 0);
  }

  private Rounded invalid() {
    return new Rounded(format.canonicalNan(), Rounded.NV);
  }

  private Rounded infinity(boolean negative) {
    return new Rounded(format.infinity() | (negative ? format.signBit() : 0), 0);
  }

  private Rounded zero(boolean negative) {
    return negative ? new Rounded(format.signBit(), 0) : NOTHING;
  }
}
