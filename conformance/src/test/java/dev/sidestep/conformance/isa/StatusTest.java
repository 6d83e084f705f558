package dev.sidestep.conformance.isa;

import static dev.sidestep.testkit.asm.Reg.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.riscv.Cause;
import dev.sidestep.riscv.Csr;
import dev.sidestep.riscv.Hart;
import dev.sidestep.riscv.Status;
import dev.sidestep.testkit.asm.Assembler;
import dev.sidestep.testkit.asm.FReg;
import org.junit.jupiter.api.Test;

/**
 * Fields of {@code mstatus} that change what instructions do, and the views of others.
 *
 * @riscv priv 3.1.6
 */
class StatusTest {
  private static final long CLEAN = 2 << 13;
  private static final long INITIAL = 1 << 13;

  @Test
  void floatingPointIsIllegalWhileOff() {
    for (Assembler program :
        new Assembler[] {
          Guest.program().fadd_d(FReg.FT0, FReg.FT0, FReg.FT0),
          Guest.program().fmadd_s(FReg.FT0, FReg.FT0, FReg.FT0, FReg.FT0),
          Guest.program().fmv_x_d(A0, FReg.FT0),
          Guest.program().fmv_d_x(FReg.FT0, A0),
          Guest.program().flw(FReg.FT0, 0, A0),
          Guest.program().fsd(FReg.FT0, 0, A0),
          Guest.program().feq_s(A0, FReg.FT0, FReg.FT0),
          Guest.program().fclass_d(A0, FReg.FT0),
          Guest.program().fcvt_w_d(A0, FReg.FT0),
          Guest.program().c_fld(FReg.FS0, 0, A0),
          Guest.program().c_fsdsp(FReg.FS0, 0),
          Guest.program().csrr(A0, Csr.FFLAGS),
          Guest.program().csrw(Csr.FRM, A0),
          Guest.program().csrr(A0, Csr.FCSR)
        }) {
      Guest guest = Guest.with(program).x(A0, Guest.DATA).x(SP, Guest.DATA).step();
      assertThat(guest.csr(Csr.MCAUSE)).isEqualTo(Cause.ILLEGAL_INSTRUCTION);
      assertThat(guest.hart.pc()).isEqualTo(Guest.HANDLER);
    }
  }

  @Test
  void writingFloatingPointStateMakesItDirty() {
    for (long before : new long[] {INITIAL, CLEAN}) {
      assertDirty(before, Guest.program().fmv_d_x(FReg.FT0, A0), true);
      assertDirty(before, Guest.program().fld(FReg.FT0, 0, A0), true);
      assertDirty(before, Guest.program().fadd_s(FReg.FT0, FReg.FT0, FReg.FT0), true);
      assertDirty(before, Guest.program().fsgnj_d(FReg.FT0, FReg.FT0, FReg.FT0), true);
      assertDirty(before, Guest.program().csrw(Csr.FFLAGS, ZERO), true);
      assertDirty(before, Guest.program().csrwi(Csr.FRM, 1), true);
      assertDirty(before, Guest.program().fsd(FReg.FT0, 0, A0), false);
      assertDirty(before, Guest.program().csrr(A1, Csr.FCSR), false);
      assertDirty(before, Guest.program().addi(A1, A1, 1), false);
    }
  }

  private static void assertDirty(long before, Assembler program, boolean dirty) {
    Guest guest = Guest.with(program).x(A0, Guest.DATA).csr(Csr.MSTATUS, before).step();
    assertThat(guest.csr(Csr.MSTATUS) & Status.FS).isEqualTo(dirty ? Status.FS : before);
    assertThat(guest.csr(Csr.MSTATUS) < 0).as("SD").isEqualTo(dirty);
    assertThat(guest.csr(Csr.SSTATUS) < 0).as("SD").isEqualTo(dirty);
  }

  /** {@code @riscv unpriv 20.2}: modes 5 and 6 are reserved, and 7 in {@code frm}. */
  @Test
  void reservedRoundingModesAreIllegal() {
    for (int rounding = 0; rounding < 8; rounding++) {
      int insn = 0x0200_0053 | rounding << 12; // fadd.d ft0, ft0, ft0
      boolean reserved = rounding == 5 || rounding == 6;
      assertIllegal(Guest.program().word(insn), 0, reserved);
      assertIllegal(Guest.program().word(0x0200_7053), rounding, rounding >= 5);
    }
  }

  private static void assertIllegal(Assembler program, int frm, boolean illegal) {
    Guest guest = Guest.with(program).csr(Csr.MSTATUS, Status.FS).csr(Csr.FRM, frm).step();
    assertThat(guest.hart.pc()).isEqualTo(illegal ? Guest.HANDLER : Guest.BASE + 4);
  }

