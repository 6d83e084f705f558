package dev.sidestep.riscv.fp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.riscv.fp.ExactFloat.Binary;
import dev.sidestep.riscv.fp.ExactFloat.Result;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Fused multiply-add against exact fractions, with and without a sticky NX. */
class FmaTest {
  private static final int MODES = 5;

  static Stream<Instructions> formats() {
    return Stream.of(Instructions.SINGLES, Instructions.DOUBLES);
  }

  @ParameterizedTest
  @MethodSource("formats")
  void edgeValuesInAllModes(Instructions format) {
    long[] edges = Operands.coreEdges(format.exact());
    for (long a : edges) {
      for (long b : edges) {
        for (long c : edges) {
          for (int rm = 0; rm < MODES; rm++) {
            check(format, a, b, c, rm);
          }
        }
      }
    }
  }

  /** The addend is near the product, so that it cancels, ties or falls just below it. */
  @ParameterizedTest
  @MethodSource("formats")
  void randomOperands(Instructions format) {
    SplittableRandom random = new SplittableRandom(0x51de_57eb);
    ExactFloat exact = format.exact();
    for (int i = 0; i < 8000; i++) {
      long a = Operands.uniform(exact, random);
      long b = i % 2 == 0 ? Operands.uniform(exact, random) : Operands.related(exact, a, random);
      long product = format.binary(Binary.MUL, a, b, i % MODES, new FpStatus());
      check(format, a, b, Operands.related(exact, product, random), i % MODES);
      check(format, a, b, Operands.related(exact, product, random), RoundingMode.RNE);
      check(format, a, b, product ^ exact.sign, RoundingMode.RNE);
    }
  }

  /** Small integers: most results are exact, which the residual has to find out. */
  @ParameterizedTest
  @MethodSource("formats")
  void exactResultsRaiseNothing(Instructions format) {
    SplittableRandom random = new SplittableRandom(0x51de_57ec);
    for (int i = 0; i < 2000; i++) {
      long a = sparse(format, random);
      long b = sparse(format, random);
      check(format, a, b, sparse(format, random), i % MODES);
      check(format, a, b, sparse(format, random), RoundingMode.RNE);
    }
  }

  private static long sparse(Instructions format, SplittableRandom random) {
    int power = random.nextInt(-30, 31);
    long bits = Double.doubleToRawLongBits(Math.scalb((double) random.nextInt(-99, 100), power));
    return format.exact() == ExactFloat.DOUBLE
        ? bits
        : Integer.toUnsignedLong(Float64.toFloat32(bits, RoundingMode.RNE, new FpStatus()));
  }

  /** F 20.6: "even when the addend is a quiet NaN". */
  @Test
  void infinityTimesZeroIsInvalidWhateverIsAdded() {
    FpStatus s = new FpStatus();
    long infinity = 0x7ff0_0000_0000_0000L;
    assertThat(Float64.fma(infinity, 0, Float64.CANONICAL_NAN, RoundingMode.RNE, s))
        .isEqualTo(Float64.CANONICAL_NAN);
    assertThat(s.flags).isEqualTo(FpStatus.NV);
  }

  /** FNMADD of 1 * 1 + -1 is -(1) + 1: plus zero, not the negated zero of FMADD. */
  @Test
  void fnmaddNegatesBeforeTheSum() {
    FpStatus s = new FpStatus();
    long one = 0x3ff0_0000_0000_0000L;
    long minusOne = one | Long.MIN_VALUE;
    long c = minusOne;
    long fnmadd = Float64.fma(one ^ Long.MIN_VALUE, one, c ^ Long.MIN_VALUE, RoundingMode.RNE, s);
    assertThat(fnmadd).isZero();
    assertThat(s.flags).isZero();
  }

  private static void check(Instructions format, long a, long b, long c, int rm) {
    Result expected = format.exact().fma(a, b, c, rm);
    for (int sticky = 0; sticky <= FpStatus.NX; sticky++) {
      Result actual = Instructions.run(sticky, s -> format.fma(a, b, c, rm, s));
      if (!actual.equals(Instructions.sticky(expected, sticky))) {
        assertThat(actual)
            .as("fma %x %x %x rm %d sticky %d", a, b, c, rm, sticky)
            .isEqualTo(Instructions.sticky(expected, sticky));
      }
    }
  }
}
