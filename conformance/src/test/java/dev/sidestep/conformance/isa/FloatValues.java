package dev.sidestep.conformance.isa;

import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Operands at which floating-point arithmetic goes wrong, if it does; as register contents. */
final class FloatValues {
  private static final double[] FINITE_DOUBLES = {
    0.0,
    1,
    1.5,
    2.5,
    0.5,
    3,
    1.0 / 3,
    Double.MIN_VALUE,
    0x0.fffffffffffffp-1022,
    Double.MIN_NORMAL,
    0x1.0000000000001p-1022,
    Double.MAX_VALUE,
    0x1.0000000000001p0,
    0x1.fffffffffffffp-1,
    0x1.fffffffffffffp0,
    0x1p53,
    0x1p-537,
    0x1.8p-538,
    0x1p31,
    0x1.fffffffep30,
    0x1.ffffffffcp30,
    0x1.ffffffffp31,
    0x1p63,
    0x1.fffffffffffffp62,
    0x1p64,
    0x1.fffffffffffffp63
  };

  /** Half-way and just beside half-way between two singles, and at the ends of their range. */
  private static final double[] NEAR_SINGLES = {
    0x1.000001p0,
    0x1.0000010000001p0,
    0x1.000003p0,
    0x1.ffffffp127,
    0x1.fffffefffffffp127,
    0x1p-150,
    0x1.0000000000001p-150,
    0x1.8p-149,
    0x1.fffffep-127,
    0x1.ffffffp-127,
    0x1.fffffffp-127
  };

  private static final float[] FINITE_SINGLES = {
    0.0f,
    1,
    1.5f,
    2.5f,
    0.5f,
    3,
    1.0f / 3,
    Float.MIN_VALUE,
    0x0.fffffep-126f,
    Float.MIN_NORMAL,
    0x1.000002p-126f,
    Float.MAX_VALUE,
    0x1.000002p0f,
    0x1.fffffep-1f,
    0x1.fffffep0f,
    0x1p24f,
    0x1p-75f,
    0x1.8p-75f,
    0x1p31f,
    0x1.fffffep30f,
    0x1.fffffep31f,
    0x1p63f,
    0x1.fffffep62f,
    0x1p64f,
    0x1.fffffep63f
  };

  private static final long[] SPECIAL_DOUBLES = {
    0x7ff0_0000_0000_0000L, // infinity
    0x7ff8_0000_0000_0000L, // the NaN
    0xfff8_0000_dead_beefL, // a quiet one with a payload
    0x7ff0_0000_0000_0001L, // signaling ones
    0xfff4_0000_0000_0000L
  };

  private static final long[] SPECIAL_SINGLES = {
    0xffff_ffff_7f80_0000L, // infinity
    0xffff_ffff_7fc0_0000L, // the NaN
    0xffff_ffff_ffc0_beefL, // a quiet one with a payload
    0xffff_ffff_7f80_0001L, // signaling ones
    0xffff_ffff_ffa0_0000L,
    0x0000_0000_3f80_0000L, // not boxed: NaNs
    0xffff_fffe_3f80_0000L,
    0x7fff_ffff_7f80_0001L
  };

  static final long[] DOUBLES =
      bothSigns(
          LongStream.concat(
              DoubleStream.of(FINITE_DOUBLES).mapToLong(Double::doubleToRawLongBits),
              LongStream.of(SPECIAL_DOUBLES)),
          Long.MIN_VALUE);

  static final long[] SINGLES =
      bothSigns(
          LongStream.concat(
              Stream.iterate(0, i -> i < FINITE_SINGLES.length, i -> i + 1)
                  .mapToLong(i -> boxed(FINITE_SINGLES[i])),
              LongStream.of(SPECIAL_SINGLES)),
          1L << 31);

  /** For conversion to singles. */
  static final long[] WIDE =
      LongStream.concat(
              LongStream.of(DOUBLES),
              LongStream.of(
                  bothSigns(
                      DoubleStream.of(NEAR_SINGLES).mapToLong(Double::doubleToRawLongBits),
                      Long.MIN_VALUE)))
          .toArray();

  private FloatValues() {}

  private static long boxed(float value) {
    return 0xffff_ffff_0000_0000L | Float.floatToRawIntBits(value);
  }

  private static long[] bothSigns(LongStream values, long sign) {
    return values.flatMap(value -> LongStream.of(value, value ^ sign)).toArray();
  }

  static long[] of(Binary format) {
    return format == Binary.DOUBLE ? DOUBLES : SINGLES;
  }

  /** Every fifth one, for instructions with three operands. */
  static long[] fewOf(Binary format) {
    long[] all = of(format);
    return LongStream.iterate(0, i -> i < all.length, i -> i + 5).map(i -> all[(int) i]).toArray();
  }
}
