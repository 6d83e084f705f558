package dev.sidestep.riscv.fp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.riscv.fp.ExactFloat.Result;
import java.math.BigInteger;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conversions between the formats, and from and to integers, against exact fractions. */
class ConversionTest {
  private static final int MODES = 5;
  private static final BigInteger TWO_31 = BigInteger.ONE.shiftLeft(31);
  private static final BigInteger TWO_32 = BigInteger.ONE.shiftLeft(32);
  private static final BigInteger TWO_63 = BigInteger.ONE.shiftLeft(63);
  private static final BigInteger TWO_64 = BigInteger.ONE.shiftLeft(64);

  /** Edges, halves around the ends of each integer range, and random numbers of every size. */
  private static long[] numbers(ExactFloat format) {
    SplittableRandom random = new SplittableRandom(0x51de_57ed);
    LongStream.Builder numbers = LongStream.builder();
    LongStream.of(Operands.edges(format)).forEach(numbers);
    for (double end : new double[] {0, 1, 2, 7, 0x1p31, 0x1p32, 0x1p52, 0x1p53, 0x1p63, 0x1p64}) {
      for (double step = -2; step <= 2; step += 0.25) {
        addNeighbours(numbers, format, end + step);
        addNeighbours(numbers, format, -end + step);
      }
    }
    for (int i = 0; i < 600; i++) {
      numbers.add(Operands.uniform(format, random));
      addNeighbours(numbers, format, Math.scalb(random.nextDouble() - 0.5, random.nextInt(-3, 68)));
    }
    return numbers.build().toArray();
  }

  private static void addNeighbours(LongStream.Builder numbers, ExactFloat format, double value) {
    long bits =
        format == ExactFloat.DOUBLE
            ? Double.doubleToRawLongBits(value)
            : Integer.toUnsignedLong(Float.floatToRawIntBits((float) value));
    numbers.add(bits).add(bits ^ 1).add(bits + 1);
  }

  @Test
  void doublesToIntegers() {
    for (long a : numbers(ExactFloat.DOUBLE)) {
      for (int mode = 0; mode < MODES; mode++) {
        int rm = mode;
        ExactFloat exact = ExactFloat.DOUBLE;
        check(toInt32(exact, a, rm), s -> Float64.toInt32(a, rm, s), a, rm);
        check(toUint32(exact, a, rm), s -> Float64.toUint32(a, rm, s), a, rm);
        check(toInt64(exact, a, rm), s -> Float64.toInt64(a, rm, s), a, rm);
        check(toUint64(exact, a, rm), s -> Float64.toUint64(a, rm, s), a, rm);
      }
    }
  }

  @Test
  void singlesToIntegers() {
    for (long a : numbers(ExactFloat.SINGLE)) {
      for (int mode = 0; mode < MODES; mode++) {
        int rm = mode;
        ExactFloat exact = ExactFloat.SINGLE;
        check(toInt32(exact, a, rm), s -> Float32.toInt32((int) a, rm, s), a, rm);
        check(toUint32(exact, a, rm), s -> Float32.toUint32((int) a, rm, s), a, rm);
        check(toInt64(exact, a, rm), s -> Float32.toInt64((int) a, rm, s), a, rm);
        check(toUint64(exact, a, rm), s -> Float32.toUint64((int) a, rm, s), a, rm);
      }
    }
  }

  private static Result toInt32(ExactFloat exact, long a, int rm) {
    return exact.toInteger(a, TWO_31.negate(), TWO_31.subtract(BigInteger.ONE), rm);
  }

  /** The register has the word sign-extended. */
  private static Result toUint32(ExactFloat exact, long a, int rm) {
    Result word = exact.toInteger(a, BigInteger.ZERO, TWO_32.subtract(BigInteger.ONE), rm);
    return new Result((int) word.bits(), word.flags());
  }

  private static Result toInt64(ExactFloat exact, long a, int rm) {
    return exact.toInteger(a, TWO_63.negate(), TWO_63.subtract(BigInteger.ONE), rm);
  }

  private static Result toUint64(ExactFloat exact, long a, int rm) {
    return exact.toInteger(a, BigInteger.ZERO, TWO_64.subtract(BigInteger.ONE), rm);
  }

  private static long[] integers() {
    SplittableRandom random = new SplittableRandom(0x51de_57ee);
    LongStream.Builder integers = LongStream.builder();
    for (int bit = 0; bit < Long.SIZE; bit++) {
      for (int step = -3; step <= 3; step++) {
        integers.add((1L << bit) + step).add(-(1L << bit) + step);
      }
      for (int i = 0; i < 40; i++) {
        long any = random.nextLong() >>> bit;
        integers.add(any).add(-any).add(any & -1L << random.nextInt(Long.SIZE));
      }
    }
    return integers.build().toArray();
  }

  @Test
  void integersToSinglesAndDoubles() {
    for (long value : integers()) {
      for (int mode = 0; mode < MODES; mode++) {
        int rm = mode;
        BigInteger signed = BigInteger.valueOf(value);
        BigInteger unsigned = signed.mod(TWO_64);
        ExactFloat to = ExactFloat.DOUBLE;
        check(to.fromInteger(signed, rm), s -> Float64.fromInt64(value, rm, s), value, rm);
        check(to.fromInteger(unsigned, rm), s -> Float64.fromUint64(value, rm, s), value, rm);
        to = ExactFloat.SINGLE;
        checkInt(to.fromInteger(signed, rm), s -> Float32.fromInt64(value, rm, s), value, rm);
        checkInt(to.fromInteger(unsigned, rm), s -> Float32.fromUint64(value, rm, s), value, rm);
      }
    }
  }

