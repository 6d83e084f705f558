package dev.sidestep.riscv.fp;

import java.util.random.RandomGenerator;

/** Operands worth trying, of either format. */
final class Operands {
  private Operands() {}

  /** Edge values, each with either sign. */
  static long[] edges(ExactFloat format) {
    long one = format.infinity >>> 1 & format.infinity;
    long unit = 1L << format.fractionBits;
    long[] positive = {
      0,
      1,
      2,
      unit / 2,
      unit - 1, // the largest subnormal
      unit, // the smallest normal
      unit + 1,
      one - unit, // a half
      one - 1,
      one,
      one + 1,
      one + unit / 2, // one and a half
      one + unit / 2 + 1,
      one + unit * (format.fractionBits + 1L), // 2^precision: one is half a unit below it
      one - unit * (format.fractionBits + 1L), // one half unit of one
      one / 2 + unit / 4, // the square is near the smallest normal
      one + one / 2, // the square is near the largest
      format.infinity - unit,
      format.infinity - 1,
      format.infinity,
      format.nan,
      format.nan + 1,
      format.infinity + 1, // signaling
      format.nan - 1, // signaling
    };
    long[] all = new long[2 * positive.length];
    for (int i = 0; i < positive.length; i++) {
      all[2 * i] = positive[i];
      all[2 * i + 1] = positive[i] | format.sign;
    }
    return all;
  }

  /** A few of the edges, for cross products of three. */
  static long[] coreEdges(ExactFloat format) {
    long one = format.infinity >>> 1 & format.infinity;
    long unit = 1L << format.fractionBits;
    return new long[] {
      0,
      format.sign,
      1,
      format.sign | 1,
      unit - 1,
      unit,
      one | format.sign,
      one,
      one + 1,
      format.sign | (one + 1),
      one - unit * (format.fractionBits + 1L),
      one / 2 + unit / 4,
      format.infinity - 1,
      format.sign | (format.infinity - 1),
      format.infinity,
      format.sign | format.infinity,
      format.nan,
      format.infinity + 1,
    };
  }

  /** All bits random. */
  static long uniform(ExactFloat format, RandomGenerator random) {
    return random.nextLong() & (format.sign | format.sign - 1);
  }

  /**
   * An operand that stands in some relation to {@code other}: near it in magnitude, a few units
   * beside it, or with a sparse significand, so that ties, cancellation and exact results are
   * frequent.
   */
  static long related(ExactFloat format, long other, RandomGenerator random) {
    long any = uniform(format, random);
    long fractionMask = (1L << format.fractionBits) - 1;
    return switch (random.nextInt(4)) {
      case 0 -> any & (fractionMask | format.sign) | other & format.infinity;
      case 1 ->
          (other ^ any & format.sign) + random.nextInt(-3, 4) & (format.sign | format.sign - 1);
      case 2 -> any & ~(fractionMask >>> random.nextInt(format.fractionBits));
      default -> nearExponent(format, other, any, random.nextInt(-60, 61));
    };
  }

  private static long nearExponent(ExactFloat format, long other, long any, int distance) {
    long limit = (format.infinity >>> format.fractionBits) - 1;
    long field = (other & format.infinity) >>> format.fractionBits;
    long moved = Math.clamp(field + distance, 0, limit);
    return any & ~format.infinity | moved << format.fractionBits;
  }
}
