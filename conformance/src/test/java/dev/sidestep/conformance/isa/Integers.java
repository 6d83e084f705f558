package dev.sidestep.conformance.isa;

import java.math.BigInteger;

/** Registers as mathematical integers, and back. */
final class Integers {
  private static final int WORD = 32;
  private static final int DOUBLEWORD = 64;

  private Integers() {}

  /** As two's complement. */
  static BigInteger signed(long value) {
    return BigInteger.valueOf(value);
  }

  static BigInteger unsigned(long value) {
    return low(BigInteger.valueOf(value), DOUBLEWORD);
  }

  /** The lower 32 bits as two's complement. */
  static BigInteger signedWord(long value) {
    BigInteger low = unsignedWord(value);
    return low.testBit(WORD - 1) ? low.subtract(power(WORD)) : low;
  }

  static BigInteger unsignedWord(long value) {
    return low(BigInteger.valueOf(value), WORD);
  }

  /** The lower {@code bits} bits, as an unsigned number. */
  static BigInteger low(BigInteger value, int bits) {
    return value.mod(power(bits));
  }

  static BigInteger power(int exponent) {
    return BigInteger.ONE.shiftLeft(exponent);
  }

  /** A result of 64 bits. */
  static long wrap(BigInteger value) {
    return value.longValue();
  }

  /** A result of 32 bits, sign-extended as all of RV64's are. */
  static long wrapWord(BigInteger value) {
    return signedWord(value.longValue()).longValueExact();
  }

  static long truth(boolean value) {
    return value ? 1 : 0;
  }
}
