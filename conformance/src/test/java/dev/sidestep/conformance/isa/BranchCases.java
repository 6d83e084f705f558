package dev.sidestep.conformance.isa;

import static dev.sidestep.conformance.isa.Integers.*;
import static dev.sidestep.testkit.asm.Reg.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.testkit.asm.Assembler;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.function.Executable;

/**
 * Branches both ways over all pairs of operands, jumps, and the extremes of their offsets.
 *
 * @riscv unpriv 2.5
 */
final class BranchCases {
  private static final long MIDDLE = Guest.BASE + 0x10_0000;
  private static final int[] BRANCH_OFFSETS = {4094, 2, 4, -2, -4, -4096, 2048, -2050};
  private static final int[] JUMP_OFFSETS = {0xf_fffe, 2, -2, -0x10_0000, 0x800, 0x7_fffe, 4096};

  /** Whether a branch is taken. */
  private interface Condition {
    boolean holds(long a, long b);
  }

  private static final Map<String, Condition> CONDITIONS =
      Map.of(
          "beq", (a, b) -> signed(a).equals(signed(b)),
          "bne", (a, b) -> !signed(a).equals(signed(b)),
          "blt", (a, b) -> signed(a).compareTo(signed(b)) < 0,
          "bge", (a, b) -> signed(a).compareTo(signed(b)) >= 0,
          "bltu", (a, b) -> unsigned(a).compareTo(unsigned(b)) < 0,
          "bgeu", (a, b) -> unsigned(a).compareTo(unsigned(b)) >= 0);

  private BranchCases() {}

  static Map<String, Executable> all() {
    Map<String, Executable> cases = new TreeMap<>();
    CONDITIONS.forEach((name, condition) -> cases.put(name, () -> check(name, condition)));
    cases.put("jal", BranchCases::checkJal);
    cases.put("jalr", BranchCases::checkJalr);
    return cases;
  }

  private static void check(String name, Condition condition) {
    checkOperands(name, condition);
    for (int offset : BRANCH_OFFSETS) {
      checkOffset(name, offset, 5, 5, condition.holds(5, 5));
      checkOffset(name, offset, 5, 6, condition.holds(5, 6));
      checkOffset(name, offset, 6, 5, condition.holds(6, 5));
    }
  }

  private static void checkOperands(String name, Condition condition) {
    List<long[]> rows = Values.pairs();
    long[][] results = new Experiment(program -> body(program, name), S2, S3, S4, S5).run(rows);
    for (int i = 0; i < rows.size(); i++) {
      long a = rows.get(i)[0];
      long b = rows.get(i)[1];
      long[] expected = {
        truth(condition.holds(a, b)),
        truth(condition.holds(a, a)),
        truth(condition.holds(0, b)),
        truth(condition.holds(a, 0))
      };
      assertThat(results[i]).as("%s %#x, %#x", name, a, b).isEqualTo(expected);
    }
  }

  private static void body(Assembler program, String name) {
    program.li(S2, 1).li(S3, 1).li(S4, 1).li(S5, 1);
    program.emit(name, A0.number(), A1.number(), 8).li(S2, 0);
    program.emit(name, A0.number(), A0.number(), 8).li(S3, 0);
    program.emit(name, ZERO.number(), A1.number(), 8).li(S4, 0);
    program.emit(name, A0.number(), ZERO.number(), 8).li(S5, 0);
  }

  private static void checkOffset(String name, int offset, long a, long b, boolean taken) {
    Guest guest = at(Assembler.at(MIDDLE).emit(name, A0.number(), A1.number(), offset));
    guest.x(A0, a).x(A1, b).step();
    assertThat(guest.hart.pc()).as(name).isEqualTo(MIDDLE + (taken ? offset : 4));
  }

  private static Guest at(Assembler program) {
    Guest guest = new Guest().load(MIDDLE, program);
    guest.hart.setPc(MIDDLE);
    return guest;
  }

  private static void checkJal() {
    for (int offset : JUMP_OFFSETS) {
      for (long link : new long[] {0, 1, 31}) {
        Guest guest = at(Assembler.at(MIDDLE).emit("jal", link, offset)).step();
        assertThat(guest.hart.pc()).isEqualTo(MIDDLE + offset);
        assertThat(guest.hart.x((int) link)).isEqualTo(link == 0 ? 0 : MIDDLE + 4);
      }
    }
  }

  /** The lowest bit of the sum is cleared, and the base is read before the link is written. */
  private static void checkJalr() {
    for (int offset : new int[] {0, 1, 2, 3, -1, 2047, -2048}) {
      long base = Guest.BASE + 0x8000;
      LongUnaryOperator target = from -> from + offset & -2;
      for (long link : new long[] {0, 1, A0.number()}) {
        Guest guest = at(Assembler.at(MIDDLE).emit("jalr", link, offset, A0.number()));
        guest.x(A0, base).step();
        assertThat(guest.hart.pc()).isEqualTo(target.applyAsLong(base));
        assertThat(guest.hart.x((int) link)).isEqualTo(link == 0 ? 0 : MIDDLE + 4);
      }
    }
  }
}
