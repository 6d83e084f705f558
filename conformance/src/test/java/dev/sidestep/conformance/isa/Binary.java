package dev.sidestep.conformance.isa;

import java.math.BigInteger;

/** An interchange format of IEEE 754: how bits stand for numbers. */
enum Binary {
  SINGLE(32, 24, 127),
  DOUBLE(64, 53, 1023);

  private final int width;
  private final int precision;
  private final int bias;

  Binary(int width, int precision, int bias) {
    this.width = width;
    this.precision = precision;
    this.bias = bias;
  }

  /** Bits of a significand, the hidden one included. */
  int precision() {
    return precision;
  }

  int minExponent() {
    return 1 - bias;
  }

  int maxExponent() {
    return bias;
  }

  private int fractionBits() {
    return precision - 1;
  }

  private long exponentMask() {
    return (1L << (width - precision)) - 1;
  }

  long signBit() {
    return 1L << (width - 1);
  }

  long infinity() {
    return exponentMask() << fractionBits();
  }

  /** The one NaN that results are ({@code @riscv unpriv 20.3}). */
  long canonicalNan() {
    return infinity() | 1L << (precision - 2);
  }

  long largest() {
    return infinity() - 1;
  }

  /** Of a register: a single that is not boxed counts as the NaN ({@code @riscv unpriv 21.2}). */
  long unbox(long register) {
    boolean boxed = this == DOUBLE || register >>> 32 == 0xffff_ffffL;
    return !boxed ? canonicalNan() : this == DOUBLE ? register : register & 0xffff_ffffL;
  }

  long box(long bits) {
    return this == DOUBLE ? bits : bits | 0xffff_ffff_0000_0000L;
  }

  Real decode(long register) {
    long bits = unbox(register);
    long fraction = bits & ((1L << fractionBits()) - 1);
    long exponent = bits >>> fractionBits() & exponentMask();
    boolean negative = (bits & signBit()) != 0;
    if (exponent == exponentMask()) {
      return Real.special(negative, kindOf(fraction));
    }
    long hidden = exponent == 0 ? 0 : 1L << fractionBits();
    int power = (int) Math.max(exponent, 1) - bias - fractionBits();
    return Real.of(negative, BigInteger.valueOf(fraction | hidden), power);
  }

  private Real.Kind kindOf(long fraction) {
    boolean quiet = (fraction >>> (precision - 2) & 1) != 0;
    return fraction == 0 ? Real.Kind.INFINITE : quiet ? Real.Kind.QUIET : Real.Kind.SIGNALING;
  }

  /** {@code significand * 2^power}, which must be representable. */
  long encode(boolean negative, BigInteger significand, int power) {
    boolean normal = significand.bitLength() == precision;
    long exponent = normal ? power + fractionBits() + bias - 1 : 0; // the hidden bit adds one
    return (exponent << fractionBits()) + significand.longValueExact() + (negative ? signBit() : 0);
  }
}
