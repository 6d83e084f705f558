package dev.sidestep.conformance.isa;

import static dev.sidestep.testkit.asm.Reg.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.riscv.Cause;
import dev.sidestep.riscv.Csr;
import dev.sidestep.riscv.Hart;
import dev.sidestep.riscv.Status;
import dev.sidestep.testkit.asm.Assembler;
import org.junit.jupiter.api.Test;

/**
 * Exceptions: cause, value, address, the stack in {@code mstatus}, delegation.
 *
 * @riscv priv 3.1.6.1, 3.1.8, 3.1.14 to 3.1.16, 3.3.2
 */
class TrapsTest {
  private static final int[] LEVELS = {Hart.USER, Hart.SUPERVISOR, Hart.MACHINE};

  private static void assertMachineTrap(Guest guest, long cause, long epc, long tval) {
    assertThat(guest.hart.pc()).as("pc").isEqualTo(Guest.HANDLER);
    assertThat(guest.hart.privilege()).as("privilege").isEqualTo(Hart.MACHINE);
    assertThat(guest.csr(Csr.MCAUSE)).as("cause").isEqualTo(cause);
    assertThat(guest.csr(Csr.MEPC)).as("epc").isEqualTo(epc);
    assertThat(guest.csr(Csr.MTVAL)).as("tval").isEqualTo(tval);
  }

  private static void assertTrap(Assembler program, long cause, long tval) {
    Guest guest = Guest.with(program).x(A0, Guest.NOWHERE).x(A1, Guest.DATA + 1).step();
    assertMachineTrap(guest, cause, Guest.BASE, tval);
  }

  @Test
  void callsTellTheLevel() {
    for (int level : LEVELS) {
      Guest guest = Guest.with(Guest.program().ecall()).privilege(level).step();
      assertMachineTrap(guest, Cause.ECALL_FROM_U + level, Guest.BASE, 0);
    }
  }

  @Test
  void breakpointsReportTheirAddress() {
    assertTrap(Guest.program().ebreak(), Cause.BREAKPOINT, Guest.BASE);
    assertTrap(Guest.program().c_ebreak(), Cause.BREAKPOINT, Guest.BASE);
  }

  @Test
  void illegalInstructionsReportTheirBits() {
    for (int insn : new int[] {0xffff_ffff, 0x0000_0057, 0x0000_707f, 0x8000_0073, 0xb400_0053}) {
      assertTrap(Guest.program().word(insn), Cause.ILLEGAL_INSTRUCTION, insn & 0xffff_ffffL);
    }
    for (int insn : new int[] {0, 0x8002, 0x9c41, 0x2001, 0x6101, 0x4002, 0x8000}) {
      assertTrap(Guest.program().half(insn), Cause.ILLEGAL_INSTRUCTION, insn);
    }
  }

  @Test
  void accessesToNothing() {
    assertTrap(Guest.program().ld(A2, 8, A0), Cause.LOAD_ACCESS, Guest.NOWHERE + 8);
    assertTrap(Guest.program().sb(A2, -1, A0), Cause.STORE_ACCESS, Guest.NOWHERE - 1);
    assertTrap(Guest.program().lr_w(A2, A0), Cause.LOAD_ACCESS, Guest.NOWHERE);
    assertTrap(Guest.program().sc_w(A2, A2, A0), Cause.STORE_ACCESS, Guest.NOWHERE);
    assertTrap(Guest.program().amoor_d(A2, A2, A0), Cause.STORE_ACCESS, Guest.NOWHERE);
    Guest guest = Guest.with(Guest.program().jr(A0)).x(A0, Guest.NOWHERE).step().step();
    assertMachineTrap(guest, Cause.FETCH_ACCESS, Guest.NOWHERE, Guest.NOWHERE);
  }

  @Test
  void accessesAcrossTheEndOfMemoryReportThePartThatFails() {
    long end = Guest.BASE + Guest.SIZE;
    Guest load = Guest.with(Guest.program().ld(A2, 0, A0)).x(A0, end - 3).x(A2, 7).step();
    assertMachineTrap(load, Cause.LOAD_ACCESS, Guest.BASE, end);
    assertThat(load.x(A2)).isEqualTo(7);
    Guest store = Guest.with(Guest.program().sd(A2, 0, A0)).x(A0, end - 3).x(A2, -1).step();
    assertMachineTrap(store, Cause.STORE_ACCESS, Guest.BASE, end);
    Guest fetch = new Guest();
    fetch.write(end - 2, 2, 3); // the first half of a 32-bit instruction
    fetch.hart.setPc(end - 2);
    assertMachineTrap(fetch.step(), Cause.FETCH_ACCESS, end - 2, end);
  }

