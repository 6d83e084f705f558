package dev.sidestep.riscv.fp;

import static dev.sidestep.riscv.fp.Format.BINARY32;
import static dev.sidestep.riscv.fp.FpStatus.NV;

/**
 * The computational instructions of the F extension, on raw bits.
 *
 * <p>Everywhere, {@code rm} is one of {@link RoundingMode}, and flags are ORed into the status. An
 * operation whose result is a NaN returns {@link #CANONICAL_NAN}. Pure functions: any thread, as
 * long as the status is that thread's.
 *
 * @riscv F 20.6
 */
public final class Float32 {
  /** The only NaN that arithmetic produces: quiet, positive, no payload. */
  public static final int CANONICAL_NAN = 0x7fc0_0000;

  private static final int SIGN = Integer.MIN_VALUE;

  private Float32() {}

  /** FADD.S: {@code a + b}. */
  public static int add(int a, int b, int rm, FpStatus s) {
    float x = Float.intBitsToFloat(a);
    float y = Float.intBitsToFloat(b);
    float r = x + y;
    // A sum below the normal range is exact, so that any finite result will do.
    if (rm == RoundingMode.RNE
        && Math.abs(r) <= Float.MAX_VALUE
        && (s.isInexact() || Residual.ofSum(x, y, r, s))) {
      return Float.floatToRawIntBits(r);
    }
    return (int) SoftAdd.add(BINARY32, bits(a), bits(b), rm, s);
  }

  /** FSUB.S: {@code a - b}. */
  public static int sub(int a, int b, int rm, FpStatus s) {
    return add(a, b ^ SIGN, rm, s);
  }

  /** FMUL.S: {@code a * b}. */
  public static int mul(int a, int b, int rm, FpStatus s) {
    // The product of two singles is an exact double.
    double product = (double) Float.intBitsToFloat(a) * Float.intBitsToFloat(b);
    float r = (float) product;
    if (rm == RoundingMode.RNE && isSafelyNormal(r)) {
      Residual.raiseIf(r != product, s);
      return Float.floatToRawIntBits(r);
    }
    return (int) SoftMultiply.multiply(BINARY32, bits(a), bits(b), rm, s);
  }

  /** FDIV.S: {@code a / b}. */
  public static int div(int a, int b, int rm, FpStatus s) {
    float x = Float.intBitsToFloat(a);
    float y = Float.intBitsToFloat(b);
    float r = x / y;
    if (rm == RoundingMode.RNE && isSafelyNormal(r)) {
      Residual.raiseIf((double) r * y != x, s);
      return Float.floatToRawIntBits(r);
    }
    return (int) SoftMultiply.divide(BINARY32, bits(a), bits(b), rm, s);
  }

  /** FSQRT.S: the square root of {@code a}. */
  public static int sqrt(int a, int rm, FpStatus s) {
    float x = Float.intBitsToFloat(a);
    // Rounding the double root again gives the single root: 53 bits are 2 * 24 + 2 or more.
    float r = (float) Math.sqrt(x);
    if (rm == RoundingMode.RNE && isSafelyNormal(r)) {
      Residual.raiseIf((double) r * r != x, s);
      return Float.floatToRawIntBits(r);
    }
    return (int) SoftMultiply.squareRoot(BINARY32, bits(a), rm, s);
  }

  /**
   * FMADD.S: {@code a * b + c}, rounded once.
   *
   * <p>The other three are this one with signs flipped in the operands: FMSUB {@code (a, b, -c)},
   * FNMSUB {@code (-a, b, c)}, FNMADD {@code (-a, b, -c)}.
   */
  public static int fma(int a, int b, int c, int rm, FpStatus s) {
    float x = Float.intBitsToFloat(a);
    float y = Float.intBitsToFloat(b);
    float z = Float.intBitsToFloat(c);
    float r = Math.fma(x, y, z);
    if (rm == RoundingMode.RNE
        && isSafelyNormal(r)
        && (s.isInexact() || Residual.ofFma(x, y, z, r, s))) {
      return Float.floatToRawIntBits(r);
    }
    return (int) SoftFma.fma(BINARY32, bits(a), bits(b), bits(c), rm, s);
  }

  /**
   * True if {@code r}, rounded to nearest, can owe no flag but NX.
   *
   * <p>The smallest normal number is left out: a tiny result that was rounded up to it underflowed.
   */
  static boolean isSafelyNormal(float r) {
    float magnitude = Math.abs(r);
    return magnitude > Float.MIN_NORMAL && magnitude <= Float.MAX_VALUE;
  }

