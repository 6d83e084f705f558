package dev.sidestep.riscv.fp;

import static dev.sidestep.riscv.fp.FpStatus.NX;
import static dev.sidestep.riscv.fp.FpStatus.OF;
import static dev.sidestep.riscv.fp.FpStatus.UF;

/**
 * The last step of every operation: an exact result becomes the nearest encoding, and raises NX, UF
 * or OF.
 *
 * <p>An exact result arrives as a 64-bit significand. What did not fit is <i>jammed</i>: ORed
 * together into bit 0, which tells exact from inexact and below from above a tie, all that rounding
 * needs.
 */
final class Rounder {
  private static final long HALF = Long.MIN_VALUE;

  private Rounder() {}

  /** {@code value >>> distance} (0 or more), the bits lost jammed into bit 0. */
  static long shiftRightJam(long value, int distance) {
    if (distance >= Long.SIZE) {
      return value != 0 ? 1 : 0;
    }
    long shifted = value >>> distance;
    return shifted << distance != value ? shifted | 1 : shifted;
  }

  /** Rounds a nonzero significand that has its leading one anywhere. */
  static long normalizeAndRound(
      Format format, boolean negative, int exponentOfBit63, long significand, int rm, FpStatus s) {
    int distance = Long.numberOfLeadingZeros(significand);
    return round(format, negative, exponentOfBit63 - distance, significand << distance, rm, s);
  }

  /**
   * Rounds a significand that has its leading one at bit 63.
   *
   * @param exponent of that leading one, unbounded
   */
  static long round(
      Format format, boolean negative, int exponent, long significand, int rm, FpStatus s) {
    if (exponent > format.maxExponent) {
      return overflow(format, negative, rm, s);
    }
    if (exponent < format.minExponent) {
      return roundSubnormal(format, negative, exponent, significand, rm, s);
    }
    long rounded = roundToPrecision(format, negative, significand, rm);
    if (dropped(format, significand) != 0) {
      s.raise(NX);
    }
    // The hidden one, or the carry out of it, adds itself into the exponent field.
    long biased = (long) exponent - format.minExponent;
    long magnitude = (biased << (format.precision - 1)) + rounded;
    if (magnitude >= format.infinity) {
      return overflow(format, negative, rm, s);
    }
    return format.zero(negative) | magnitude;
  }

  private static long roundSubnormal(
      Format format, boolean negative, int exponent, long significand, int rm, FpStatus s) {
    long shifted = shiftRightJam(significand, format.minExponent - exponent);
    if (dropped(format, shifted) != 0) {
      s.raise(isTiny(format, negative, exponent, significand, rm) ? NX | UF : NX);
    }
    return format.zero(negative) | roundToPrecision(format, negative, shifted, rm);
  }

  /**
   * True unless rounding, with an unbounded exponent, brings the result up to the smallest normal
   * number: tininess is detected after rounding.
   *
   * @riscv F 20.4
   */
  private static boolean isTiny(
      Format format, boolean negative, int exponent, long significand, int rm) {
    return exponent < format.minExponent - 1
        || roundToPrecision(format, negative, significand, rm) >>> format.precision == 0;
  }

  /** The upper {@code precision} bits, rounded; a carry makes them one bit more. */
  private static long roundToPrecision(Format format, boolean negative, long significand, int rm) {
    long kept = significand >>> (Long.SIZE - format.precision);
    return roundsUp(dropped(format, significand), kept, negative, rm) ? kept + 1 : kept;
  }

  /** The bits that do not fit, moved up so that {@link #HALF} is a tie. */
  private static long dropped(Format format, long significand) {
    return significand << format.precision;
  }

  private static boolean roundsUp(long dropped, long kept, boolean negative, int rm) {
    return switch (rm) {
      case RoundingMode.RNE -> dropped < 0 && (dropped != HALF || (kept & 1) != 0);
      case RoundingMode.RDN -> dropped != 0 && negative;
      case RoundingMode.RUP -> dropped != 0 && !negative;
      case RoundingMode.RMM -> dropped < 0;
      default -> false;
    };
  }

  private static long overflow(Format format, boolean negative, int rm, FpStatus s) {
    s.raise(OF | NX);
    boolean toInfinity =
        switch (rm) {
          case RoundingMode.RDN -> negative;
          case RoundingMode.RUP -> !negative;
          case RoundingMode.RTZ -> false;
          default -> true;
        };
    return toInfinity ? format.infinity(negative) : format.largestFinite(negative);
  }
}
