package dev.sidestep.riscv.jit;

import java.util.Random;

/** Contents of floating-point registers: edges of both formats, and numbers near each other. */
final class Operands {
  private static final long BOX = 0xffff_ffff_0000_0000L;
  private static final long[] DOUBLES = {
    0x0000_0000_0000_0000L, // zero
    0x0000_0000_0000_0001L, // the least subnormal
    0x000f_ffff_ffff_ffffL, // the greatest
    0x0010_0000_0000_0000L, // the least normal
    0x0010_0000_0000_0001L,
    0x0020_0000_0000_0000L,
    0x7fef_ffff_ffff_ffffL, // the greatest
    0x7ff0_0000_0000_0000L, // infinity
    0x7ff8_0000_0000_0000L, // a quiet NaN
    0x7ff8_0000_0000_1234L,
    0x7ff0_0000_0000_0001L, // a signaling NaN
    0x7ff4_0000_0000_0000L,
    0x3ff0_0000_0000_0000L, // one
    0x3ff0_0000_0000_0001L,
    0x3fef_ffff_ffff_ffffL,
    0x3fe0_0000_0000_0000L, // a half: a tie
    0x3ff8_0000_0000_0000L, // one and a half: a tie
    0x4004_0000_0000_0000L, // two and a half
    0x4008_0000_0000_0000L, // three
    0x4010_0000_0000_0000L, // four
    0x3ca0_0000_0000_0000L, // half of the last place of one
    0x3cb0_0000_0000_0000L, // the last place of one
    0x1ff0_0000_0000_0000L, // its square is subnormal
    0x2000_0000_0000_0000L, // its square is the least normal
    0x5fe0_0000_0000_0000L, // its square is close to the greatest
    0x5ff0_0000_0000_0000L, // its square is not finite
    0x41df_ffff_ffc0_0000L, // 2^31 - 1
    0x41e0_0000_0000_0000L, // 2^31
    0x41ef_ffff_ffe0_0000L, // 2^32 - 1
    0x43e0_0000_0000_0000L, // 2^63
    0x43f0_0000_0000_0000L, // 2^64
    0x380f_ffff_e000_0000L, // below the least normal of the other format
    0x47ef_ffff_f000_0000L, // half a place above the greatest of the other format
  };
  private static final int[] FLOATS = {
    0x0000_0000,
    0x0000_0001,
    0x007f_ffff,
    0x0080_0000,
    0x0080_0001,
    0x7f7f_ffff,
    0x7f80_0000,
    0x7fc0_0000,
    0x7fc0_1234,
    0x7f80_0001,
    0x7fa0_0000,
    0x3f80_0000,
    0x3f80_0001,
    0x3f7f_ffff,
    0x3f00_0000,
    0x3fc0_0000,
    0x4020_0000,
    0x4040_0000,
    0x3380_0000,
    0x3400_0000,
    0x1fff_ffff,
    0x2000_0000,
    0x5f7f_ffff,
    0x4eff_ffff,
    0x4f00_0000,
    0x4f80_0000,
    0x5f00_0000,
    0x5f80_0000,
  };

  private Operands() {}

  /** Of either format, sometimes of none. */
  static long any(Random random) {
    return random.nextBoolean() ? real(random) : single(random);
  }

  /** A double, mostly. */
  static long real(Random random) {
    long sign = random.nextLong() & Long.MIN_VALUE;
    return switch (random.nextInt(6)) {
      case 0, 1 -> DOUBLES[random.nextInt(DOUBLES.length)] ^ sign;
      case 2 -> random.nextLong();
      case 3 -> Double.doubleToRawLongBits(random.nextInt(100)) ^ sign;
      case 4 -> // close to an edge
          DOUBLES[random.nextInt(DOUBLES.length)] + random.nextInt(5) - 2 ^ sign;
      default -> Double.doubleToRawLongBits(random.nextGaussian());
    };
  }

  /** A single in its box, mostly. */
  static long single(Random random) {
    int sign = random.nextInt() & Integer.MIN_VALUE;
    int bits =
        switch (random.nextInt(5)) {
          case 0, 1 -> FLOATS[random.nextInt(FLOATS.length)] ^ sign;
          case 2 -> random.nextInt();
          case 3 -> FLOATS[random.nextInt(FLOATS.length)] + random.nextInt(5) - 2 ^ sign;
          default -> Float.floatToRawIntBits((float) random.nextGaussian());
        };
    long box = random.nextInt(12) == 0 ? random.nextLong() & BOX : BOX;
    return box | bits & ~BOX;
  }
}
