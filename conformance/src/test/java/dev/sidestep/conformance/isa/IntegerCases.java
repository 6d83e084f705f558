package dev.sidestep.conformance.isa;

import static dev.sidestep.testkit.asm.Reg.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.testkit.asm.Assembler;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.function.Executable;

/**
 * Instructions from registers to a register, over all pairs of {@link Values#INTEGERS}, also with
 * the destination among the sources, one source twice, {@code x0} as a source, and {@code x0} as
 * the destination.
 */
final class IntegerCases {
  private static final int X0 = ZERO.number();

  private IntegerCases() {}

  static Map<String, Executable> all() {
    Map<String, Executable> cases = new TreeMap<>();
    RegisterModels.BASE.forEach((name, model) -> cases.put(name, () -> check(name, model)));
    RegisterModels.MULTIPLY.forEach((name, model) -> cases.put(name, () -> check(name, model)));
    BitModels.REGISTERS.forEach((name, model) -> cases.put(name, () -> check(name, model)));
    BitModels.UNARY.forEach((name, model) -> cases.put(name, () -> checkUnary(name, model)));
    return cases;
  }

  private static void check(String name, LongBinaryOperator model) {
    List<long[]> rows = Values.pairs();
    long[][] results =
        new Experiment(program -> binary(program, name), S2, S3, S4, S5, S6, S7, ZERO).run(rows);
    for (int i = 0; i < rows.size(); i++) {
      long a = rows.get(i)[0];
      long b = rows.get(i)[1];
      long expected = model.applyAsLong(a, b);
      long[] all = {
        expected,
        expected,
        expected,
        model.applyAsLong(a, a),
        model.applyAsLong(0, b),
        model.applyAsLong(a, 0),
        0
      };
      assertThat(results[i]).as("%s %#x, %#x", name, a, b).isEqualTo(all);
    }
  }

  private static void binary(Assembler program, String name) {
    int a = A0.number();
    int b = A1.number();
    program.emit(name, S2.number(), a, b);
    program.mv(S3, A0).emit(name, S3.number(), S3.number(), b);
    program.mv(S4, A1).emit(name, S4.number(), a, S4.number());
    program.mv(S5, A0).emit(name, S5.number(), S5.number(), S5.number());
    program.emit(name, S6.number(), X0, b);
    program.emit(name, S7.number(), a, X0);
    program.emit(name, X0, a, b);
  }

  private static void checkUnary(String name, LongUnaryOperator model) {
    List<long[]> rows = Values.singles();
    long[][] results = new Experiment(program -> unary(program, name), S2, S3, S4, ZERO).run(rows);
    for (int i = 0; i < rows.size(); i++) {
      long a = rows.get(i)[0];
      long expected = model.applyAsLong(a);
      long[] all = {expected, expected, model.applyAsLong(0), 0};
      assertThat(results[i]).as("%s %#x", name, a).isEqualTo(all);
    }
  }

  private static void unary(Assembler program, String name) {
    program.emit(name, S2.number(), A0.number());
    program.mv(S3, A0).emit(name, S3.number(), S3.number());
    program.emit(name, S4.number(), X0);
    program.emit(name, X0, A0.number());
  }
}
