package dev.sidestep.conformance.isa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.testkit.asm.Format;
import dev.sidestep.testkit.asm.InstructionTable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.function.Executable;

/**
 * F and D through guest code: results and flags, in each rounding mode, static and dynamic, over
 * the combinations of {@link FloatValues}. Singles are boxed when written, checked when read.
 *
 * @riscv unpriv 20, 21
 */
final class FloatCases {
  /** What an instruction does to the contents of its registers. */
  interface Model {
    /**
     * The result, not boxed, and the flags.
     *
     * @param x register contents
     * @param mode as in the rm field
     */
    Rounded apply(long[] x, int mode);
  }

  private final Map<String, Executable> cases = new TreeMap<>();

  private FloatCases() {}

  static Map<String, Executable> all() {
    FloatCases all = new FloatCases();
    all.arithmetic(Binary.SINGLE, ".s");
    all.arithmetic(Binary.DOUBLE, ".d");
    all.selection(Binary.SINGLE, ".s");
    all.selection(Binary.DOUBLE, ".d");
    all.toIntegers(Binary.SINGLE, ".s");
    all.toIntegers(Binary.DOUBLE, ".d");
    all.fromIntegers(Binary.SINGLE, ".s");
    all.fromIntegers(Binary.DOUBLE, ".d");
    all.formats();
    all.moves();
    return all.cases;
  }

  private void add(String name, long[] values, Model model) {
    cases.put(name, () -> check(name, values, model));
  }

  // ---- Tables ----

  private void arithmetic(Binary f, String suffix) {
    FloatModels m = new FloatModels(f);
    long[] values = FloatValues.of(f);
    long[] few = FloatValues.fewOf(f);
    add("fadd" + suffix, values, (x, rm) -> m.add(f.decode(x[0]), f.decode(x[1]), rm));
    add("fsub" + suffix, values, (x, rm) -> m.add(f.decode(x[0]), f.decode(x[1]).negate(), rm));
    add("fmul" + suffix, values, (x, rm) -> m.multiply(f.decode(x[0]), f.decode(x[1]), rm));
    add("fdiv" + suffix, values, (x, rm) -> m.divide(f.decode(x[0]), f.decode(x[1]), rm));
    add("fsqrt" + suffix, values, (x, rm) -> m.squareRoot(f.decode(x[0]), rm));
    add("fmadd" + suffix, few, (x, rm) -> fused(m, x, false, false, rm));
    add("fmsub" + suffix, few, (x, rm) -> fused(m, x, false, true, rm));
    add("fnmsub" + suffix, few, (x, rm) -> fused(m, x, true, false, rm));
    add("fnmadd" + suffix, few, (x, rm) -> fused(m, x, true, true, rm));
  }

  private static Rounded fused(
      FloatModels models, long[] x, boolean negateProduct, boolean negateAddend, int rm) {
    Real a = models.format().decode(x[0]);
    Real c = models.format().decode(x[2]);
    return models.fusedMultiplyAdd(
        negateProduct ? a.negate() : a,
        models.format().decode(x[1]),
        negateAddend ? c.negate() : c,
        rm);
  }

  private void selection(Binary f, String suffix) {
    FloatModels m = new FloatModels(f);
    long sign = f.signBit();
    long[] values = FloatValues.of(f);
    add("fsgnj" + suffix, values, (x, rm) -> signed(f, x[0], f.unbox(x[1]) & sign));
    add("fsgnjn" + suffix, values, (x, rm) -> signed(f, x[0], ~f.unbox(x[1]) & sign));
    add("fsgnjx" + suffix, values, (x, rm) -> signed(f, x[0], (u(f, x, 0) ^ u(f, x, 1)) & sign));
    add("fmin" + suffix, values, (x, rm) -> m.minimum(x[0], x[1]));
    add("fmax" + suffix, values, (x, rm) -> m.maximum(x[0], x[1]));
  }

  private static long u(Binary format, long[] x, int index) {
    return format.unbox(x[index]);
  }

  private static Rounded signed(Binary format, long register, long sign) {
    return new Rounded(format.unbox(register) & ~format.signBit() | sign, 0);
  }

