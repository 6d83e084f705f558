package dev.sidestep.riscv.fp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.riscv.fp.ExactFloat.Result;
import org.junit.jupiter.api.Test;

/** Comparisons, minimum and maximum, classification and NaN boxes. */
class ComparisonTest {
  private static final ExactFloat SINGLE = ExactFloat.SINGLE;
  private static final ExactFloat DOUBLE = ExactFloat.DOUBLE;

  @Test
  void comparisonsOfDoubles() {
    for (long a : Operands.edges(DOUBLE)) {
      for (long b : Operands.edges(DOUBLE)) {
        check(quiet(DOUBLE, a, b), s -> Float64.eq(a, b, s) ? 1 : 0, "eq", a, b);
        check(signaling(DOUBLE, a, b, -1), s -> Float64.lt(a, b, s) ? 1 : 0, "lt", a, b);
        check(signaling(DOUBLE, a, b, 0), s -> Float64.le(a, b, s) ? 1 : 0, "le", a, b);
        check(minMax(DOUBLE, a, b, -1), s -> Float64.min(a, b, s), "min", a, b);
        check(minMax(DOUBLE, a, b, 1), s -> Float64.max(a, b, s), "max", a, b);
      }
    }
  }

  @Test
  void comparisonsOfSingles() {
    for (long a : Operands.edges(SINGLE)) {
      for (long b : Operands.edges(SINGLE)) {
        int x = (int) a;
        int y = (int) b;
        check(quiet(SINGLE, a, b), s -> Float32.eq(x, y, s) ? 1 : 0, "eq", a, b);
        check(signaling(SINGLE, a, b, -1), s -> Float32.lt(x, y, s) ? 1 : 0, "lt", a, b);
        check(signaling(SINGLE, a, b, 0), s -> Float32.le(x, y, s) ? 1 : 0, "le", a, b);
        check(minMax(SINGLE, a, b, -1), s -> unsigned(Float32.min(x, y, s)), "min", a, b);
        check(minMax(SINGLE, a, b, 1), s -> unsigned(Float32.max(x, y, s)), "max", a, b);
      }
    }
  }

  private static long unsigned(int bits) {
    return Integer.toUnsignedLong(bits);
  }

  private static Result quiet(ExactFloat format, long a, long b) {
    if (format.isUnordered(a, b)) {
      return new Result(0, format.anySignaling(a, b) ? FpStatus.NV : 0);
    }
    return new Result(format.compare(a, b) == 0 ? 1 : 0, 0);
  }

  private static Result signaling(ExactFloat format, long a, long b, int atMost) {
    return format.isUnordered(a, b)
        ? new Result(0, FpStatus.NV)
        : new Result(format.compare(a, b) <= atMost ? 1 : 0, 0);
  }

  /** F 20.6: the number wins over any NaN, a signaling one raises NV, -0 is less than +0. */
  private static Result minMax(ExactFloat format, long a, long b, int wanted) {
    int flags = format.anySignaling(a, b) ? FpStatus.NV : 0;
    if (format.isUnordered(a, b)) {
      long number = format.isUnordered(a, a) ? b : a;
      return new Result(format.isUnordered(number, number) ? format.nan : number, flags);
    }
    int order = format.compare(a, b);
    if (order == 0) {
      boolean negative = (a & format.sign) != 0;
      return new Result(negative == (wanted < 0) ? a : b, flags);
    }
    return new Result(order == wanted ? a : b, flags);
  }

  private static void check(
      Result expected, Instructions.Operation operation, String name, long a, long b) {
    assertThat(Instructions.run(0, operation)).as("%s %x %x", name, a, b).isEqualTo(expected);
  }

  @Test
  void classesOfDoubles() {
    long[] oneOfEachClass = {
      0xfff0_0000_0000_0000L,
      0xffef_ffff_ffff_ffffL,
      0x800f_ffff_ffff_ffffL,
      0x8000_0000_0000_0000L,
      0,
      1,
      0x0010_0000_0000_0000L,
      0x7ff0_0000_0000_0000L,
      0xfff0_0000_0000_0001L,
      0xfff8_0000_0000_0000L,
    };
    for (int bit = 0; bit < oneOfEachClass.length; bit++) {
      assertThat(Float64.classify(oneOfEachClass[bit])).isEqualTo(1 << bit);
    }
  }

  @Test
  void classesOfSingles() {
    int[] oneOfEachClass = {
      0xff80_0000,
      0x8080_0000,
      0x8000_0001,
      0x8000_0000,
      0,
      0x007f_ffff,
      0x7f7f_ffff,
      0x7f80_0000,
      0x7fbf_ffff,
      0x7fc0_0000,
    };
    for (int bit = 0; bit < oneOfEachClass.length; bit++) {
      assertThat(Float32.classify(oneOfEachClass[bit])).isEqualTo(1 << bit);
    }
  }

  @Test
  void boxesAreTheUpperHalfAllOnes() {
    assertThat(NanBox.box(0x3f80_0000)).isEqualTo(0xffff_ffff_3f80_0000L);
    assertThat(NanBox.unbox(0xffff_ffff_8000_0001L)).isEqualTo(0x8000_0001);
  }

  @Test
  void whatIsNotBoxedReadsAsTheCanonicalNan() {
    assertThat(NanBox.unbox(0x3f80_0000L)).isEqualTo(Float32.CANONICAL_NAN);
    assertThat(NanBox.unbox(0xffff_fffe_3f80_0000L)).isEqualTo(Float32.CANONICAL_NAN);
  }
}
