package dev.sidestep.riscv;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PageWalkerTest {
  private static final long SHIFTED = 0x4000_0000L;

  private final TestMachine machine = new TestMachine();
  private final Translation answer = new Translation();
  private int updates;

  /** A monitor's map: the guest's addresses are the machine's minus {@link #SHIFTED}. */
  private final PageWalker walker =
      new PageWalker((address, update) -> {
        updates += update ? 1 : 0;
        return machine.bus.hostAddress(address + SHIFTED, 8);
      });

  private void walk(long va, AccessKind kind) {
    machine.hart.setCsr(Csr.SATP, 8L << 60 | (TestMachine.BASE + 0x100000 - SHIFTED) >>> 12);
    walker.walk(machine.hart, va, kind, Hart.SUPERVISOR, answer);
  }

  @Test
  void proposesTheAddressThatTheTablesName() {
    long table = TestMachine.BASE + 0x100000;
    machine.write(table, 8, (0x7000_0000L >>> 12) << 10 | PageTables.ALL & ~PageTables.W);
    walk(0x12_3456L, AccessKind.LOAD);
    assertThat(answer.outcome()).isEqualTo(Translation.Outcome.PAGE_FAULT); // 0x7000_0000: no 1 GiB
    machine.write(table, 8, (0x4000_0000L >>> 12) << 10 | PageTables.ALL & ~PageTables.W);
    walk(0x12_3456L, AccessKind.LOAD);
    assertThat(answer.outcome()).isEqualTo(Translation.Outcome.MAPPED);
    assertThat(answer.physicalPage()).isEqualTo(0x4012_3000L);
    assertThat(answer.writable()).isFalse();
    assertThat(answer.executable()).isTrue();
    assertThat(updates).isZero();
  }

  @Test
  void asksBeforeItMarksAnEntry() {
    machine.hart.setCsr(Csr.MENVCFG, 1L << 61);
    machine.write(TestMachine.BASE + 0x100000, 8, PageTables.V | PageTables.R | PageTables.W);
    walk(0x1000, AccessKind.STORE);
    assertThat(answer.writable()).isTrue();
    assertThat(updates).isEqualTo(1);
    assertThat(machine.read(TestMachine.BASE + 0x100000, 8))
        .isEqualTo(PageTables.V | PageTables.R | PageTables.W | PageTables.A | PageTables.D);
  }

  @Test
  void tablesOutOfReachEndInAnAccessFault() {
    machine.write(TestMachine.BASE + 0x100000, 8, 0x1234L << 10 | PageTables.V);
    walk(0x1000, AccessKind.LOAD);
    assertThat(answer.outcome()).isEqualTo(Translation.Outcome.ACCESS_FAULT);
  }

  @Test
  void machineModeAndBareModeTranslateNothing() {
    walker.walk(machine.hart, 0x12345678L, AccessKind.STORE, Hart.USER, answer);
    assertThat(answer.physicalPage()).isEqualTo(0x12345000L);
  }
}
