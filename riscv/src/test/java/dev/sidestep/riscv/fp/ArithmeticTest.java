package dev.sidestep.riscv.fp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.riscv.fp.ExactFloat.Binary;
import dev.sidestep.riscv.fp.ExactFloat.Result;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two-operand arithmetic and square roots against exact fractions, with and without a sticky NX.
 */
class ArithmeticTest {
  private static final int MODES = 5;

  static Stream<Instructions> formats() {
    return Stream.of(Instructions.SINGLES, Instructions.DOUBLES);
  }

  @ParameterizedTest
  @MethodSource("formats")
  void edgeValuesInAllModes(Instructions format) {
    long[] edges = Operands.edges(format.exact());
    for (long a : edges) {
      for (long b : edges) {
        for (int rm = 0; rm < MODES; rm++) {
          checkBinary(format, a, b, rm);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void randomOperands(Instructions format) {
    SplittableRandom random = new SplittableRandom(0x51de_57e9);
    for (int i = 0; i < 6000; i++) {
      long a = Operands.uniform(format.exact(), random);
      checkBinary(format, a, Operands.uniform(format.exact(), random), i % MODES);
      checkBinary(format, a, Operands.related(format.exact(), a, random), i % MODES);
      checkBinary(format, a, Operands.related(format.exact(), a, random), RoundingMode.RNE);
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void squareRoots(Instructions format) {
    SplittableRandom random = new SplittableRandom(0x51de_57ea);
    for (int rm = 0; rm < MODES; rm++) {
      for (long a : Operands.edges(format.exact())) {
        checkSqrt(format, a, rm);
      }
      for (int i = 0; i < 2000; i++) {
        long a = Operands.uniform(format.exact(), random);
        checkSqrt(format, a & ~format.exact().sign, rm);
        checkSqrt(format, format.binary(Binary.MUL, a, a, 1, new FpStatus()), rm);
      }
    }
  }

  private static void checkBinary(Instructions format, long a, long b, int rm) {
    for (Binary operation : Binary.values()) {
      Result expected = format.exact().binary(operation, a, b, rm);
      for (int sticky = 0; sticky <= FpStatus.NX; sticky++) {
        Result actual = Instructions.run(sticky, s -> format.binary(operation, a, b, rm, s));
        if (!actual.equals(Instructions.sticky(expected, sticky))) {
          assertThat(actual)
              .as("%s %x %x rm %d sticky %d", operation, a, b, rm, sticky)
              .isEqualTo(Instructions.sticky(expected, sticky));
        }
      }
    }
  }

  private static void checkSqrt(Instructions format, long a, int rm) {
    Result expected = format.exact().sqrt(a, rm);
    for (int sticky = 0; sticky <= FpStatus.NX; sticky++) {
      Result actual = Instructions.run(sticky, s -> format.sqrt(a, rm, s));
      assertThat(actual)
          .as("sqrt %x rm %d sticky %d", a, rm, sticky)
          .isEqualTo(Instructions.sticky(expected, sticky));
    }
  }
}
