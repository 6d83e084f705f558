package dev.sidestep.riscv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.testkit.asm.Assembler;
import dev.sidestep.testkit.asm.Reg;
import org.junit.jupiter.api.Test;

class PmpTest {
  private static final int R = Pmp.READ;
  private final Pmp pmp = new Pmp();

  @Test
  void withoutEntriesOnlyMachineModeMayAccess() {
    assertThat(pmp.permissions(0x8000_0000L, 4, Hart.MACHINE)).isEqualTo(Pmp.ALL);
    assertThat(pmp.permissions(0x8000_0000L, 4, Hart.SUPERVISOR)).isZero();
  }

  @Test
  void powersOfTwo() {
    pmp.setAddress(0, (0x8000_0000L >>> 2) | 0x1ff); // 4 KiB
    pmp.setConfig(0, 0x18 | R);
    assertThat(pmp.permissions(0x8000_0ffcL, 4, Hart.USER)).isEqualTo(R);
    assertThat(pmp.permissions(0x8000_1000L, 4, Hart.USER)).isZero();
    assertThat(pmp.permissions(0x8000_0ffcL, 8, Hart.USER)).isEqualTo(Pmp.MIXED);
  }

  @Test
  void everything() {
    pmp.setAddress(0, -1);
    pmp.setConfig(0, 0x1f);
    assertThat(pmp.permissions(0, 4096, Hart.USER)).isEqualTo(Pmp.ALL);
    assertThat(pmp.permissions(0xff_ffff_ffff_f000L, 4096, Hart.USER)).isEqualTo(Pmp.ALL);
  }

  @Test
  void topOfRangeAndFourBytes() {
    pmp.setAddress(0, 0x1000 >>> 2);
    pmp.setAddress(1, 0x3000 >>> 2);
    pmp.setAddress(2, 0x1004 >>> 2);
    pmp.setConfig(0, (0x10L | R) << 16 | (0x08L | Pmp.ALL) << 8);
    assertThat(pmp.permissions(0x1000, 4096, Hart.USER)).isEqualTo(Pmp.ALL);
    assertThat(pmp.permissions(0x0ffc, 4, Hart.USER)).isZero();
    pmp.setConfig(0, (0x10L | R) << 16);
    assertThat(pmp.permissions(0x1004, 4, Hart.USER)).isEqualTo(R);
    assertThat(pmp.permissions(0x1008, 4, Hart.USER)).isZero();
  }

  @Test
  void lockedEntriesBindMachineModeAndStay() {
    pmp.setAddress(0, 0x1000 >>> 2);
    pmp.setAddress(1, 0x2000 >>> 2);
    pmp.setConfig(0, (0x88L | R) << 8);
    assertThat(pmp.permissions(0x1800, 8, Hart.MACHINE)).isEqualTo(R);
    pmp.setConfig(0, 0);
    pmp.setAddress(1, 0);
    pmp.setAddress(0, 0);
    assertThat(pmp.config(0)).isEqualTo((0x88L | R) << 8);
    assertThat(pmp.address(0)).isEqualTo(0x1000 >>> 2);
    assertThat(pmp.address(1)).isEqualTo(0x2000 >>> 2);
  }

  @Test
  void theFirstMatchDecides() {
    pmp.setAddress(0, 0x1000 >>> 2);
    pmp.setAddress(1, -1);
    pmp.setConfig(0, 0x1fL << 8 | 0x10);
    assertThat(pmp.permissions(0x1000, 4, Hart.USER)).isZero();
    assertThat(pmp.permissions(0x1004, 4, Hart.USER)).isEqualTo(Pmp.ALL);
    assertThat(pmp.permissions(0x1000, 4096, Hart.USER)).isEqualTo(Pmp.MIXED);
  }

  @Test
  void aGuestSeesEntriesWithinAPage() {
    TestMachine machine = new TestMachine();
    Hart hart = machine.hart;
    hart.setCsr(Csr.PMPADDR0, (TestMachine.BASE + 0x2010) >>> 2);
    hart.setCsr(Csr.PMPADDR0 + 1, -1);
    hart.setCsr(Csr.PMPCFG0, 0x1f10);
    machine.load(
        TestMachine.BASE,
        TestMachine.assembler()
            .li(Reg.A0, TestMachine.BASE + 0x2000)
            .ld(Reg.A1, 8, Reg.A0)
            .label("bad")
            .ld(Reg.A1, 12, Reg.A0));
    long handler = TestMachine.BASE + 0x1000;
    machine.load(handler, Assembler.at(handler).wfi());
    hart.setCsr(Csr.MTVEC, handler);
    hart.setPrivilege(Hart.USER);
    machine.runToWfi();
    assertThat(hart.csr(Csr.MCAUSE)).isEqualTo(Cause.LOAD_ACCESS);
    assertThat(machine.read(hart.csr(Csr.MEPC), 4)).isEqualTo(0x00c5_3583);
  }

  @Test
  void anAccessMustBeMatchedWholeAlsoInMachineMode() {
    TestMachine machine = new TestMachine();
    Hart hart = machine.hart;
    long page = TestMachine.BASE + 0x2000;
    hart.setCsr(Csr.PMPADDR0, page + 0xff8 >>> 2);
    hart.setCsr(Csr.PMPADDR0 + 1, page + 0xffc >>> 2);
    hart.setCsr(Csr.PMPCFG0, 0x1717); // two words, everything permitted
    for (long address : new long[] {page + 0xff8, page + 0xffb}) {
      machine.load(TestMachine.BASE, TestMachine.assembler().ld(Reg.A1, 0, Reg.A0));
      hart.setX(Reg.A0.number(), address);
      hart.setPc(TestMachine.BASE);
      hart.setCsr(Csr.MCAUSE, 0);
      hart.run(1);
      assertThat(hart.csr(Csr.MCAUSE)).isEqualTo(Cause.LOAD_ACCESS);
      assertThat(hart.csr(Csr.MTVAL)).isEqualTo(address);
    }
  }
}
