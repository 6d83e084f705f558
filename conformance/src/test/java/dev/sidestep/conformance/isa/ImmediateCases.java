package dev.sidestep.conformance.isa;

import static dev.sidestep.testkit.asm.Reg.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.testkit.asm.Assembler;
import dev.sidestep.testkit.asm.Format;
import dev.sidestep.testkit.asm.InstructionTable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.LongBinaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.function.Executable;

/**
 * Instructions with an immediate: the same as with a register that holds it. 12-bit immediates are
 * sign-extended, also where the comparison is unsigned ({@code @riscv unpriv 2.4.1}).
 */
final class ImmediateCases {
  private static final List<Integer> SIGNED =
      List.of(0, 1, -1, 2, 63, 64, 127, 128, 255, -128, -129, 0x555, -0x556, 2047, -2047, -2048);

  /** The immediate form, and the register form that it abbreviates. */
  private static final Map<String, String> FORMS =
      Map.ofEntries(
          Map.entry("addi", "add"),
          Map.entry("slti", "slt"),
          Map.entry("sltiu", "sltu"),
          Map.entry("xori", "xor"),
          Map.entry("ori", "or"),
          Map.entry("andi", "and"),
          Map.entry("slli", "sll"),
          Map.entry("srli", "srl"),
          Map.entry("srai", "sra"),
          Map.entry("addiw", "addw"),
          Map.entry("slliw", "sllw"),
          Map.entry("srliw", "srlw"),
          Map.entry("sraiw", "sraw"),
          Map.entry("rori", "ror"),
          Map.entry("roriw", "rorw"),
          Map.entry("bclri", "bclr"),
          Map.entry("bexti", "bext"),
          Map.entry("binvi", "binv"),
          Map.entry("bseti", "bset"));

  private ImmediateCases() {}

  static Map<String, Executable> all() {
    Map<String, Executable> cases = new TreeMap<>();
    FORMS.forEach((name, form) -> cases.put(name, () -> check(name, model(form))));
    cases.put("slli.uw", () -> check("slli.uw", ImmediateCases::shiftUnsignedWord));
    cases.put("lui", ImmediateCases::loadUpper);
    cases.put("auipc", ImmediateCases::addUpperToPc);
    return cases;
  }

  private static LongBinaryOperator model(String form) {
    LongBinaryOperator base = RegisterModels.BASE.get(form);
    return base != null ? base : Objects.requireNonNull(BitModels.REGISTERS.get(form), form);
  }

  private static long shiftUnsignedWord(long a, long amount) {
    return Integers.wrap(Integers.unsignedWord(a).shiftLeft((int) amount));
  }

  private static List<Integer> immediates(String name) {
    Format format = InstructionTable.named(name).format();
    return switch (format) {
      case I -> SIGNED;
      case SHIFT -> IntStream.range(0, 64).boxed().toList();
      default -> IntStream.range(0, 32).boxed().toList();
    };
  }

  private static void check(String name, LongBinaryOperator model) {
    for (int immediate : immediates(name)) {
      List<long[]> rows = Values.singles();
      long[][] results =
          new Experiment(program -> body(program, name, immediate), S2, S3, S4, ZERO).run(rows);
      for (int i = 0; i < rows.size(); i++) {
        long a = rows.get(i)[0];
        long expected = model.applyAsLong(a, immediate);
        long[] all = {expected, expected, model.applyAsLong(0, immediate), 0};
        assertThat(results[i]).as("%s %#x, %d", name, a, immediate).isEqualTo(all);
      }
    }
  }

  private static void body(Assembler program, String name, int immediate) {
    program.emit(name, S2.number(), A0.number(), immediate);
    program.mv(S3, A0).emit(name, S3.number(), S3.number(), immediate);
    program.emit(name, S4.number(), ZERO.number(), immediate);
    program.emit(name, ZERO.number(), A0.number(), immediate);
  }

  private static final int[] UPPER = {0, 1, -1, 0x7_ffff, -0x8_0000, 0x5_5555, -0x5_5556};

  private static void loadUpper() {
    for (int upper : UPPER) {
      Guest guest = Guest.with(Guest.program().lui(A0, upper).lui(ZERO, upper).wfi()).run();
      assertThat(guest.x(A0)).isEqualTo((long) upper * 4096);
      assertThat(guest.x(ZERO)).isZero();
    }
  }

  private static void addUpperToPc() {
    for (int upper : UPPER) {
      Guest guest = Guest.with(Guest.program().nop().auipc(A0, upper).auipc(ZERO, upper).wfi());
      assertThat(guest.run().x(A0)).isEqualTo(Guest.BASE + 4 + (long) upper * 4096);
      assertThat(guest.x(ZERO)).isZero();
    }
  }
}
