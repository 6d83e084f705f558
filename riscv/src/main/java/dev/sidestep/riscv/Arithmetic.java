package dev.sidestep.riscv;

/**
 * What Java has no operator for: division that does not trap ({@code @riscv unpriv 12.2}), unsigned
 * extrema ({@code @riscv unpriv 30}).
 */
final class Arithmetic {
  private Arithmetic() {}

  static long minUnsigned(long a, long b) {
    return Long.compareUnsigned(a, b) < 0 ? a : b;
  }

  static long maxUnsigned(long a, long b) {
    return Long.compareUnsigned(a, b) > 0 ? a : b;
  }

  static long div(long a, long b) {
    return b == 0 ? -1 : a / b;
  }

  static long divu(long a, long b) {
    return b == 0 ? -1 : Long.divideUnsigned(a, b);
  }

  static long rem(long a, long b) {
    return b == 0 ? a : a % b;
  }

  static long remu(long a, long b) {
    return b == 0 ? a : Long.remainderUnsigned(a, b);
  }

  static int divw(int a, int b) {
    return b == 0 ? -1 : a / b;
  }

  static int divuw(int a, int b) {
    return b == 0 ? -1 : Integer.divideUnsigned(a, b);
  }

  static int remw(int a, int b) {
    return b == 0 ? a : a % b;
  }

  static int remuw(int a, int b) {
    return b == 0 ? a : Integer.remainderUnsigned(a, b);
  }
}