  @Test
  void atomicsMustBeAligned() {
    long odd = Guest.DATA + 1;
    assertTrap(Guest.program().lr_w(A2, A1), Cause.LOAD_MISALIGNED, odd);
    assertTrap(Guest.program().lr_d(A2, A1), Cause.LOAD_MISALIGNED, odd);
    assertTrap(Guest.program().sc_w(A2, A2, A1), Cause.STORE_MISALIGNED, odd);
    assertTrap(Guest.program().sc_d(A2, A2, A1), Cause.STORE_MISALIGNED, odd);
    assertTrap(Guest.program().amoadd_w(A2, A2, A1), Cause.STORE_MISALIGNED, odd);
    assertTrap(Guest.program().amomaxu_d(A2, A2, A1), Cause.STORE_MISALIGNED, odd);
    Guest guest = Guest.with(Guest.program().amoadd_d(A2, A2, A1)).x(A1, Guest.DATA + 4).step();
    assertMachineTrap(guest, Cause.STORE_MISALIGNED, Guest.BASE, Guest.DATA + 4);
  }

  /** With C, a jump to any even address is aligned, and odd ones cannot be expressed. */
  @Test
  void fetchesAreNeverMisaligned() {
    Guest jump = Guest.with(Guest.program().jalr(RA, 3, A0)).x(A0, Guest.DATA).step();
    assertThat(jump.hart.pc()).isEqualTo(Guest.DATA + 2);
    Guest back = Guest.with(Guest.program().mret()).csr(Csr.MEPC, Guest.DATA + 3).step();
    assertThat(back.hart.pc()).isEqualTo(Guest.DATA + 2);
  }

  @Test
  void aTrapChangesNothingElse() {
    Assembler program = Guest.program().amoadd_w(A0, A0, A0);
    Guest guest = Guest.with(program).x(A0, Guest.NOWHERE).step();
    assertThat(guest.x(A0)).isEqualTo(Guest.NOWHERE);
    Assembler jump = Guest.program().jalr(RA, 0, A0);
    assertThat(Guest.with(jump).x(A0, Guest.NOWHERE).step().step().x(RA)).isEqualTo(Guest.BASE + 4);
  }

  // ---- The stack of levels and interrupt enables ----

  @Test
  void trapsToMachineModePushLevelAndEnable() {
    for (int level : LEVELS) {
      for (long enable : new long[] {0, Status.MIE}) {
        long other = Status.SIE | Status.SPIE | Status.SPP;
        Guest guest = Guest.with(Guest.program().ecall()).csr(Csr.MSTATUS, enable | other);
        guest.privilege(level).step();
        long pushed = (long) level << Status.MPP_SHIFT | (enable != 0 ? Status.MPIE : 0);
        assertThat(guest.csr(Csr.MSTATUS) & 0x7f_ffff).isEqualTo(pushed | other);
      }
    }
  }

  @Test
  void trapsToSupervisorModePushLevelAndEnable() {
    for (int level : new int[] {Hart.USER, Hart.SUPERVISOR}) {
      for (long enable : new long[] {0, Status.SIE}) {
        long other = Status.MIE | Status.MPIE | Status.MPP;
        Guest guest = Guest.with(Guest.program().ebreak()).csr(Csr.MSTATUS, enable | other);
        guest.csr(Csr.MEDELEG, 1 << Cause.BREAKPOINT).privilege(level).step();
        long pushed = (level == Hart.USER ? 0 : Status.SPP) | (enable != 0 ? Status.SPIE : 0);
        assertThat(guest.csr(Csr.MSTATUS) & 0x7f_ffff).isEqualTo(pushed | other);
        assertThat(guest.hart.privilege()).isEqualTo(Hart.SUPERVISOR);
      }
    }
  }

  @Test
  void machineReturnPops() {
    for (long level : new long[] {0, 1, 3}) {
      for (long enable : new long[] {0, Status.MPIE}) {
        long before = level << Status.MPP_SHIFT | enable | Status.MPRV;
        Guest guest = Guest.with(Guest.program().mret()).csr(Csr.MEPC, Guest.DATA);
        guest.csr(Csr.MSTATUS, before).step();
        assertThat(guest.hart.privilege()).isEqualTo((int) level);
        assertThat(guest.hart.pc()).isEqualTo(Guest.DATA);
        long kept = level == Hart.MACHINE ? Status.MPRV : 0;
        long expected = Status.MPIE | (enable != 0 ? Status.MIE : 0) | kept;
        assertThat(guest.csr(Csr.MSTATUS) & 0x7f_ffff).isEqualTo(expected);
      }
    }
  }

