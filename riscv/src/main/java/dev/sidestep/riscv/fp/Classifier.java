package dev.sidestep.riscv.fp;

/**
 * The result of FCLASS.
 *
 * @riscv F 20.9
 */
final class Classifier {
  private static final int NEGATIVE_INFINITY = 1;
  private static final int NEGATIVE_NORMAL = 1 << 1;
  private static final int NEGATIVE_SUBNORMAL = 1 << 2;
  private static final int NEGATIVE_ZERO = 1 << 3;
  private static final int POSITIVE_ZERO = 1 << 4;
  private static final int POSITIVE_SUBNORMAL = 1 << 5;
  private static final int POSITIVE_NORMAL = 1 << 6;
  private static final int POSITIVE_INFINITY = 1 << 7;
  private static final int SIGNALING_NAN = 1 << 8;
  private static final int QUIET_NAN = 1 << 9;

  private Classifier() {}

  static int classify(Format format, long a) {
    if (format.isNan(a)) {
      return format.isSignalingNan(a) ? SIGNALING_NAN : QUIET_NAN;
    }
    boolean negative = format.isNegative(a);
    if (format.isInfinite(a)) {
      return negative ? NEGATIVE_INFINITY : POSITIVE_INFINITY;
    }
    if (format.isZero(a)) {
      return negative ? NEGATIVE_ZERO : POSITIVE_ZERO;
    }
    if (format.isSubnormal(a)) {
      return negative ? NEGATIVE_SUBNORMAL : POSITIVE_SUBNORMAL;
    }
    return negative ? NEGATIVE_NORMAL : POSITIVE_NORMAL;
  }
}
