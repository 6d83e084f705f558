package dev.sidestep.riscv;

import static dev.sidestep.testkit.asm.Reg.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.testkit.asm.Assembler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagingTest {
  private static final long CODE = 0x10_0000L;
  private static final long DATA = 0x3f_ffff_f000L;
  private static final long FRAME = TestMachine.BASE + 0x10000;

  private final TestMachine machine = new TestMachine();
  private PageTables tables = new PageTables(machine, 3);

  /** A supervisor at {@link #CODE} running {@code body}; traps stop in M mode. */
  private TestMachine supervisor(Assembler body) {
    machine.load(TestMachine.BASE, body);
    long handler = TestMachine.BASE + 0x8000;
    machine.load(handler, Assembler.at(handler).wfi());
    machine.hart.setCsr(Csr.MTVEC, handler);
    TrapTest.openProtection(machine.hart);
    tables.map(CODE, TestMachine.BASE, PageTables.ALL);
    machine.hart.setCsr(Csr.SATP, tables.satp());
    machine.hart.setPrivilege(Hart.SUPERVISOR);
    machine.hart.setPc(CODE);
    return machine;
  }

  private static Assembler at() {
    return Assembler.at(CODE);
  }

  private void assertFault(int cause, long tval) {
    assertThat(machine.runToWfi().hart.csr(Csr.MCAUSE)).isEqualTo(cause);
    assertThat(machine.hart.csr(Csr.MTVAL)).isEqualTo(tval);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void pagesAndSuperpagesTranslate(int levels) {
    tables = new PageTables(machine, levels);
    tables.map(DATA, FRAME, PageTables.ALL);
    tables.mapAt(1, 0x4020_0000L, TestMachine.BASE, PageTables.ALL);
    machine.write(FRAME + 16, 8, 0x1234);
    supervisor(
        at().li(A0, DATA)
            .ld(A1, 16, A0)
            .sd(A1, 24, A0)
            .li(A0, 0x4020_0000L + 0x10000)
            .ld(A2, 24, A0)
            .wfi());
    machine.runToWfi();
    assertThat(machine.x(A2)).isEqualTo(0x1234);
    assertThat(machine.hart.privilege()).isEqualTo(Hart.SUPERVISOR);
  }

  @Test
  void aFenceForAnyAddressOfASuperpageDropsAllOfIt() {
    long virtual = 0x4020_0000L;
    long leaf = tables.mapAt(1, virtual, TestMachine.BASE, PageTables.ALL);
    Assembler body = at().li(A0, virtual).li(A1, virtual + 0x5000).ld(A2, 0, A0).wfi();
    supervisor(body.sfence_vma(A1, ZERO).ld(A2, 0, A0)).runToWfi();
    machine.write(leaf, 8, 0);
    assertFault(Cause.LOAD_PAGE, virtual);
  }

  @Test
  void missingPagesFault() {
    supervisor(at().li(A0, DATA).ld(A1, 16, A0));
    assertFault(Cause.LOAD_PAGE, DATA + 16);
  }

  @Test
  void storesToReadOnlyPagesFault() {
    tables.map(DATA, FRAME, PageTables.V | PageTables.R | PageTables.A);
    supervisor(at().li(A0, DATA).ld(A1, 16, A0).sb(A1, 3, A0));
    assertFault(Cause.STORE_PAGE, DATA + 3);
  }

  @Test
  void addressesThatAreNotCanonicalFault() {
    supervisor(at().li(A0, 0x40_0000_0000L).ld(A1, 0, A0));
    assertFault(Cause.LOAD_PAGE, 0x40_0000_0000L);
  }

  @Test
  void misalignedSuperpagesAndReservedBitsFault() {
    tables.mapAt(1, 0x4020_0000L, FRAME, PageTables.ALL);
    supervisor(at().li(A0, 0x4020_0000L).ld(A1, 0, A0));
    assertFault(Cause.LOAD_PAGE, 0x4020_0000L);
  }

  @Test
  void userPagesNeedSumAndAreNeverExecuted() {
    tables.map(DATA, FRAME, PageTables.ALL | PageTables.U);
    supervisor(
        at().li(A0, DATA)
            .li(T0, Status.SUM)
            .csrs(Csr.SSTATUS, T0)
            .ld(A1, 0, A0)
            .csrc(Csr.SSTATUS, T0)
            .label("now")
            .ld(A2, 8, A0));
    assertFault(Cause.LOAD_PAGE, DATA + 8);
    machine.hart.setPrivilege(Hart.SUPERVISOR);
    machine.hart.setPc(DATA);
    machine.hart.setCsr(Csr.SSTATUS, Status.SUM);
    assertFault(Cause.FETCH_PAGE, DATA);
  }

  @Test
  void executableMakesReadableWithMxr() {
    tables.map(DATA, FRAME, PageTables.V | PageTables.X | PageTables.A);
    supervisor(
        at().li(A0, DATA)
            .li(T0, Status.MXR)
            .csrs(Csr.SSTATUS, T0)
            .ld(A1, 0, A0)
            .csrc(Csr.SSTATUS, T0)
            .ld(A2, 8, A0));
    assertFault(Cause.LOAD_PAGE, DATA + 8);
  }

  @Test
  void accessedAndDirtyFaultOrAreSet() {
    long leaf = tables.map(DATA, FRAME, PageTables.V | PageTables.R | PageTables.W);
    supervisor(at().li(A0, DATA).ld(A1, 0, A0).sd(A1, 0, A0).wfi());
    assertFault(Cause.LOAD_PAGE, DATA);
    machine.hart.setCsr(Csr.MENVCFG, 1L << 61);
    machine.hart.setPrivilege(Hart.SUPERVISOR);
    machine.hart.setPc(CODE);
    machine.runToWfi();
    assertThat(machine.hart.privilege()).isEqualTo(Hart.SUPERVISOR);
    assertThat(machine.read(leaf, 8) & 0xff)
        .isEqualTo(PageTables.V | PageTables.R | PageTables.W | PageTables.A | PageTables.D);
  }

  @Test
  void aLoadDoesNotMakeAPageDirty() {
    long leaf = tables.map(DATA, FRAME, PageTables.V | PageTables.R | PageTables.W);
    supervisor(at().li(A0, DATA).ld(A1, 0, A0).wfi());
    machine.hart.setCsr(Csr.MENVCFG, 1L << 61);
    machine.runToWfi();
    assertThat(machine.read(leaf, 8) & PageTables.D).isZero();
  }

  @Test
  void mprvLoadsAsThePreviousLevel() {
    tables.map(DATA, FRAME, PageTables.ALL);
    machine.write(FRAME, 8, 99);
    supervisor(at());
    machine.load(TestMachine.BASE, Assembler.at(TestMachine.BASE).li(A0, DATA).ld(A1, 0, A0).wfi());
    machine.hart.setPrivilege(Hart.MACHINE);
    machine.hart.setCsr(Csr.MSTATUS, Status.MPRV | 1L << Status.MPP_SHIFT);
    machine.hart.setPc(TestMachine.BASE);
    assertThat(machine.runToWfi().x(A1)).isEqualTo(99);
  }

  @Test
  void accessesAcrossPagesUseBothAndFaultPrecisely() {
    tables.map(DATA - 0x1000, FRAME + 0x5000, PageTables.ALL);
    tables.map(DATA, FRAME, PageTables.ALL);
    supervisor(
        at().li(A0, DATA).li(A1, 0x1122_3344_5566_7788L).sd(A1, -3, A0).ld(A2, -3, A0).wfi());
    assertThat(machine.runToWfi().x(A2)).isEqualTo(0x1122_3344_5566_7788L);
    assertThat(machine.read(FRAME, 4)).isEqualTo(0x2233_4455L);
    assertThat(machine.read(FRAME + 0x5ffd, 2)).isEqualTo(0x7788);
  }

  @Test
  void aStoreAcrossPagesWritesNothingIfTheSecondFaults() {
    long last = 0x20_0000L;
    tables.map(last, FRAME, PageTables.ALL);
    supervisor(at().li(A0, last + 0x1000).li(A1, -1).sd(A1, -3, A0));
    assertFault(Cause.STORE_PAGE, last + 0x1000);
    assertThat(machine.read(FRAME + 0xff8, 8)).isZero();
  }

  @Test
  void anInstructionAcrossPagesFaultsAtItsSecondHalf() {
    supervisor(at().org(CODE + 0xffa).nop().half(0x0513).half(0x0070));
    machine.hart.setPc(CODE + 0xffa);
    assertFault(Cause.FETCH_PAGE, CODE + 0x1000);
    assertThat(machine.hart.csr(Csr.MEPC)).isEqualTo(CODE + 0xffe);
  }

  @Test
  void anInstructionAcrossPagesIsPutTogetherFromWhatIsMapped() {
    tables.map(CODE + 0x1000, FRAME, PageTables.ALL);
    machine.load(FRAME, Assembler.at(CODE + 0x1000).half(0x0070).wfi());
    supervisor(at().org(CODE + 0xffa).nop().half(0x0513));
    machine.hart.setPc(CODE + 0xffa);
    assertThat(machine.runToWfi().x(A0)).isEqualTo(7);
    machine.write(FRAME, 2, 0x0090);
    machine.hart.setPc(CODE + 0xffa);
    assertThat(machine.runToWfi().x(A0)).isEqualTo(9);
  }

  @Test
  void aNewMappingIsSeenAfterTheFence() {
    long leaf = tables.map(DATA, FRAME, PageTables.ALL);
    tables.map(0x30_0000L, leaf & -4096, PageTables.ALL);
    machine.write(FRAME, 8, 1);
    machine.write(FRAME + 0x1000, 8, 2);
    supervisor(
        at().li(A0, DATA)
            .ld(A1, 0, A0)
            .li(T0, 0x30_0000L + (leaf & 4095))
            .li(T1, (FRAME + 0x1000) >>> 12 << 10 | PageTables.ALL)
            .sd(T1, 0, T0)
            .sfence_vma(A0, ZERO)
            .ld(A2, 0, A0)
            .wfi());
    machine.runToWfi();
    assertThat(machine.x(A1)).isEqualTo(1);
    assertThat(machine.x(A2)).isEqualTo(2);
  }

  @Test
  void tablesOutsideMemoryEndInAnAccessFault() {
    supervisor(at().nop());
    machine.hart.setCsr(Csr.SATP, 8L << 60 | 0x1234);
    machine.hart.flushTlb();
    assertFault(Cause.FETCH_ACCESS, CODE);
  }
}