  /** Exact instructions do not look at {@code frm}. */
  @Test
  void aReservedDynamicModeHurtsRoundingOnly() {
    assertIllegal(Guest.program().fsgnj_d(FReg.FT0, FReg.FT0, FReg.FT0), 7, false);
    assertIllegal(Guest.program().fmin_s(FReg.FT0, FReg.FT0, FReg.FT0), 5, false);
    assertIllegal(Guest.program().feq_d(A0, FReg.FT0, FReg.FT0), 6, false);
  }

  @Test
  void flagsAccumulateUntilTheyAreWritten() {
    Assembler program = Guest.program().li(A0, 1).fcvt_d_l(FReg.FT0, A0).li(A0, 3);
    program.fcvt_d_l(FReg.FT1, A0).fmv_d_x(FReg.FT2, ZERO);
    program.fdiv_d(FReg.FT3, FReg.FT0, FReg.FT1).csrr(S2, Csr.FFLAGS);
    program.fdiv_d(FReg.FT3, FReg.FT0, FReg.FT2).csrr(S3, Csr.FFLAGS);
    program.fdiv_d(FReg.FT3, FReg.FT2, FReg.FT2).csrr(S4, Csr.FCSR);
    program.fadd_d(FReg.FT3, FReg.FT0, FReg.FT1).csrrwi(S5, Csr.FFLAGS, 2).csrr(S6, Csr.FCSR);
    Guest guest = Guest.with(program.wfi()).csr(Csr.MSTATUS, Status.FS).run();
    assertThat(new long[] {guest.x(S2), guest.x(S3), guest.x(S4), guest.x(S5), guest.x(S6)})
        .containsExactly(1, 9, 25, 25, 2);
  }

  @Test
  void fcsrIsMadeOfFlagsAndMode() {
    Assembler program = Guest.program().li(A0, 0xffb5).csrw(Csr.FCSR, A0).csrr(A1, Csr.FFLAGS);
    program.csrr(A2, Csr.FRM).csrwi(Csr.FRM, 2).csrr(A3, Csr.FCSR).wfi();
    Guest guest = Guest.with(program).csr(Csr.MSTATUS, Status.FS).run();
    assertThat(new long[] {guest.x(A1), guest.x(A2), guest.x(A3)}).containsExactly(0x15, 5, 0x55);
  }

  @Test
  void thePreviousPrivilegeHoldsNoReservedLevel() {
    Guest guest = new Guest().csr(Csr.MSTATUS, Status.MPP);
    for (long level : new long[] {0, 1, 3}) {
      guest.csr(Csr.MSTATUS, level << 11).csr(Csr.MSTATUS, 2 << 11);
      assertThat(guest.csr(Csr.MSTATUS) & Status.MPP).isNotEqualTo(2 << 11);
    }
  }

  @Test
  void supervisorStatusIsAWindow() {
    Guest guest = new Guest().csr(Csr.MSTATUS, -1).csr(Csr.SSTATUS, 0);
    long hidden = 0x7e_79aaL & ~0xc_6122L;
    assertThat(guest.csr(Csr.MSTATUS) & 0x7f_ffffL).isEqualTo(hidden);
    guest.csr(Csr.SSTATUS, -1);
    assertThat(guest.csr(Csr.MSTATUS) & 0x7f_ffffL).isEqualTo(0x7e_79aaL);
  }

  @Test
  void trapBitsBindSupervisorModeOnly() {
    assertTrapBit(Guest.program().sret(), Status.TSR);
    assertTrapBit(Guest.program().sfence_vma(), Status.TVM);
    assertTrapBit(Guest.program().sfence_vma(A0, ZERO), Status.TVM);
    assertTrapBit(Guest.program().csrr(A0, Csr.SATP), Status.TVM);
    assertTrapBit(Guest.program().csrw(Csr.SATP, ZERO), Status.TVM);
    assertTrapBit(Guest.program().wfi(), Status.TW);
  }

  private static void assertTrapBit(Assembler program, long bit) {
    assertThat(traps(program, bit, Hart.SUPERVISOR)).isTrue();
    assertThat(traps(program, ~bit & 0x70_0000, Hart.SUPERVISOR)).isFalse();
    assertThat(traps(program, 0x70_0000, Hart.MACHINE)).isFalse();
  }

  private static boolean traps(Assembler program, long status, int privilege) {
    Guest guest = Guest.with(program).csr(Csr.MSTATUS, status).csr(Csr.SEPC, Guest.DATA);
    guest.privilege(privilege).step();
    boolean trapped = guest.hart.pc() == Guest.HANDLER;
    assertThat(guest.csr(Csr.MCAUSE)).isEqualTo(trapped ? Cause.ILLEGAL_INSTRUCTION : 0);
    return trapped;
  }

  @Test
  void userModeMayNotReturnWaitOrFence() {
    for (Assembler program :
        new Assembler[] {
          Guest.program().sret(),
          Guest.program().mret(),
          Guest.program().wfi(),
          Guest.program().sfence_vma()
        }) {
      assertThat(traps(program, 0, Hart.USER)).isTrue();
    }
    assertThat(traps(Guest.program().mret(), 0, Hart.SUPERVISOR)).isTrue();
  }
}