  private void toIntegers(Binary f, String suffix) {
    long[] values = FloatValues.of(f);
    add("feq" + suffix, values, (x, rm) -> FloatToInteger.equal(f.decode(x[0]), f.decode(x[1])));
    add("flt" + suffix, values, (x, rm) -> FloatToInteger.less(f.decode(x[0]), f.decode(x[1])));
    add(
        "fle" + suffix,
        values,
        (x, rm) -> FloatToInteger.lessOrEqual(f.decode(x[0]), f.decode(x[1])));
    add("fclass" + suffix, values, (x, rm) -> FloatToInteger.classify(f, f.decode(x[0])));
    toInteger(f, "fcvt.w" + suffix, true, 32);
    toInteger(f, "fcvt.wu" + suffix, false, 32);
    toInteger(f, "fcvt.l" + suffix, true, 64);
    toInteger(f, "fcvt.lu" + suffix, false, 64);
  }

  private void toInteger(Binary f, String name, boolean signed, int width) {
    add(
        name,
        FloatValues.of(f),
        (x, rm) -> FloatToInteger.convert(f.decode(x[0]), rm, signed, width));
  }

  private void fromIntegers(Binary f, String suffix) {
    FloatModels m = new FloatModels(f);
    long[] values = Values.INTEGERS;
    String name = "fcvt" + suffix;
    add(name + ".w", values, (x, rm) -> m.round(Real.of(Integers.signedWord(x[0])), rm));
    add(name + ".wu", values, (x, rm) -> m.round(Real.of(Integers.unsignedWord(x[0])), rm));
    add(name + ".l", values, (x, rm) -> m.round(Real.of(Integers.signed(x[0])), rm));
    add(name + ".lu", values, (x, rm) -> m.round(Real.of(Integers.unsigned(x[0])), rm));
  }

  private void formats() {
    FloatModels single = new FloatModels(Binary.SINGLE);
    FloatModels wide = new FloatModels(Binary.DOUBLE);
    add("fcvt.s.d", FloatValues.WIDE, (x, rm) -> single.round(Binary.DOUBLE.decode(x[0]), rm));
    add("fcvt.d.s", FloatValues.SINGLES, (x, rm) -> wide.round(Binary.SINGLE.decode(x[0]), rm));
  }

  /** Moves take the bits as they are, boxed or not. */
  private void moves() {
    add("fmv.x.w", FloatValues.SINGLES, (x, rm) -> new Rounded((int) x[0], 0));
    add("fmv.w.x", Values.INTEGERS, (x, rm) -> new Rounded(x[0] & 0xffff_ffffL, 0));
    add("fmv.x.d", FloatValues.DOUBLES, (x, rm) -> new Rounded(x[0], 0));
    add("fmv.d.x", Values.INTEGERS, (x, rm) -> new Rounded(x[0], 0));
  }

  // ---- Checking ----

  private static void check(String name, long[] values, Model model) {
    Format format = InstructionTable.named(name).format();
    FloatExperiment experiment = new FloatExperiment(name);
    List<long[]> rows = rows(format, values);
    boolean boxes = experiment.writesFloat() && !name.startsWith("fcvt.d") && isSingle(name);
    for (int mode = 0; mode < (experiment.rounds() ? 5 : 1); mode++) {
      long[][] results = experiment.run(rows, mode);
      for (int i = 0; i < rows.size(); i++) {
        Rounded right = model.apply(rows.get(i), mode);
        long bits = boxes ? Binary.SINGLE.box(right.bits()) : right.bits();
        long[] expected = {bits, right.flags(), bits, right.flags(), bits, right.flags()};
        if (!Arrays.equals(results[i], expected)) { // which is millions of times cheaper to ask
          assertThat(results[i]).as(describe(name, rows.get(i), mode)).isEqualTo(expected);
        }
      }
    }
  }

  private static boolean isSingle(String name) {
    return name.contains(".s") || name.equals("fmv.w.x");
  }

  private static String describe(String name, long[] row, int mode) {
    return name
        + Arrays.toString(LongStream.of(row).mapToObj(Long::toHexString).toArray())
        + " mode "
        + mode;
  }

  private static List<long[]> rows(Format format, long[] values) {
    return switch (format) {
      case R4 -> Values.triples(values);
      case FR, FR_EXACT, FCOMPARE -> Values.pairs(values);
      default -> LongStream.of(values).mapToObj(value -> new long[] {value}).toList();
    };
  }
}
