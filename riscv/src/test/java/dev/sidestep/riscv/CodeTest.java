package dev.sidestep.riscv;

import static dev.sidestep.testkit.asm.Reg.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.testkit.asm.Assembler;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CodeTest {
  private static final int ADDI_A0_A0_1 = 0x0015_0513;
  private static final int ADDI_A0_A0_16 = 0x0105_0513;

  /** Calls a routine, changes it, and calls it again, {@code fence.i} between. */
  private static Assembler modifying(boolean samePage) {
    Assembler a = TestMachine.assembler();
    a.la(S0, "routine").li(S1, ADDI_A0_A0_16).li(S2, 100);
    a.label("again").call("routine").addi(S2, S2, -1).bnez(S2, "again");
    a.sw(S1, 0, S0).fence_i().call("routine").wfi();
    a.align(samePage ? 8 : 4096);
    a.label("routine").word(ADDI_A0_A0_1).ret();
    return a;
  }

  @Test
  void changedCodeIsSeenAfterTheFence() {
    assertThat(TestMachine.with(modifying(true)).runToWfi().x(A0)).isEqualTo(116);
    assertThat(TestMachine.with(modifying(false)).runToWfi().x(A0)).isEqualTo(116);
  }

  @Test
  void aHartSeesItsOwnChangesAtOnceHoweverTheRunIsCut() {
    Assembler a = TestMachine.assembler();
    a.la(S0, "next").li(S1, ADDI_A0_A0_16).sw(S1, 0, S0).label("next").word(ADDI_A0_A0_1).wfi();
    assertThat(TestMachine.with(a).runToWfi().x(A0)).isEqualTo(16);
    TestMachine steps = TestMachine.with(a);
    while (steps.hart.run(1) == RunResult.BUDGET) {
      assertThat(steps.hart.cycles()).isLessThan(20);
    }
    assertThat(steps.x(A0)).isEqualTo(16);
  }

  @Test
  void codeChangedByAtomicsAndAcrossPagesIsSeen() {
    Assembler a = TestMachine.assembler();
    a.la(S0, "routine").li(S1, ADDI_A0_A0_16).call("routine");
    a.amoswap_w(ZERO, S1, S0).fence_i().call("routine").wfi();
    a.align(4096).label("routine").word(ADDI_A0_A0_1).ret();
    assertThat(TestMachine.with(a).runToWfi().x(A0)).isEqualTo(17);
    Assembler b = TestMachine.assembler();
    b.la(S0, "routine").li(S1, (long) ADDI_A0_A0_16 << 32).call("routine");
    b.sd(S1, -4, S0).fence_i().call("routine").wfi();
    b.align(4096).label("routine").word(ADDI_A0_A0_1).ret();
    assertThat(TestMachine.with(b).runToWfi().x(A0)).isEqualTo(17);
  }

  @Test
  void dataBesideCodeIsStoredWithoutForgettingTheCode() {
    Assembler a = TestMachine.assembler();
    a.la(S0, "data").li(S1, 50).label("loop").sd(S1, 0, S0).ld(A0, 0, S0).addi(S1, S1, -1);
    a.bnez(S1, "loop").wfi().align(8).label("data").dwords(0);
    TestMachine machine = TestMachine.with(a).runToWfi();
    assertThat(machine.x(A0)).isEqualTo(1);
    assertThat(machine.code.find(TestMachine.BASE)).isNotNull();
  }

  @Test
  void dmaIntoCodeIsSeenAfterTheFence() {
    TestMachine machine = TestMachine.with(modifying(true));
    machine.hart.run(50);
    long routine = TestMachine.BASE;
    machine.load(routine, TestMachine.assembler().li(A0, 5).wfi());
    machine.hart.setPc(routine);
    assertThat(machine.runToWfi().x(A0)).isEqualTo(5);
  }

  @Test
  void aStoreOfAnotherHartWhileThePageIsYoungIsSeenAfterTheFence() {
    TestMachine machine =
        TestMachine.with(TestMachine.assembler().word(ADDI_A0_A0_1).fence_i().wfi());
    Hart other = machine.newHart(1);
    long page = TestMachine.BASE + 0x10000;
    Assembler writer = Assembler.at(page);
    writer.li(S0, TestMachine.BASE).li(S1, ADDI_A0_A0_16).sd(ZERO, 0x200, S0);
    writer.label("store").sw(S1, 0, S0).wfi();
    machine.load(page, writer);
    other.setPc(page);
    while (other.pc() != writer.address("store")) {
      other.run(1); // in the end, its store TLB holds the page that is not code yet
    }
    machine.hart.run(1);
    other.run(100); // takes the request first, and goes the slow way
    machine.hart.run(1);
    machine.hart.setPc(TestMachine.BASE);
    machine.hart.run(1);
    assertThat(machine.x(A0)).isEqualTo(17);
    assertThat(other.hasDroppedStores(machine.code.epoch())).isTrue();
  }

  private static Assembler incrementing(boolean reserved) {
    Assembler a = TestMachine.assembler();
    a.li(A0, TestMachine.BASE + 0x2000).li(S0, 20_000).li(S1, 1);
    a.label("loop");
    if (reserved) {
      a.lr_w(T0, A0).addi(T0, T0, 1).sc_w(T1, T0, A0).bnez(T1, "loop");
    } else {
      a.amoadd_w(ZERO, S1, A0);
    }
    return a.addi(S0, S0, -1).bnez(S0, "loop").wfi();
  }

  @Test
  void atomicsHoldAcrossHarts() throws InterruptedException {
    for (boolean reserved : new boolean[] {true, false}) {
      TestMachine machine = TestMachine.with(incrementing(reserved));
      Hart other = machine.newHart(1);
      AtomicReference<RunResult> result = new AtomicReference<>();
      Thread thread = new Thread(() -> result.set(other.run(100_000_000)), "hart-1");
      thread.start();
      assertThat(machine.hart.run(100_000_000)).isEqualTo(RunResult.WFI);
      thread.join();
      assertThat(result.get()).isEqualTo(RunResult.WFI);
      assertThat(machine.read(TestMachine.BASE + 0x2000, 4)).isEqualTo(40_000);
    }
  }

  @Test
  void aStoreConditionalFailsAfterATrapOrAChange() {
    Assembler a = TestMachine.assembler();
    a.li(A0, TestMachine.BASE + 0x2000).li(A1, 5).la(T0, "on").csrw(Csr.MTVEC, T0);
    a.lr_w(T1, A0).ecall().align(4).label("on").sc_w(A2, A1, A0);
    a.lr_w(T1, A0).sw(A1, 0, A0).sc_w(A3, A1, A0).lr_w(T1, A0).sc_w(A4, ZERO, A0);
    a.sc_w(A5, A1, A0).wfi();
    TestMachine machine = TestMachine.with(a).runToWfi();
    assertThat(machine.x(A2)).isEqualTo(1);
    assertThat(machine.x(A3)).isEqualTo(1);
    assertThat(machine.x(A4)).isZero();
    assertThat(machine.x(A5)).isEqualTo(1);
    assertThat(machine.read(TestMachine.BASE + 0x2000, 4)).isZero();
  }
}
