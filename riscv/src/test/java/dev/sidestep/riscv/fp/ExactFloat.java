package dev.sidestep.riscv.fp;

import java.math.BigInteger;

/**
 * An independent reference: exact arithmetic on fractions of big integers, and one rounding.
 *
 * <p>Shares no code with what it checks, and none of its ideas: there is no jamming, no guard bit
 * and no JVM floating point, and a number is a fraction, not a significand.
 */
final class ExactFloat {
  static final ExactFloat SINGLE = new ExactFloat(8, 23);
  static final ExactFloat DOUBLE = new ExactFloat(11, 52);

  /** The operations of two operands. */
  enum Binary {
    ADD,
    SUB,
    MUL,
    DIV
  }

  private static final BigInteger ONE = BigInteger.ONE;
  private static final int NV = 16;
  private static final int DZ = 8;
  private static final int OF = 4;
  private static final int UF = 2;
  private static final int NX = 1;

  final int exponentBits;
  final int fractionBits;
  final long sign;
  final long infinity;
  final long nan;
  private final int bias;

  /** A result, and the flags it raised. */
  record Result(long bits, int flags) {
    @Override
    public String toString() {
      return "%x flags %d".formatted(bits, flags);
    }
  }

  private ExactFloat(int exponentBits, int fractionBits) {
    this.exponentBits = exponentBits;
    this.fractionBits = fractionBits;
    this.sign = 1L << (exponentBits + fractionBits);
    this.infinity = ((1L << exponentBits) - 1) << fractionBits;
    this.nan = infinity | 1L << (fractionBits - 1);
    this.bias = (1 << (exponentBits - 1)) - 1;
  }

  /** An exact number: {@code numerator / denominator}, or the square root of that. */
  private record Exact(BigInteger numerator, BigInteger denominator, boolean root) {
    static Exact fraction(BigInteger numerator, BigInteger denominator) {
      return denominator.signum() < 0
          ? new Exact(numerator.negate(), denominator.negate(), false)
          : new Exact(numerator, denominator, false);
    }

    /** floor(|this| * 2^scale). */
    BigInteger floorScaled(int scale) {
      BigInteger[] scaled = scaled(scale);
      BigInteger floor = scaled[0].divide(scaled[1]);
      return root ? floor.sqrt() : floor;
    }

    /** True if |this| * 2^scale is the integer {@code floor}. */
    boolean isScaled(int scale, BigInteger floor) {
      BigInteger[] scaled = scaled(scale);
      return scaled[1].multiply(root ? floor.multiply(floor) : floor).equals(scaled[0]);
    }

    private BigInteger[] scaled(int scale) {
      int power = root ? 2 * scale : scale;
      return power >= 0
          ? new BigInteger[] {numerator.abs().shiftLeft(power), denominator}
          : new BigInteger[] {numerator.abs(), denominator.shiftLeft(-power)};
    }

    Exact plus(Exact other) {
      return fraction(
          numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
          denominator.multiply(other.denominator));
    }

