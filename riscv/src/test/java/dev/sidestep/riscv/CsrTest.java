package dev.sidestep.riscv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CsrTest {
  private final Hart hart = new TestMachine().hart;

  private long written(int number, long value) {
    hart.setCsr(number, value);
    return hart.csr(number);
  }

  @Test
  void fieldsKeepLegalValuesOnly() {
    assertThat(written(Csr.MSTATUS, -1)).isEqualTo(Status.M_WRITABLE | 0xa_0000_0000L | Status.SD);
    assertThat(written(Csr.MSTATUS, 2L << Status.MPP_SHIFT) & Status.MPP).isEqualTo(Status.MPP);
    assertThat(written(Csr.MIDELEG, -1)).isEqualTo(Interrupts.S_LEVEL);
    assertThat(written(Csr.MIE, -1)).isEqualTo(Interrupts.ALL);
    assertThat(written(Csr.SIE, 0)).isZero();
    assertThat(hart.csr(Csr.MIE)).isEqualTo(Interrupts.ALL & ~Interrupts.S_LEVEL);
    assertThat(written(Csr.MEDELEG, -1)).isEqualTo(0xb3ff);
    assertThat(written(Csr.MEPC, -1)).isEqualTo(-2);
    assertThat(written(Csr.STVEC, -1)).isEqualTo(-3);
    assertThat(written(Csr.FCSR, -1)).isEqualTo(0xff);
    assertThat(written(Csr.MISA, 0)).isEqualTo(0x8000_0000_0014_112dL);
    assertThat(written(Csr.MENVCFG, -1)).isEqualTo(0xa000_0000_0000_0001L);
  }

  @Test
  void satpTakesImplementedModesOnly() {
    assertThat(written(Csr.SATP, 9L << 60 | 0xffffL << 44 | 5))
        .isEqualTo(9L << 60 | 0xffffL << 44 | 5);
    assertThat(written(Csr.SATP, 10L << 60 | 7)).isEqualTo(9L << 60 | 0xffffL << 44 | 5);
    assertThat(written(Csr.SATP, 8L << 60 | 0x1234L << 44)).isEqualTo(8L << 60 | 0x1234L << 44);
    assertThat(written(Csr.SATP, 0)).isZero();
  }

  @Test
  void supervisorViewsShowTheirPartOfTheMachineRegisters() {
    hart.setCsr(Csr.MSTATUS, Status.MIE | Status.SIE | Status.SUM);
    assertThat(hart.csr(Csr.SSTATUS)).isEqualTo(Status.SIE | Status.SUM | Status.UXL_64);
    hart.setCsr(Csr.SSTATUS, 0);
    assertThat(hart.csr(Csr.MSTATUS) & 0xffff_ffffL).isEqualTo(Status.MIE);
  }

  @Test
  void readOnlyAndMissingRegistersAreRefused() {
    hart.setCsr(Csr.MHARTID, 7);
    assertThat(hart.csr(Csr.MHARTID)).isZero();
    assertThatThrownBy(() -> hart.csr(0x7c0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aResetClearsAllButTheRunningCounts() {
    hart.setCsr(Csr.MSCRATCH, 5);
    hart.setCsr(Csr.MCYCLE, 500);
    hart.setX(5, 5);
    hart.reset(0x1000);
    assertThat(hart.csr(Csr.MSCRATCH)).isZero();
    assertThat(hart.csr(Csr.MCYCLE)).isZero();
    assertThat(hart.x(5)).isZero();
    assertThat(hart.pc()).isEqualTo(0x1000);
    assertThat(hart.privilege()).isEqualTo(Hart.MACHINE);
  }
}