  @Test
  void supervisorReturnPops() {
    for (long from : new long[] {Hart.SUPERVISOR, Hart.MACHINE}) {
      for (long level : new long[] {0, Status.SPP}) {
        for (long enable : new long[] {0, Status.SPIE}) {
          Guest guest = Guest.with(Guest.program().sret()).csr(Csr.SEPC, Guest.DATA);
          guest.csr(Csr.MSTATUS, level | enable | Status.MPRV).privilege((int) from).step();
          assertThat(guest.hart.privilege()).isEqualTo(level == 0 ? Hart.USER : Hart.SUPERVISOR);
          long expected = Status.SPIE | (enable != 0 ? Status.SIE : 0);
          assertThat(guest.csr(Csr.MSTATUS) & 0x7f_ffff).isEqualTo(expected);
        }
      }
    }
  }

  // ---- Delegation ----

  @Test
  void delegatedExceptionsGoToSupervisorModeFromBelowMachineMode() {
    Object[][] exceptions = {
      {Guest.program().half(0), Cause.ILLEGAL_INSTRUCTION, 0L},
      {Guest.program().ebreak(), Cause.BREAKPOINT, Guest.BASE},
      {Guest.program().lr_w(A2, A1), Cause.LOAD_MISALIGNED, Guest.DATA + 1},
      {Guest.program().ld(A2, 0, A0), Cause.LOAD_ACCESS, Guest.NOWHERE},
      {Guest.program().sc_d(A2, A2, A1), Cause.STORE_MISALIGNED, Guest.DATA + 1},
      {Guest.program().sd(A2, 0, A0), Cause.STORE_ACCESS, Guest.NOWHERE}
    };
    for (Object[] each : exceptions) {
      int cause = (int) each[1];
      for (int level : LEVELS) {
        Guest guest = Guest.with((Assembler) each[0]).csr(Csr.MEDELEG, 1 << cause);
        guest.x(A0, Guest.NOWHERE).x(A1, Guest.DATA + 1).privilege(level).step();
        if (level == Hart.MACHINE) {
          assertMachineTrap(guest, cause, Guest.BASE, (long) each[2]);
        } else {
          assertSupervisorTrap(guest, cause, (long) each[2]);
        }
      }
      Guest other = Guest.with((Assembler) each[0]).csr(Csr.MEDELEG, ~(1L << cause));
      other.x(A0, Guest.NOWHERE).x(A1, Guest.DATA + 1).privilege(Hart.USER).step();
      assertMachineTrap(other, cause, Guest.BASE, (long) each[2]);
    }
  }

  private static void assertSupervisorTrap(Guest guest, long cause, long tval) {
    assertThat(guest.hart.pc()).isEqualTo(Guest.SUPERVISOR_HANDLER);
    assertThat(guest.hart.privilege()).isEqualTo(Hart.SUPERVISOR);
    assertThat(guest.csr(Csr.SCAUSE)).isEqualTo(cause);
    assertThat(guest.csr(Csr.SEPC)).isEqualTo(Guest.BASE);
    assertThat(guest.csr(Csr.STVAL)).isEqualTo(tval);
    assertThat(guest.csr(Csr.MCAUSE)).as("machine trap registers stay").isZero();
    assertThat(guest.csr(Csr.MEPC)).isZero();
  }

  @Test
  void callsAreDelegatedByLevel() {
    Assembler call = Guest.program().ecall();
    for (int level : new int[] {Hart.USER, Hart.SUPERVISOR}) {
      int cause = Cause.ECALL_FROM_U + level;
      Guest guest = Guest.with(call).csr(Csr.MEDELEG, 1 << cause).privilege(level).step();
      assertSupervisorTrap(guest, cause, 0);
    }
  }

  /** Only interrupts are vectored. */
  @Test
  void exceptionsGoToTheBaseAlsoIfVectored() {
    Guest guest = Guest.with(Guest.program().ebreak()).csr(Csr.MTVEC, Guest.HANDLER | 1).step();
    assertMachineTrap(guest, Cause.BREAKPOINT, Guest.BASE, Guest.BASE);
  }
}
