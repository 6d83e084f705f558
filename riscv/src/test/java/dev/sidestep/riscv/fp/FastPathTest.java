package dev.sidestep.riscv.fp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.riscv.fp.ExactFloat.Result;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What the JVM computes equals what the integers compute, flags included. */
class FastPathTest {
  private static final int OPERANDS = 40_000;
  private static final int RNE = RoundingMode.RNE;

  private final SplittableRandom random = new SplittableRandom(0x51de_57f1);

  @Test
  void doubles() {
    ExactFloat exact = ExactFloat.DOUBLE;
    Format format = Format.BINARY64;
    for (int i = 0; i < OPERANDS; i++) {
      long a = Operands.uniform(exact, random);
      long b = Operands.related(exact, a, random);
      long product = Float64.mul(a, b, RNE, new FpStatus());
      long c = Operands.related(exact, product, random);
      check(s -> Float64.add(a, b, RNE, s), s -> SoftAdd.add(format, a, b, RNE, s));
      check(s -> Float64.mul(a, b, RNE, s), s -> SoftMultiply.multiply(format, a, b, RNE, s));
      check(s -> Float64.div(a, b, RNE, s), s -> SoftMultiply.divide(format, a, b, RNE, s));
      check(
          s -> Float64.div(product, b, RNE, s),
          s -> SoftMultiply.divide(format, product, b, RNE, s));
      check(s -> Float64.sqrt(a, RNE, s), s -> SoftMultiply.squareRoot(format, a, RNE, s));
      check(s -> Float64.fma(a, b, c, RNE, s), s -> SoftFma.fma(format, a, b, c, RNE, s));
    }
  }

  @Test
  void singles() {
    ExactFloat exact = ExactFloat.SINGLE;
    Format format = Format.BINARY32;
    for (int i = 0; i < OPERANDS; i++) {
      long a = Operands.uniform(exact, random);
      long b = Operands.related(exact, a, random);
      int x = (int) a;
      int y = (int) b;
      int product = Float32.mul(x, y, RNE, new FpStatus());
      long p = Integer.toUnsignedLong(product);
      long c = Operands.related(exact, p, random);
      check(s -> Float32.add(x, y, RNE, s), s -> (int) SoftAdd.add(format, a, b, RNE, s));
      check(s -> Float32.mul(x, y, RNE, s), s -> (int) SoftMultiply.multiply(format, a, b, RNE, s));
      check(s -> Float32.div(x, y, RNE, s), s -> (int) SoftMultiply.divide(format, a, b, RNE, s));
      check(
          s -> Float32.div(product, y, RNE, s),
          s -> (int) SoftMultiply.divide(format, p, b, RNE, s));
      check(s -> Float32.sqrt(x, RNE, s), s -> (int) SoftMultiply.squareRoot(format, a, RNE, s));
      check(
          s -> Float32.fma(x, y, (int) c, RNE, s), s -> (int) SoftFma.fma(format, a, b, c, RNE, s));
    }
  }

  private static void check(Instructions.Operation fast, Instructions.Operation slow) {
    for (int sticky = 0; sticky <= FpStatus.NX; sticky++) {
      Result expected = Instructions.run(sticky, slow);
      Result actual = Instructions.run(sticky, fast);
      if (!actual.equals(expected)) {
        assertThat(actual).as("sticky %d", sticky).isEqualTo(expected);
      }
    }
  }
}
