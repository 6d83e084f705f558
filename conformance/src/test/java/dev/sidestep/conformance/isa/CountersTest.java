package dev.sidestep.conformance.isa;

import static dev.sidestep.testkit.asm.Reg.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.riscv.Cause;
import dev.sidestep.riscv.Csr;
import dev.sidestep.riscv.Hart;
import dev.sidestep.testkit.asm.Assembler;
import org.junit.jupiter.api.Test;

/**
 * Counters, and who may read them.
 *
 * @riscv priv 3.1.10 to 3.1.12, 12.1.5
 * @riscv unpriv 8
 */
class CountersTest {
  /** S mode asks {@code mcounteren}; U mode {@code scounteren} as well; M mode nobody. */
  @Test
  void enableBits() {
    for (int counter : new int[] {0, 1, 2, 3, 17, 31}) {
      Assembler program = Guest.program().csrr(A0, Csr.CYCLE + counter);
      for (int i = 0; i < 4; i++) {
        long machine = (i & 1) != 0 ? 1L << counter : ~(1L << counter);
        long supervisor = (i & 2) != 0 ? 1L << counter : ~(1L << counter);
        assertThat(reads(program, machine, supervisor, Hart.MACHINE)).isTrue();
        assertThat(reads(program, machine, supervisor, Hart.SUPERVISOR)).isEqualTo((i & 1) != 0);
        assertThat(reads(program, machine, supervisor, Hart.USER)).isEqualTo(i == 3);
      }
    }
  }

  private static boolean reads(Assembler program, long machine, long supervisor, int level) {
    Guest guest = Guest.with(program).csr(Csr.MCOUNTEREN, machine).csr(Csr.SCOUNTEREN, supervisor);
    guest.privilege(level).step();
    boolean legal = guest.hart.pc() == Guest.BASE + 4;
    assertThat(guest.csr(Csr.MCAUSE)).isEqualTo(legal ? 0 : Cause.ILLEGAL_INSTRUCTION);
    return legal;
  }

  @Test
  void instructionsRetired() {
    Assembler program = Guest.program().csrr(A0, Csr.MINSTRET).nop().nop();
    program.csrr(A1, Csr.INSTRET).csrr(A2, Csr.INSTRET).wfi();
    Guest guest = Guest.with(program).run();
    assertThat(guest.x(A1) - guest.x(A0)).isEqualTo(3);
    assertThat(guest.x(A2) - guest.x(A1)).isEqualTo(1);
  }

  /** {@code ecall}, {@code ebreak} and all that traps do not retire ({@code @riscv priv 3.3.1}). */
  @Test
  void trapsDoNotRetire() {
    Assembler program = Guest.program().csrr(A0, Csr.MINSTRET).ecall();
    Guest guest = Guest.with(program);
    guest.load(Guest.HANDLER, Assembler.at(Guest.HANDLER).csrr(A1, Csr.MINSTRET).wfi()).run();
    assertThat(guest.x(A1) - guest.x(A0)).isEqualTo(1);
  }

  /** A written value is what the next instruction reads. */
  @Test
  void writesTakeTheIncrementsPlace() {
    for (int number : new int[] {Csr.MCYCLE, Csr.MINSTRET}) {
      Assembler program = Guest.program().csrw(number, A0).csrr(A1, number).csrr(A2, number).wfi();
      Guest guest = Guest.with(program).x(A0, 0x1234_5678_9abcL).run();
      assertThat(guest.x(A1)).isEqualTo(0x1234_5678_9abcL);
      assertThat(guest.x(A2)).isEqualTo(0x1234_5678_9abdL);
    }
  }

  @Test
  void inhibitedCountersStandStill() {
    int[][] counters = {{Csr.MCYCLE, Csr.MINSTRET, 1}, {Csr.MINSTRET, Csr.MCYCLE, 4}};
    for (int[] each : counters) {
      Assembler program = Guest.program().csrwi(Csr.MCOUNTINHIBIT, each[2]);
      program.csrr(A0, each[0]).csrr(A1, each[1]).nop().nop().csrr(A2, each[0]).csrr(A3, each[1]);
      Guest guest = Guest.with(program.wfi()).run();
      assertThat(guest.x(A2) - guest.x(A0)).isZero();
      assertThat(guest.x(A3) - guest.x(A1)).isEqualTo(4);
    }
  }

  @Test
  void timeIsTheBoards() {
    Guest guest = Guest.with(Guest.program().rdtime(A0).wfi());
    guest.time = 0xfedc_ba98_7654_3210L;
    assertThat(guest.run().x(A0)).isEqualTo(0xfedc_ba98_7654_3210L);
  }
}
