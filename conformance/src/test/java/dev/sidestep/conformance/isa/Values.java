package dev.sidestep.conformance.isa;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Operands at which integer arithmetic goes wrong, if it does. */
final class Values {
  /** Zero, ones, both sides of each sign boundary, alternating bits, and some of no kind. */
  static final long[] INTEGERS = {
    0,
    1,
    -1,
    2,
    31,
    32,
    63,
    64,
    Long.MIN_VALUE,
    Long.MAX_VALUE,
    Integer.MIN_VALUE,
    Integer.MAX_VALUE,
    0x8000_0000L,
    0xffff_ffffL,
    0x1_0000_0000L,
    0x7f,
    0x80,
    0xff,
    -0x80,
    0x7fff,
    0x8000,
    0xffff,
    -0x8000,
    0x5555_5555_5555_5555L,
    0xaaaa_aaaa_aaaa_aaaaL,
    0x0123_4567_89ab_cdefL,
    0xfedc_ba98_0000_0000L,
    0x00ff_0001_8000_7f00L
  };

  private Values() {}

  static List<long[]> singles() {
    return LongStream.of(INTEGERS).mapToObj(value -> new long[] {value}).toList();
  }

  /** Each value with each. */
  static List<long[]> pairs() {
    return pairs(INTEGERS);
  }

  static List<long[]> pairs(long[] values) {
    List<long[]> all = new ArrayList<>();
    for (long first : values) {
      for (long second : values) {
        all.add(new long[] {first, second});
      }
    }
    return all;
  }

  static List<long[]> triples(long[] values) {
    List<long[]> all = new ArrayList<>();
    for (long[] pair : pairs(values)) {
      for (long third : values) {
        all.add(new long[] {pair[0], pair[1], third});
      }
    }
    return all;
  }
}
