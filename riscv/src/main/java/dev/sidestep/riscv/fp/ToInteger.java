package dev.sidestep.riscv.fp;

import static dev.sidestep.riscv.fp.FpStatus.NV;
import static dev.sidestep.riscv.fp.FpStatus.NX;

/**
 * Conversions to integers, of doubles and of singles (each of which is a double).
 *
 * <p>The number is rounded to an integral double first, which is exact arithmetic in every mode.
 * Whether that fits the integer is decided after rounding: -0.3 towards zero is a valid unsigned 0.
 *
 * @riscv F 20.7
 */
final class ToInteger {
  private static final double TWO_31 = 0x1p31;
  private static final double TWO_32 = 0x1p32;
  private static final double TWO_63 = 0x1p63;
  private static final double TWO_64 = 0x1p64;

  private ToInteger() {}

  static long int32(double x, int rm, FpStatus s) {
    double integral = roundToIntegral(x, rm);
    return integral >= -TWO_31 && integral < TWO_31
        ? inRange((int) integral, x, integral, s)
        : outOfRange(x, Integer.MIN_VALUE, Integer.MAX_VALUE, s);
  }

  /** The unsigned word is sign-extended, as every 32-bit result is in RV64. */
  static long uint32(double x, int rm, FpStatus s) {
    double integral = roundToIntegral(x, rm);
    return integral >= 0 && integral < TWO_32
        ? inRange((int) (long) integral, x, integral, s)
        : outOfRange(x, 0, -1, s);
  }

  static long int64(double x, int rm, FpStatus s) {
    double integral = roundToIntegral(x, rm);
    return integral >= -TWO_63 && integral < TWO_63
        ? inRange((long) integral, x, integral, s)
        : outOfRange(x, Long.MIN_VALUE, Long.MAX_VALUE, s);
  }

  static long uint64(double x, int rm, FpStatus s) {
    double integral = roundToIntegral(x, rm);
    return integral >= 0 && integral < TWO_64
        ? inRange(unsigned(integral), x, integral, s)
        : outOfRange(x, 0, -1, s);
  }

  private static long unsigned(double integral) {
    return integral < TWO_63 ? (long) integral : (long) (integral - TWO_63) ^ Long.MIN_VALUE;
  }

  private static long inRange(long result, double x, double integral, FpStatus s) {
    if (integral != x) {
      s.raise(NX);
    }
    return result;
  }

  /** NaN converts to the largest integer, whatever its sign. */
  private static long outOfRange(double x, long smallest, long largest, FpStatus s) {
    s.raise(NV);
    return x < 0 ? smallest : largest;
  }

  private static double roundToIntegral(double x, int rm) {
    return switch (rm) {
      case RoundingMode.RNE -> Math.rint(x);
      case RoundingMode.RDN -> Math.floor(x);
      case RoundingMode.RUP -> Math.ceil(x);
      case RoundingMode.RMM -> roundHalfAway(x);
      default -> truncate(x);
    };
  }

  private static double truncate(double x) {
    return x < 0 ? Math.ceil(x) : Math.floor(x);
  }

  private static double roundHalfAway(double x) {
    double truncated = truncate(x);
    return Math.abs(x - truncated) >= 0.5 ? truncated + Math.copySign(1, x) : truncated;
  }
}