    Exact times(Exact other) {
      return fraction(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    Exact over(Exact other) {
      return fraction(numerator.multiply(other.denominator), denominator.multiply(other.numerator));
    }
  }

  private boolean isNan(long a) {
    return (a & ~sign) > infinity;
  }

  private boolean isSignaling(long a) {
    return isNan(a) && (a >>> (fractionBits - 1) & 1) == 0;
  }

  private boolean isInfinite(long a) {
    return (a & ~sign) == infinity;
  }

  private boolean isZero(long a) {
    return (a & ~sign) == 0;
  }

  private boolean isNegative(long a) {
    return (a & sign) != 0;
  }

  private long signed(boolean negative, long magnitude) {
    return negative ? sign | magnitude : magnitude;
  }

  private Exact unpack(long a) {
    long fraction = a & ((1L << fractionBits) - 1);
    int field = (int) ((a & infinity) >>> fractionBits);
    BigInteger significand =
        BigInteger.valueOf(field == 0 ? fraction : fraction + (1L << fractionBits));
    int power = Math.max(field, 1) - bias - fractionBits;
    BigInteger numerator = isNegative(a) ? significand.negate() : significand;
    return power >= 0
        ? Exact.fraction(numerator.shiftLeft(power), ONE)
        : Exact.fraction(numerator, ONE.shiftLeft(-power));
  }

  /** Rounds a nonzero exact number; {@code negative} is its sign. */
  private Result round(boolean negative, Exact exact, int rm) {
    int exponent = floorLog2(exact);
    int minExponent = 1 - bias;
    BigInteger unbounded = roundAt(negative, exact, fractionBits - exponent, rm);
    boolean reachesNormal =
        exponent >= minExponent
            || (exponent == minExponent - 1 && unbounded.bitLength() > fractionBits + 1);
    int scale = fractionBits - Math.max(exponent, minExponent);
    BigInteger rounded = roundAt(negative, exact, scale, rm);
    int flags = exact.isScaled(scale, rounded) ? 0 : reachesNormal ? NX : NX | UF;
    if (rounded.bitLength() > fractionBits + 1) {
      rounded = rounded.shiftRight(1);
      scale--;
    }
    if (fractionBits - scale > bias) {
      return new Result(signed(negative, overflow(negative, rm)), OF | NX);
    }
    long field = rounded.bitLength() <= fractionBits ? 0 : fractionBits - scale + bias;
    long fraction = rounded.longValueExact() & ((1L << fractionBits) - 1);
    return new Result(signed(negative, field << fractionBits | fraction), flags);
  }

  private static int floorLog2(Exact exact) {
    int scale = 0;
    while (exact.floorScaled(scale).signum() == 0) {
      scale += 64;
    }
    return exact.floorScaled(scale).bitLength() - 1 - scale;
  }

  /** |exact| * 2^scale, rounded to an integer. */
  private static BigInteger roundAt(boolean negative, Exact exact, int scale, int rm) {
    BigInteger floor = exact.floorScaled(scale);
    if (exact.isScaled(scale, floor)) {
      return floor;
    }
    BigInteger halves = exact.floorScaled(scale + 1);
    boolean aboveOrTie = halves.testBit(0);
    boolean tie = aboveOrTie && exact.isScaled(scale + 1, halves);
    boolean up =
        switch (rm) {
          case 0 -> tie ? floor.testBit(0) : aboveOrTie;
          case 1 -> false;
          case 2 -> negative;
          case 3 -> !negative;
          case 4 -> aboveOrTie;
          default -> throw new IllegalArgumentException("rm " + rm);
        };
    return up ? floor.add(ONE) : floor;
  }

  private long overflow(boolean negative, int rm) {
    boolean largest = rm == 1 || (rm == 2 && !negative) || (rm == 3 && negative);
    return largest ? infinity - 1 : infinity;
  }

  private Result nan(long... operands) {
    for (long operand : operands) {
      if (isSignaling(operand)) {
        return invalid();
      }
    }
    return new Result(nan, 0);
  }

  private Result invalid() {
    return new Result(nan, NV);
  }

  private Result exactly(long bits) {
    return new Result(bits, 0);
  }

  Result binary(Binary operation, long a, long b, int rm) {
    if (isNan(a) || isNan(b)) {
      return nan(a, b);
    }
    return switch (operation) {
      case ADD -> add(a, b, rm);
      case SUB -> add(a, b ^ sign, rm);
      case MUL -> mul(a, b, rm);
      case DIV -> div(a, b, rm);
    };
  }

  private Result add(long a, long b, int rm) {
    if (isInfinite(a)) {
      return isInfinite(b) && a != b ? invalid() : exactly(a);
    }
    return isInfinite(b) ? exactly(b) : sum(unpack(a), isNegative(a), b, rm);
  }

  /** The sum of an exact number, whose sign counts if it is zero, and the finite {@code b}. */
  private Result sum(Exact a, boolean negative, long b, int rm) {
    Exact exact = a.plus(unpack(b));
    if (exact.numerator.signum() != 0) {
      return round(exact.numerator.signum() < 0, exact, rm);
    }
    boolean zeros = a.numerator.signum() == 0;
    return exactly(signed(zeros && negative == isNegative(b) ? negative : rm == 2, 0));
  }

  private Result mul(long a, long b, int rm) {
    boolean negative = isNegative(a) != isNegative(b);
    if (isInfinite(a) || isInfinite(b)) {
      return isZero(a) || isZero(b) ? invalid() : exactly(signed(negative, infinity));
    }
    return isZero(a) || isZero(b)
        ? exactly(signed(negative, 0))
        : round(negative, unpack(a).times(unpack(b)), rm);
  }

  private Result div(long a, long b, int rm) {
    boolean negative = isNegative(a) != isNegative(b);
    if (isInfinite(a)) {
      return isInfinite(b) ? invalid() : exactly(signed(negative, infinity));
    }
    if (isZero(b)) {
      return isZero(a) ? invalid() : new Result(signed(negative, infinity), DZ);
    }
    return isZero(a) || isInfinite(b)
        ? exactly(signed(negative, 0))
        : round(negative, unpack(a).over(unpack(b)), rm);
  }

  Result sqrt(long a, int rm) {
    if (isNan(a)) {
      return nan(a);
    }
    if (isZero(a) || a == infinity) {
      return exactly(a);
    }
    Exact square = unpack(a);
    return isNegative(a)
        ? invalid()
        : round(false, new Exact(square.numerator, square.denominator, true), rm);
  }

  Result fma(long a, long b, long c, int rm) {
    if ((isInfinite(a) && isZero(b)) || (isZero(a) && isInfinite(b))) {
      return invalid();
    }
    if (isNan(a) || isNan(b) || isNan(c)) {
      return nan(a, b, c);
    }
    boolean negative = isNegative(a) != isNegative(b);
    if (isInfinite(a) || isInfinite(b)) {
      return isInfinite(c) && isNegative(c) != negative
          ? invalid()
          : exactly(signed(negative, infinity));
    }
    return isInfinite(c) ? exactly(c) : sum(unpack(a).times(unpack(b)), negative, c, rm);
  }

  /** The number {@code a} of this format in the format {@code to}. */
  Result convert(ExactFloat to, long a, int rm) {
    if (isNan(a)) {
      return new Result(to.nan, isSignaling(a) ? NV : 0);
    }
    if (isInfinite(a) || isZero(a)) {
      return to.exactly(to.signed(isNegative(a), isZero(a) ? 0 : to.infinity));
    }
    return to.round(isNegative(a), unpack(a), rm);
  }

  Result fromInteger(BigInteger value, int rm) {
    return value.signum() == 0
        ? exactly(0)
        : round(value.signum() < 0, Exact.fraction(value, ONE), rm);
  }

  /** The number {@code a} as an integer from {@code smallest} to {@code largest}. */
  Result toInteger(long a, BigInteger smallest, BigInteger largest, int rm) {
    if (isNan(a)) {
      return new Result(largest.longValue(), NV);
    }
    if (isInfinite(a)) {
      return new Result((isNegative(a) ? smallest : largest).longValue(), NV);
    }
    Exact exact = unpack(a);
    BigInteger magnitude = roundAt(isNegative(a), exact, 0, rm);
    BigInteger rounded = isNegative(a) ? magnitude.negate() : magnitude;
    if (rounded.compareTo(smallest) < 0 || rounded.compareTo(largest) > 0) {
      return new Result((rounded.signum() < 0 ? smallest : largest).longValue(), NV);
    }
    return new Result(rounded.longValue(), exact.isScaled(0, magnitude) ? 0 : NX);
  }

  /** -1, 0 or 1 as {@code a} is less than, equal to or more than {@code b}; neither is a NaN. */
  int compare(long a, long b) {
    if (isInfinite(a) || isInfinite(b)) {
      return Integer.compare(infinitySign(a), infinitySign(b));
    }
    return unpack(a).plus(unpack(b ^ sign)).numerator.signum();
  }

  private int infinitySign(long a) {
    return isInfinite(a) ? (isNegative(a) ? -1 : 1) : 0;
  }

  boolean isUnordered(long a, long b) {
    return isNan(a) || isNan(b);
  }

  boolean anySignaling(long a, long b) {
    return isSignaling(a) || isSignaling(b);
  }
}
