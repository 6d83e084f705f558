package dev.sidestep.conformance.isa;

import java.math.BigInteger;

/** An exact positive number: what a floating-point operation would be with infinite precision. */
sealed interface Magnitude {
  /** The largest {@code e} with {@code 2^e <= this}. */
  int exponent();

  /** {@code this * 2^shift} without its fraction, and whether there was none. */
  Scaled scaled(int shift);

  /** An integer part, and whether it is all. */
  record Scaled(BigInteger floor, boolean exact) {}

  private static Scaled shift(BigInteger value, int by) {
    BigInteger floor = value.shiftLeft(by);
    return new Scaled(floor, by >= 0 || value.getLowestSetBit() >= -by);
  }

  /** {@code significand * 2^power}. */
  record Dyadic(BigInteger significand, int power) implements Magnitude {
    @Override
    public int exponent() {
      return significand.bitLength() - 1 + power;
    }

    @Override
    public Scaled scaled(int shift) {
      return Magnitude.shift(significand, shift + power);
    }
  }

  /** One number divided by another. */
  record Quotient(Dyadic dividend, Dyadic divisor) implements Magnitude {
    @Override
    public int exponent() {
      int estimate = dividend.exponent() - divisor.exponent();
      return scaled(-estimate).floor().signum() > 0 ? estimate : estimate - 1;
    }

    @Override
    public Scaled scaled(int shift) {
      int by = shift + dividend.power() - divisor.power();
      BigInteger above = dividend.significand().shiftLeft(Math.max(by, 0));
      BigInteger below = divisor.significand().shiftLeft(Math.max(-by, 0));
      BigInteger[] parts = above.divideAndRemainder(below);
      return new Scaled(parts[0], parts[1].signum() == 0);
    }
  }

  /** The square root of a number. */
  record Root(Dyadic square) implements Magnitude {
    @Override
    public int exponent() {
      return Math.floorDiv(square.exponent(), 2);
    }

    @Override
    public Scaled scaled(int shift) {
      Scaled inside = square.scaled(2 * shift);
      BigInteger[] parts = inside.floor().sqrtAndRemainder();
      return new Scaled(parts[0], inside.exact() && parts[1].signum() == 0);
    }
  }
}
