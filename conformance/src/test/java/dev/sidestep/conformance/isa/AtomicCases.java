package dev.sidestep.conformance.isa;

import static dev.sidestep.conformance.isa.Integers.*;
import static dev.sidestep.testkit.asm.Reg.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.testkit.asm.Assembler;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.function.Executable;

/**
 * Atomic memory operations: the old value to the destination, sign-extended, the combination to
 * memory, and nothing besides.
 *
 * @riscv unpriv 14.4
 */
final class AtomicCases {
  private static final long CELL = Guest.DATA + 0x8_0000;

  private record Operation(boolean signed, BinaryOperator<BigInteger> combine) {}

  private static final Map<String, Operation> OPERATIONS =
      Map.of(
          "amoswap", new Operation(true, (memory, register) -> register),
          "amoadd", new Operation(true, BigInteger::add),
          "amoxor", new Operation(true, BigInteger::xor),
          "amoand", new Operation(true, BigInteger::and),
          "amoor", new Operation(true, BigInteger::or),
          "amomin", new Operation(true, BigInteger::min),
          "amomax", new Operation(true, BigInteger::max),
          "amominu", new Operation(false, BigInteger::min),
          "amomaxu", new Operation(false, BigInteger::max));

  private AtomicCases() {}

  static Map<String, Executable> all() {
    Map<String, Executable> cases = new TreeMap<>();
    OPERATIONS.forEach((name, operation) -> {
      cases.put(name + ".w", () -> check(name + ".w", operation, true));
      cases.put(name + ".d", () -> check(name + ".d", operation, false));
    });
    return cases;
  }

  private static void check(String name, Operation operation, boolean word) {
    for (int ordering = 0; ordering < 4; ordering++) {
      int ordered = ordering;
      List<long[]> rows = Values.pairs();
      long[][] results =
          new Experiment(program -> body(program, name, ordered), S2, S3, S4, S5, S6, S7).run(rows);
      for (int i = 0; i < rows.size(); i++) {
        long memory = rows.get(i)[0];
        long register = rows.get(i)[1];
        long old = word ? wrapWord(signed(memory)) : memory;
        long fresh = combined(operation, memory, register, word);
        long[] expected = {old, fresh, old, fresh, old, fresh};
        assertThat(results[i]).as("%s %#x, %#x", name, memory, register).isEqualTo(expected);
      }
    }
  }

  /** To another register, to the one with the operand, to the one with the address, and to x0. */
  private static void body(Assembler program, String name, int ordering) {
    int operand = A1.number();
    int address = S9.number();
    program.li(S9, CELL).sd(A0, 0, S9);
    program.emit(name, S2.number(), operand, address, ordering).ld(S3, 0, S9);
    program.sd(A0, 0, S9).mv(S4, A1);
    program.emit(name, S4.number(), S4.number(), address, ordering).ld(S5, 0, S9);
    program.sd(A0, 0, S9).mv(S6, S9);
    program.emit(name, S6.number(), operand, S6.number(), ordering);
    program.sd(A0, 0, S9).emit(name, 0, operand, address, ordering).ld(S7, 0, S9);
  }

  private static long combined(Operation operation, long memory, long register, boolean word) {
    if (!word) {
      return wrap(operation.combine().apply(view(operation, memory), view(operation, register)));
    }
    BigInteger low =
        operation.combine().apply(viewWord(operation, memory), viewWord(operation, register));
    BigInteger high = unsigned(memory).shiftRight(32).shiftLeft(32);
    return wrap(high.or(low(low, 32)));
  }

  private static BigInteger view(Operation operation, long value) {
    return operation.signed() ? signed(value) : unsigned(value);
  }

  private static BigInteger viewWord(Operation operation, long value) {
    return operation.signed() ? signedWord(value) : unsignedWord(value);
  }
}
