package dev.sidestep.riscv.fp;

import static dev.sidestep.riscv.fp.Format.BINARY64;
import static dev.sidestep.riscv.fp.FpStatus.NV;
import static dev.sidestep.riscv.fp.FpStatus.NX;

/**
 * The computational instructions of the D extension, on raw bits.
 *
 * <p>Everywhere, {@code rm} is one of {@link RoundingMode}, and flags are ORed into the status. An
 * operation whose result is a NaN returns {@link #CANONICAL_NAN}. Pure functions: any thread, as
 * long as the status is that thread's.
 *
 * @riscv D 21.4
 */
public final class Float64 {
  /** The only NaN that arithmetic produces: quiet, positive, no payload. */
  public static final long CANONICAL_NAN = 0x7ff8_0000_0000_0000L;

  private static final long SIGN = Long.MIN_VALUE;

  private Float64() {}

  /** FADD.D: {@code a + b}. */
  public static long add(long a, long b, int rm, FpStatus s) {
    double x = Double.longBitsToDouble(a);
    double y = Double.longBitsToDouble(b);
    double r = x + y;
    // A sum below the normal range is exact, so that any finite result will do.
    if (rm == RoundingMode.RNE
        && Math.abs(r) <= Double.MAX_VALUE
        && (s.isInexact() || Residual.ofSum(x, y, r, s))) {
      return Double.doubleToRawLongBits(r);
    }
    return SoftAdd.add(BINARY64, a, b, rm, s);
  }

  /** FSUB.D: {@code a - b}. */
  public static long sub(long a, long b, int rm, FpStatus s) {
    return add(a, b ^ SIGN, rm, s);
  }

  /** FMUL.D: {@code a * b}. */
  public static long mul(long a, long b, int rm, FpStatus s) {
    double x = Double.longBitsToDouble(a);
    double y = Double.longBitsToDouble(b);
    double r = x * y;
    if (rm == RoundingMode.RNE
        && isSafelyNormal(r)
        && (s.isInexact() || Residual.ofProduct(x, y, r, s))) {
      return Double.doubleToRawLongBits(r);
    }
    return SoftMultiply.multiply(BINARY64, a, b, rm, s);
  }

  /** FDIV.D: {@code a / b}. */
  public static long div(long a, long b, int rm, FpStatus s) {
    double x = Double.longBitsToDouble(a);
    double y = Double.longBitsToDouble(b);
    double r = x / y;
    if (rm == RoundingMode.RNE
        && isSafelyNormal(r)
        && (s.isInexact() || Residual.ofQuotient(x, y, r, s))) {
      return Double.doubleToRawLongBits(r);
    }
    return SoftMultiply.divide(BINARY64, a, b, rm, s);
  }

  /** FSQRT.D: the square root of {@code a}. */
  public static long sqrt(long a, int rm, FpStatus s) {
    double x = Double.longBitsToDouble(a);
    double r = Math.sqrt(x);
    if (rm == RoundingMode.RNE
        && isSafelyNormal(r)
        && (s.isInexact() || Residual.ofRoot(x, r, s))) {
      return Double.doubleToRawLongBits(r);
    }
    return SoftMultiply.squareRoot(BINARY64, a, rm, s);
  }

  /**
   * FMADD.D: {@code a * b + c}, rounded once.
   *
   * <p>The other three are this one with signs flipped in the operands: FMSUB {@code (a, b, -c)},
   * FNMSUB {@code (-a, b, c)}, FNMADD {@code (-a, b, -c)}.
   */
  public static long fma(long a, long b, long c, int rm, FpStatus s) {
    double x = Double.longBitsToDouble(a);
    double y = Double.longBitsToDouble(b);
    double z = Double.longBitsToDouble(c);
    double r = Math.fma(x, y, z);
    if (rm == RoundingMode.RNE
        && isSafelyNormal(r)
        && (s.isInexact() || Residual.ofFma(x, y, z, r, s))) {
      return Double.doubleToRawLongBits(r);
    }
    return SoftFma.fma(BINARY64, a, b, c, rm, s);
  }

  /**
   * True if {@code r}, rounded to nearest, can owe no flag but NX.
   *
   * <p>The smallest normal number is left out: a tiny result that was rounded up to it underflowed.
   */
  private static boolean isSafelyNormal(double r) {
    double magnitude = Math.abs(r);
    return magnitude > Double.MIN_NORMAL && magnitude <= Double.MAX_VALUE;
  }

