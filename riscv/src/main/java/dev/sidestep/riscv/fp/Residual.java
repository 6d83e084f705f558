package dev.sidestep.riscv.fp;

import static dev.sidestep.riscv.fp.FpStatus.NX;

/**
 * Whether a result that the JVM rounded to nearest was exact, from what the rounding left over.
 *
 * <p>Asked only until NX is raised for the first time after the guest cleared it. Each method
 * raises NX if the result was inexact, and answers whether it could tell: the residual has to be
 * representable itself.
 */
final class Residual {
  /**
   * Above this, the residual of a product, quotient or root is a multiple of 2^-1074: it has its
   * lowest bit at most 106 places below the leading one of the number compared.
   */
  private static final double SMALLEST = 0x1p-960;

  /** Below this, no step of an error-free transformation overflows. */
  private static final double LARGEST = 0x1p1000;

  private Residual() {}

  /** Of a finite {@code r = x + y}, by Dekker's Fast2Sum: always known. */
  static boolean ofSum(double x, double y, double r, FpStatus s) {
    return raiseIf(sumError(x, y, r) != 0, s);
  }

  /** Of a finite {@code r = x + y}: always known. */
  static boolean ofSum(float x, float y, float r, FpStatus s) {
    float error = Math.abs(x) >= Math.abs(y) ? y - (r - x) : x - (r - y);
    return raiseIf(error != 0, s);
  }

  /** Of a normal {@code r = x * y}. */
  static boolean ofProduct(double x, double y, double r, FpStatus s) {
    return Math.abs(r) >= SMALLEST && raiseIf(Math.fma(x, y, -r) != 0, s);
  }

  /** Of a normal {@code r = x / y}. */
  static boolean ofQuotient(double x, double y, double r, FpStatus s) {
    return Math.abs(x) >= SMALLEST && raiseIf(Math.fma(-r, y, x) != 0, s);
  }

  /** Of {@code r}, the square root of {@code x}. */
  static boolean ofRoot(double x, double r, FpStatus s) {
    return x >= SMALLEST && raiseIf(Math.fma(-r, r, x) != 0, s);
  }

  /**
   * Of a finite {@code r = x * y + z}.
   *
   * <p>The error of a fused multiply-add is the sum of two doubles, of which the larger is zero
   * only if both are: Boldo and Muller, <i>Exact and Approximated Error of the FMA</i>, IEEE
   * Transactions on Computers 60 (2), 2011, algorithm ErrFmaNearest.
   */
  static boolean ofFma(double x, double y, double z, double r, FpStatus s) {
    double product = x * y;
    double magnitude = Math.abs(product);
    if (!(magnitude >= SMALLEST && magnitude <= LARGEST && Math.abs(z) <= LARGEST)) {
      return false;
    }
    double productError = Math.fma(x, y, -product);
    double low = z + productError;
    double lowError = sumError(z, productError, low);
    double high = product + low;
    double highError = sumError(product, low, high);
    double error = (high - r) + highError;
    return raiseIf(error + lowError != 0, s);
  }

  /**
   * Of a normal {@code r = x * y + z} of singles, whose product is an exact double: always known.
   */
  static boolean ofFma(float x, float y, float z, float r, FpStatus s) {
    double product = (double) x * y;
    double sum = product + z;
    return raiseIf(sumError(product, z, sum) != 0 || sum != r, s);
  }

  /** The exact {@code x + y - r} of a finite {@code r = x + y}; cannot overflow. */
  private static double sumError(double x, double y, double r) {
    return Math.abs(x) >= Math.abs(y) ? y - (r - x) : x - (r - y);
  }

  /** Raises NX if {@code inexact}; always true, that is, known. */
  static boolean raiseIf(boolean inexact, FpStatus s) {
    if (inexact) {
      s.raise(NX);
    }
    return true;
  }
}