  @Test
  void wordsToSinglesAndDoubles() {
    for (long value : integers()) {
      int word = (int) value;
      BigInteger signed = BigInteger.valueOf(word);
      BigInteger unsigned = signed.mod(TWO_32);
      ExactFloat to = ExactFloat.DOUBLE;
      check(to.fromInteger(signed, 0), s -> Float64.fromInt32(word), word, 0);
      check(to.fromInteger(unsigned, 0), s -> Float64.fromUint32(word), word, 0);
      for (int mode = 0; mode < MODES; mode++) {
        int rm = mode;
        to = ExactFloat.SINGLE;
        checkInt(to.fromInteger(signed, rm), s -> Float32.fromInt32(word, rm, s), word, rm);
        checkInt(to.fromInteger(unsigned, rm), s -> Float32.fromUint32(word, rm, s), word, rm);
      }
    }
  }

  @Test
  void doublesToSingles() {
    SplittableRandom random = new SplittableRandom(0x51de_57ef);
    LongStream.Builder doubles = LongStream.builder();
    LongStream.of(Operands.edges(ExactFloat.DOUBLE)).forEach(doubles);
    // Doubles on and beside every edge of the singles, and on and beside the ties between them.
    for (long single : Operands.edges(ExactFloat.SINGLE)) {
      long bits = Double.doubleToRawLongBits(Float.intBitsToFloat((int) single));
      for (long step : new long[] {0, 1, 1L << 28, 1L << 29}) {
        doubles.add(bits + step).add(bits - step).add(bits + step + 1).add(bits + step - 1);
      }
    }
    for (int i = 0; i < 3000; i++) {
      long any = random.nextLong();
      doubles.add(any);
      long field = 1023 + random.nextInt(-155, 132);
      doubles.add(any & 0x800f_ffff_ffff_ffffL | field << 52);
      doubles.add(any & 0x800f_ffff_f000_0000L | field << 52);
    }
    for (long a : doubles.build().toArray()) {
      for (int mode = 0; mode < MODES; mode++) {
        int rm = mode;
        Result expected = ExactFloat.DOUBLE.convert(ExactFloat.SINGLE, a, rm);
        checkInt(expected, s -> Float64.toFloat32(a, rm, s), a, rm);
      }
    }
  }

  @Test
  void singlesToDoubles() {
    SplittableRandom random = new SplittableRandom(0x51de_57f0);
    LongStream randoms =
        LongStream.generate(() -> Operands.uniform(ExactFloat.SINGLE, random)).limit(3000);
    LongStream.concat(LongStream.of(Operands.edges(ExactFloat.SINGLE)), randoms)
        .forEach(a -> {
          Result expected = ExactFloat.SINGLE.convert(ExactFloat.DOUBLE, a, 0);
          check(expected, s -> Float32.toFloat64((int) a, s), a, 0);
        });
  }

  /** Table "Domains of float-to-integer conversions" of F 20.7, and numbers beside its ends. */
  @ParameterizedTest
  @CsvSource({
    "-2147483648.9, 1, -2147483648, 1",
    "-2147483649.0, 1, -2147483648, 16",
    "2147483647.5, 1, 2147483647, 1",
    "2147483647.5, 0, 2147483647, 16",
    "-Infinity, 0, -2147483648, 16",
    "Infinity, 0, 2147483647, 16",
    "NaN, 0, 2147483647, 16",
    "2.5, 0, 2, 1",
    "2.5, 4, 3, 1",
    "-2.5, 2, -3, 1",
    "-2.5, 3, -2, 1",
  })
  void famousWords(double a, int rm, int expected, int flags) {
    FpStatus s = new FpStatus();
    assertThat(Float64.toInt32(Double.doubleToRawLongBits(a), rm, s)).isEqualTo(expected);
    assertThat(s.flags).isEqualTo(flags);
  }

  @ParameterizedTest
  @CsvSource({
    "-0.9, 1, 0, 1",
    "-0.5, 0, 0, 1",
    "-0.5, 4, 0, 16",
    "-1.0, 1, 0, 16",
    "4294967295.0, 0, -1, 0",
    "2147483648.0, 0, -2147483648, 0",
    "4294967296.0, 0, -1, 16",
    "NaN, 0, -1, 16",
    "-Infinity, 0, 0, 16",
  })
  void famousUnsignedWords(double a, int rm, int expected, int flags) {
    FpStatus s = new FpStatus();
    assertThat(Float64.toUint32(Double.doubleToRawLongBits(a), rm, s)).isEqualTo(expected);
    assertThat(s.flags).isEqualTo(flags);
  }

  private static void check(Result expected, Instructions.Operation operation, long a, int rm) {
    for (int sticky = 0; sticky <= FpStatus.NX; sticky++) {
      Result actual = Instructions.run(sticky, operation);
      if (!actual.equals(Instructions.sticky(expected, sticky))) {
        assertThat(actual)
            .as("%x rm %d sticky %d", a, rm, sticky)
            .isEqualTo(Instructions.sticky(expected, sticky));
      }
    }
  }

  /** {@link #check} of an operation that returns a single. */
  private static void checkInt(Result expected, Instructions.Operation operation, long a, int rm) {
    check(expected, s -> operation.apply(s) & 0xffff_ffffL, a, rm);
  }
}