  /** FMIN.D: the smaller number; the number if the other is a NaN; -0 is less than +0. */
  public static long min(long a, long b, FpStatus s) {
    double x = Double.longBitsToDouble(a);
    double y = Double.longBitsToDouble(b);
    if (x < y) {
      return a;
    }
    return y < x ? b : MinMax.ofUnordered(BINARY64, a, b, a | b, s);
  }

  /** FMAX.D: the larger number; the number if the other is a NaN; +0 is more than -0. */
  public static long max(long a, long b, FpStatus s) {
    double x = Double.longBitsToDouble(a);
    double y = Double.longBitsToDouble(b);
    if (x > y) {
      return a;
    }
    return y > x ? b : MinMax.ofUnordered(BINARY64, a, b, a & b, s);
  }

  /** FEQ.D: {@code a == b}; NV for a signaling NaN only. */
  public static boolean eq(long a, long b, FpStatus s) {
    if (Double.longBitsToDouble(a) == Double.longBitsToDouble(b)) {
      return true;
    }
    if (BINARY64.isSignalingNan(a) || BINARY64.isSignalingNan(b)) {
      s.raise(NV);
    }
    return false;
  }

  /** FLT.D: {@code a < b}; NV for any NaN. */
  public static boolean lt(long a, long b, FpStatus s) {
    double x = Double.longBitsToDouble(a);
    double y = Double.longBitsToDouble(b);
    if (Double.isNaN(x) || Double.isNaN(y)) {
      s.raise(NV);
    }
    return x < y;
  }

  /** FLE.D: {@code a <= b}; NV for any NaN. */
  public static boolean le(long a, long b, FpStatus s) {
    double x = Double.longBitsToDouble(a);
    double y = Double.longBitsToDouble(b);
    if (Double.isNaN(x) || Double.isNaN(y)) {
      s.raise(NV);
    }
    return x <= y;
  }

  /** FCLASS.D: one bit of ten, from bit 0 for minus infinity to bit 9 for a quiet NaN. */
  public static int classify(long a) {
    return Classifier.classify(BINARY64, a);
  }

  /** FCVT.W.D: a signed word, sign-extended; out of range, the nearest one and NV. */
  public static long toInt32(long a, int rm, FpStatus s) {
    return ToInteger.int32(Double.longBitsToDouble(a), rm, s);
  }

  /** FCVT.WU.D: an unsigned word, <em>sign</em>-extended; out of range, the nearest one and NV. */
  public static long toUint32(long a, int rm, FpStatus s) {
    return ToInteger.uint32(Double.longBitsToDouble(a), rm, s);
  }

  /** FCVT.L.D: a signed integer; out of range, the nearest one and NV. */
  public static long toInt64(long a, int rm, FpStatus s) {
    return ToInteger.int64(Double.longBitsToDouble(a), rm, s);
  }

  /** FCVT.LU.D: an unsigned integer; out of range, the nearest one and NV. */
  public static long toUint64(long a, int rm, FpStatus s) {
    return ToInteger.uint64(Double.longBitsToDouble(a), rm, s);
  }

  /** FCVT.D.W: the signed word {@code value}; always exact. */
  public static long fromInt32(int value) {
    return Double.doubleToRawLongBits(value);
  }

  /** FCVT.D.WU: the unsigned word {@code value}; always exact. */
  public static long fromUint32(int value) {
    return Double.doubleToRawLongBits((double) Integer.toUnsignedLong(value));
  }

  /** FCVT.D.L: the signed integer {@code value}. */
  public static long fromInt64(long value, int rm, FpStatus s) {
    double r = (double) value;
    // The cast back saturates: the largest integers would look exact.
    boolean exact = (long) r == value && r < 0x1p63;
    if (exact || rm == RoundingMode.RNE) {
      Residual.raiseIf(!exact, s);
      return Double.doubleToRawLongBits(r);
    }
    return SoftConvert.fromSigned(BINARY64, value, rm, s);
  }

  /** FCVT.D.LU: the unsigned integer {@code value}. */
  public static long fromUint64(long value, int rm, FpStatus s) {
    return value >= 0
        ? fromInt64(value, rm, s)
        : SoftConvert.fromInteger(BINARY64, false, value, rm, s);
  }

  /** FCVT.S.D: the double {@code a} as a single. */
  public static int toFloat32(long a, int rm, FpStatus s) {
    double x = Double.longBitsToDouble(a);
    float r = (float) x;
    if (r == x) {
      return Float.floatToRawIntBits(r);
    }
    if (rm == RoundingMode.RNE && Float32.isSafelyNormal(r)) {
      s.raise(NX);
      return Float.floatToRawIntBits(r);
    }
    return (int) SoftConvert.doubleToSingle(a, rm, s);
  }
}
