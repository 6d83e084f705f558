package dev.sidestep.riscv;

import static dev.sidestep.testkit.asm.FReg.*;
import static dev.sidestep.testkit.asm.Reg.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.riscv.fp.FpStatus;
import dev.sidestep.testkit.asm.Assembler;
import org.junit.jupiter.api.Test;

class FloatTest {
  private static final long BOX = 0xffff_ffff_0000_0000L;

  private static TestMachine running(Assembler body) {
    TestMachine machine = TestMachine.with(body);
    long handler = TestMachine.BASE + 0x1000;
    machine.load(handler, Assembler.at(handler).wfi());
    machine.hart.setCsr(Csr.MTVEC, handler);
    machine.hart.setCsr(Csr.MSTATUS, 1L << 13);
    return machine;
  }

  private static Assembler program() {
    return TestMachine.assembler();
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }

  private static long boxed(float value) {
    return BOX | Float.floatToRawIntBits(value);
  }

  @Test
  void everythingIsIllegalWhileTheUnitIsOff() {
    TestMachine machine = running(program().fadd_d(FA0, FA1, FA2));
    machine.hart.setCsr(Csr.MSTATUS, 0);
    machine.runToWfi();
    assertThat(machine.hart.csr(Csr.MCAUSE)).isEqualTo(Cause.ILLEGAL_INSTRUCTION);
    assertThat(machine.hart.csr(Csr.MTVAL)).isEqualTo(machine.read(TestMachine.BASE, 4));
  }

  @Test
  void aCompressedLoadReportsItsSixteenBits() {
    TestMachine machine = running(program().c_fld(FS0, 8, S0).nop());
    machine.hart.setCsr(Csr.MSTATUS, 0);
    machine.runToWfi();
    assertThat(machine.hart.csr(Csr.MTVAL)).isEqualTo(machine.read(TestMachine.BASE, 2));
  }

  @Test
  void writingMakesTheUnitDirtyAndReadingDoesNot() {
    TestMachine machine =
        running(
            program()
                .li(A0, TestMachine.BASE + 0x2000)
                .fsd(FA0, 0, A0)
                .fmv_x_d(A3, FA0)
                .csrr(A1, Csr.MSTATUS)
                .fld(FA1, 0, A0)
                .csrr(A2, Csr.MSTATUS)
                .wfi());
    machine.runToWfi();
    assertThat(machine.x(A1) & (Status.FS | Status.SD)).isEqualTo(1L << 13);
    assertThat(machine.x(A2) & (Status.FS | Status.SD)).isEqualTo(Status.FS | Status.SD);
  }

  @Test
  void reservedRoundingIsIllegal() {
    TestMachine machine = running(program().csrwi(Csr.FRM, 5).fadd_d(FA0, FA1, FA2));
    machine.runToWfi();
    assertThat(machine.hart.csr(Csr.MCAUSE)).isEqualTo(Cause.ILLEGAL_INSTRUCTION);
  }

  @Test
  void doublesComputeAndRaiseFlags() {
    TestMachine machine =
        running(
            program()
                .fdiv_d(FA2, FA0, FA1)
                .fmadd_d(FA3, FA0, FA1, FA0)
                .fnmsub_d(FA4, FA0, FA1, FA0)
                .fsgnjn_d(FA5, FA0, FA0)
                .flt_d(A0, FA0, FA1)
                .fcvt_w_d(A1, FA2)
                .csrr(A2, Csr.FFLAGS)
                .wfi());
    machine.hart.setF(10, bits(1));
    machine.hart.setF(11, bits(3));
    machine.runToWfi();
    assertThat(machine.hart.f(12)).isEqualTo(bits(1.0 / 3));
    assertThat(machine.hart.f(13)).isEqualTo(bits(4));
    assertThat(machine.hart.f(14)).isEqualTo(bits(-2));
    assertThat(machine.hart.f(15)).isEqualTo(bits(-1));
    assertThat(machine.x(A0)).isEqualTo(1);
    assertThat(machine.x(A1)).isZero();
    assertThat(machine.x(A2)).isEqualTo(FpStatus.NX);
  }

  @Test
  void singlesAreBoxedAndUnboxed() {
    TestMachine machine =
        running(
            program()
                .fadd_s(FA2, FA0, FA1)
                .fadd_s(FA3, FA0, FA4)
                .fcvt_d_s(FA5, FA0)
                .fcvt_s_d(FA6, FA5)
                .fmv_x_w(A0, FA7)
                .fmv_w_x(FS2, A1)
                .wfi());
    machine.hart.setF(10, boxed(1.5f));
    machine.hart.setF(11, boxed(2));
    machine.hart.setF(14, Float.floatToRawIntBits(2)); // not boxed: reads as NaN
    machine.hart.setF(17, 0x8000_0000L);
    machine.hart.setX(11, 0x1234_0000_0001L);
    machine.runToWfi();
    assertThat(machine.hart.f(12)).isEqualTo(boxed(3.5f));
    assertThat(machine.hart.f(13)).isEqualTo(BOX | 0x7fc0_0000);
    assertThat(machine.hart.f(15)).isEqualTo(bits(1.5));
    assertThat(machine.hart.f(16)).isEqualTo(boxed(1.5f));
    assertThat(machine.x(A0)).isEqualTo(0xffff_ffff_8000_0000L);
    assertThat(machine.hart.f(18)).isEqualTo(BOX | 1);
  }
}