  /** FMIN.S: the smaller number; the number if the other is a NaN; -0 is less than +0. */
  public static int min(int a, int b, FpStatus s) {
    float x = Float.intBitsToFloat(a);
    float y = Float.intBitsToFloat(b);
    if (x < y) {
      return a;
    }
    return y < x ? b : (int) MinMax.ofUnordered(BINARY32, bits(a), bits(b), bits(a | b), s);
  }

  /** FMAX.S: the larger number; the number if the other is a NaN; +0 is more than -0. */
  public static int max(int a, int b, FpStatus s) {
    float x = Float.intBitsToFloat(a);
    float y = Float.intBitsToFloat(b);
    if (x > y) {
      return a;
    }
    return y > x ? b : (int) MinMax.ofUnordered(BINARY32, bits(a), bits(b), bits(a & b), s);
  }

  /** FEQ.S: {@code a == b}; NV for a signaling NaN only. */
  public static boolean eq(int a, int b, FpStatus s) {
    if (Float.intBitsToFloat(a) == Float.intBitsToFloat(b)) {
      return true;
    }
    if (BINARY32.isSignalingNan(bits(a)) || BINARY32.isSignalingNan(bits(b))) {
      s.raise(NV);
    }
    return false;
  }

  /** FLT.S: {@code a < b}; NV for any NaN. */
  public static boolean lt(int a, int b, FpStatus s) {
    float x = Float.intBitsToFloat(a);
    float y = Float.intBitsToFloat(b);
    if (Float.isNaN(x) || Float.isNaN(y)) {
      s.raise(NV);
    }
    return x < y;
  }

  /** FLE.S: {@code a <= b}; NV for any NaN. */
  public static boolean le(int a, int b, FpStatus s) {
    float x = Float.intBitsToFloat(a);
    float y = Float.intBitsToFloat(b);
    if (Float.isNaN(x) || Float.isNaN(y)) {
      s.raise(NV);
    }
    return x <= y;
  }

  /** FCLASS.S: one bit of ten, from bit 0 for minus infinity to bit 9 for a quiet NaN. */
  public static int classify(int a) {
    return Classifier.classify(BINARY32, bits(a));
  }

  /** FCVT.W.S: a signed word, sign-extended; out of range, the nearest one and NV. */
  public static long toInt32(int a, int rm, FpStatus s) {
    return ToInteger.int32(Float.intBitsToFloat(a), rm, s);
  }

  /** FCVT.WU.S: an unsigned word, <em>sign</em>-extended; out of range, the nearest one and NV. */
  public static long toUint32(int a, int rm, FpStatus s) {
    return ToInteger.uint32(Float.intBitsToFloat(a), rm, s);
  }

  /** FCVT.L.S: a signed integer; out of range, the nearest one and NV. */
  public static long toInt64(int a, int rm, FpStatus s) {
    return ToInteger.int64(Float.intBitsToFloat(a), rm, s);
  }

  /** FCVT.LU.S: an unsigned integer; out of range, the nearest one and NV. */
  public static long toUint64(int a, int rm, FpStatus s) {
    return ToInteger.uint64(Float.intBitsToFloat(a), rm, s);
  }

  /** FCVT.S.W: the signed word {@code value}. */
  public static int fromInt32(int value, int rm, FpStatus s) {
    return fromInt64(value, rm, s);
  }

  /** FCVT.S.WU: the unsigned word {@code value}. */
  public static int fromUint32(int value, int rm, FpStatus s) {
    return fromInt64(Integer.toUnsignedLong(value), rm, s);
  }

  /** FCVT.S.L: the signed integer {@code value}. */
  public static int fromInt64(long value, int rm, FpStatus s) {
    float r = (float) value;
    // The cast back saturates: the largest integers would look exact.
    boolean exact = (long) r == value && r < 0x1p63f;
    if (exact || rm == RoundingMode.RNE) {
      Residual.raiseIf(!exact, s);
      return Float.floatToRawIntBits(r);
    }
    return (int) SoftConvert.fromSigned(BINARY32, value, rm, s);
  }

  /** FCVT.S.LU: the unsigned integer {@code value}. */
  public static int fromUint64(long value, int rm, FpStatus s) {
    return value >= 0
        ? fromInt64(value, rm, s)
        : (int) SoftConvert.fromInteger(BINARY32, false, value, rm, s);
  }

  /** FCVT.D.S: the single {@code a} as a double; exact, but NV for a signaling NaN. */
  public static long toFloat64(int a, FpStatus s) {
    float x = Float.intBitsToFloat(a);
    if (!Float.isNaN(x)) {
      return Double.doubleToRawLongBits(x);
    }
    BINARY32.nanResult(bits(a), bits(a), s);
    return Float64.CANONICAL_NAN;
  }

  /** An encoding as {@link Format} takes it. */
  private static long bits(int a) {
    return Integer.toUnsignedLong(a);
  }
}
