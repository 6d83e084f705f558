package dev.sidestep.riscv;

import static dev.sidestep.testkit.asm.Reg.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.testkit.asm.Assembler;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is cached of an address space and of all of them. Entries of the page table are changed
 * without a fence: who still reaches the old frame had the translation cached.
 *
 * @riscv priv 12.1.11, 12.2.1, 12.3.1
 */
class AddressSpaceTest {
  private static final int OLD = 1;
  private static final int NEW = 2;
  private static final int G = 32;
  private static final long CODE = 0x10_0000L;
  private static final long LOCAL = 0x30_0000L;
  private static final long GLOBAL = 0x31_0000L;

  /** The same place in a direct-mapped table of 1024 entries as {@link #LOCAL}. */
  private static final long RIVAL = LOCAL + (1024 << 12);

  private static final long LOCAL_SUPERPAGE = 0x4020_0000L;
  private static final long GLOBAL_SUPERPAGE = 0x4080_0000L;
  private static final long DEVICE = 0x1000_0000L;
  private static final int VALUE = 8;
  private static final int MARK = 16;

  /** Instructions at {@link #CODE}. */
  private enum Stub {
    LOAD,
    STORE,
    FENCE,
    FENCE_PAGE,
    FENCE_SPACE,
    FENCE_PAGE_OF_SPACE
  }

  /** How a page is reached. */
  private enum Way {
    LOAD,
    STORE,
    STORE_TO_CODE,
    FETCH
  }

  private final TestMachine machine = new TestMachine();
  private final Hart hart = machine.hart;
  private final PageTables tables = new PageTables(machine, 3);

  @BeforeEach
  void begin() {
    machine.load(
        TestMachine.BASE,
        Assembler.at(CODE)
            .ld(A1, VALUE, A0)
            .sd(A1, MARK, A0)
            .sfence_vma()
            .sfence_vma(A0, ZERO)
            .sfence_vma(ZERO, A2)
            .sfence_vma(A0, A2));
    TrapTest.openProtection(hart);
    tables.map(CODE, TestMachine.BASE, PageTables.ALL | G);
    for (int number : List.of(OLD, NEW)) {
      for (long page = 0; page < 2; page++) {
        long at = frame(number) + 0x1000 * page;
        machine.load(at, Assembler.at(at).li(A1, number));
        machine.write(at + VALUE, 8, number);
      }
    }
    map(OLD);
    hart.setPrivilege(Hart.SUPERVISOR);
    enter(7);
  }

  private static long frame(int number) {
    return TestMachine.BASE + 0x1_0000L * number;
  }

  private void map(int frame) {
    tables.map(LOCAL, frame(frame), PageTables.ALL);
    tables.map(GLOBAL, frame(frame), PageTables.ALL | G);
  }

  private void enter(long space) {
    hart.setCsr(Csr.SATP, tables.satp() | space << 44);
  }

  private void run(Stub stub, long address) {
    hart.setX(A0.number(), address);
    step(CODE + 4L * stub.ordinal());
  }

  private void step(long pc) {
    hart.setPc(pc);
    hart.run(1);
    assertThat(hart.pc()).isEqualTo(pc + 4);
  }

  private void fence(Stub stub, long address, long space) {
    hart.setX(A2.number(), space);
    run(stub, address);
  }

  /** The number of the frame that is reached. */
  private long reached(Way way, long address) {
    return switch (way) {
      case LOAD -> loaded(address);
      case STORE, STORE_TO_CODE -> stored(address);
      case FETCH -> {
        step(address);
        yield machine.x(A1);
      }
    };
  }

  private long loaded(long address) {
    run(Stub.LOAD, address);
    return machine.x(A1);
  }

  private long stored(long address) {
    machine.write(frame(NEW) + MARK, 8, 0);
    hart.setX(A1.number(), 5);
    run(Stub.STORE, address);
    return machine.read(frame(NEW) + MARK, 8) == 5 ? NEW : OLD;
  }

  /** Makes the frames pages that have code, so that stores to them are never quick. */
  private void decodeFrames() {
    for (int number : List.of(OLD, NEW)) {
      tables.map(0x50_0000L, frame(number), PageTables.ALL);
      run(Stub.FENCE, 0);
      step(0x50_0000L);
    }
  }

  private void assertReached(Way way, long ofLocal, long ofGlobal) {
    assertThat(reached(way, GLOBAL)).as("global, %s", way).isEqualTo(ofGlobal);
    assertThat(reached(way, LOCAL)).as("local, %s", way).isEqualTo(ofLocal);
  }

  /** Uses both pages, and then changes their entries. */
  private void useAndRemap(Way way) {
    if (way == Way.STORE_TO_CODE) {
      decodeFrames();
    }
    assertReached(way, OLD, OLD);
    map(NEW);
    assertReached(way, OLD, OLD);
  }

  // ---- satp ----

  @ParameterizedTest
  @EnumSource
  void anotherSpaceHasTheGlobalTranslationsOnly(Way way) {
    useAndRemap(way);
    enter(8);
    assertReached(way, NEW, OLD);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 15})
  void eachBitTellsSpacesApart(int bit) {
    useAndRemap(Way.LOAD);
    enter(7 ^ 1 << bit);
    assertReached(Way.LOAD, NEW, OLD);
  }

  @Test
  void aSpaceIsNotRememberedWhileAnotherIsCurrent() {
    useAndRemap(Way.LOAD);
    enter(8);
    enter(7);
    assertReached(Way.LOAD, NEW, OLD);
  }

  @Test
  void aNewRootOfTheSameSpaceWaitsForTheFence() {
    useAndRemap(Way.LOAD);
    hart.setCsr(Csr.SATP, tables.satp() + 1 | 7L << 44);
    assertReached(Way.LOAD, OLD, OLD);
  }

  @ParameterizedTest
  @ValueSource(longs = {PageWalker.BARE, PageWalker.SV48})
  void aChangeOfModeDropsAll(long mode) {
    useAndRemap(Way.LOAD);
    hart.setCsr(Csr.SATP, mode << 60 | 7L << 44);
    enter(7);
    assertReached(Way.LOAD, NEW, NEW);
  }

  /** Without paging there is one space only, whatever its number. */
  @Test
  void bareTranslationsAreGlobal() {
    hart.setCsr(Csr.SATP, 0);
    long load = TestMachine.BASE + 4L * Stub.LOAD.ordinal();
    hart.setX(A0.number(), frame(OLD));
    step(load);
    long fills = hart.tlbFills();
    hart.setCsr(Csr.SATP, 5L << 44);
    step(load);
    assertThat(hart.tlbFills()).isEqualTo(fills);
    assertThat(hart.csr(Csr.SATP)).isEqualTo(5L << 44);
  }

  @Test
  void allLevelsOfPrivilegeChangeTheSpace() {
    tables.map(CODE + 0x1000, TestMachine.BASE, PageTables.ALL | PageTables.U | G);
    tables.map(LOCAL, frame(OLD), PageTables.ALL | PageTables.U);
    hart.setCsr(Csr.SSTATUS, Status.SUM);
    assertThat(loaded(LOCAL)).isEqualTo(OLD);
    assertThat(loadedByUser()).isEqualTo(OLD);
    tables.map(LOCAL, frame(NEW), PageTables.ALL | PageTables.U);
    enter(8);
    assertThat(loadedByUser()).isEqualTo(NEW);
    hart.setPrivilege(Hart.SUPERVISOR);
    assertThat(loaded(LOCAL)).isEqualTo(NEW);
  }

  private long loadedByUser() {
    hart.setPrivilege(Hart.USER);
    hart.setX(A0.number(), LOCAL);
    step(CODE + 0x1000);
    return machine.x(A1);
  }

  @Test
  void aRestoredHartIsInItsSpaceAndHasNothingCached() {
    useAndRemap(Way.LOAD);
    HartState state = hart.state();
    enter(8);
    hart.restore(state);
    assertThat(hart.csr(Csr.SATP)).isEqualTo(tables.satp() | 7L << 44);
    assertReached(Way.LOAD, NEW, NEW);
  }

  // ---- sfence.vma ----

  @ParameterizedTest
  @EnumSource
  void aFenceOfTheSpaceKeepsGlobalTranslations(Way way) {
    useAndRemap(way);
    fence(Stub.FENCE_SPACE, 0, 7);
    assertReached(way, NEW, OLD);
  }

  @ParameterizedTest
  @EnumSource
  void aFenceOfAllSpacesDropsGlobalTranslations(Way way) {
    useAndRemap(way);
    fence(Stub.FENCE, 0, 7);
    assertReached(way, NEW, NEW);
  }

  @ParameterizedTest
  @EnumSource
  void aFenceOfAPageIsOfThatPageOnly(Way way) {
    useAndRemap(way);
    fence(Stub.FENCE_PAGE_OF_SPACE, LOCAL, 7);
    assertReached(way, NEW, OLD);
    fence(Stub.FENCE_PAGE, GLOBAL, 8);
    assertReached(way, NEW, NEW);
  }

  @Test
  void fencesOfOtherSpacesDropNothing() {
    useAndRemap(Way.LOAD);
    fence(Stub.FENCE_SPACE, 0, 8);
    fence(Stub.FENCE_SPACE, 0, 0);
    fence(Stub.FENCE_PAGE_OF_SPACE, LOCAL, 8);
    assertReached(Way.LOAD, OLD, OLD);
  }

  @Test
  void aFenceLooksAtSixteenBitsOfTheSpace() {
    useAndRemap(Way.LOAD);
    fence(Stub.FENCE_SPACE, 0, 0xff_0007);
    assertReached(Way.LOAD, NEW, OLD);
    enter(0xffff);
    map(OLD);
    fence(Stub.FENCE_SPACE, 0, -1);
    assertReached(Way.LOAD, OLD, OLD);
  }

  /** The register's number tells whether there is a space, not its value. */
  @Test
  void spaceZeroIsASpace() {
    enter(0);
    useAndRemap(Way.LOAD);
    fence(Stub.FENCE_SPACE, 0, 0);
    assertReached(Way.LOAD, NEW, OLD);
  }

  // ---- Global entries ----

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aPointerCanBeGlobal(int level) {
    long pointer = tables.entryOf(level, LOCAL);
    machine.write(pointer, 8, machine.read(pointer, 8) | G);
    assertThat(loaded(LOCAL)).isEqualTo(OLD);
    map(NEW);
    enter(8);
    assertThat(loaded(LOCAL)).isEqualTo(OLD);
    fence(Stub.FENCE_SPACE, 0, 8);
    assertThat(loaded(LOCAL)).isEqualTo(OLD);
  }

  /** PMP has its say after the walk. */
  @Test
  void aProtectedPageCanBeGlobal() {
    int readOnly = 0x18 | Pmp.READ;
    hart.setCsr(Csr.PMPADDR0 + 1, hart.csr(Csr.PMPADDR0));
    hart.setCsr(Csr.PMPADDR0, (frame(OLD) | 0x7ff) >>> 2);
    hart.setCsr(Csr.PMPCFG0, hart.csr(Csr.PMPCFG0) << 8 | readOnly);
    useAndRemap(Way.LOAD);
    enter(8);
    assertReached(Way.LOAD, NEW, OLD);
  }

  @ParameterizedTest
  @EnumSource
  void anEntryIsWhatItWasFilledWithLast(Way way) {
    tables.map(RIVAL, frame(OLD), PageTables.ALL | G);
    if (way == Way.STORE_TO_CODE) {
      decodeFrames();
    }
    assertThat(reached(way, LOCAL)).isEqualTo(OLD);
    assertThat(reached(way, RIVAL)).isEqualTo(OLD);
    map(NEW);
    tables.map(RIVAL, frame(NEW), PageTables.ALL | G);
    enter(8);
    assertThat(reached(way, RIVAL)).isEqualTo(OLD);
    assertThat(reached(way, LOCAL)).isEqualTo(NEW);
    map(OLD);
    enter(9);
    assertThat(reached(way, LOCAL)).isEqualTo(OLD);
  }

  // ---- Many pages ----

  private static long page(int index) {
    return 0x1000_0000L + ((long) index << 12);
  }

  private void mapMany(int frame) {
    for (int i = 0; i < 600; i++) {
      tables.map(page(i), frame(frame), PageTables.ALL | (i % 3 == 0 ? G : 0));
    }
  }

  private List<Long> reachedMany(Way way) {
    return IntStream.range(0, 600).mapToObj(i -> reached(way, page(i))).toList();
  }

  /** More than a table remembers one by one. */
  @ParameterizedTest
  @EnumSource(names = "STORE_TO_CODE", mode = EnumSource.Mode.EXCLUDE)
  void anyNumberOfPagesIsToldApart(Way way) {
    mapMany(OLD);
    assertThat(reachedMany(way)).containsOnly((long) OLD);
    mapMany(NEW);
    enter(8);
    List<Long> expected =
        IntStream.range(0, 600).mapToObj(i -> (long) (i % 3 == 0 ? OLD : NEW)).toList();
    assertThat(reachedMany(way)).isEqualTo(expected);
    fence(Stub.FENCE, 0, 0);
    assertThat(reachedMany(way)).containsOnly((long) NEW);
  }

  /** What is flushed in parts again and again is flushed as a whole all the same. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 40})
  void localFlushesDoNotHideAnEntryFromAWholeOne(int spaces) {
    for (int space = 0; space < spaces; space++) {
      enter(space);
      for (Way way : List.of(Way.LOAD, Way.STORE, Way.FETCH)) {
        assertReached(way, OLD, OLD);
      }
    }
    map(NEW);
    fence(Stub.FENCE, 0, 0);
    for (Way way : List.of(Way.LOAD, Way.STORE, Way.FETCH)) {
      assertReached(way, NEW, NEW);
    }
  }

  // ---- Superpages ----

  private void mapSuperpages(int frame) {
    long bytes = frame == OLD ? TestMachine.BASE : TestMachine.BASE + (2 << 20);
    tables.mapAt(1, LOCAL_SUPERPAGE, bytes, PageTables.ALL);
    tables.mapAt(1, GLOBAL_SUPERPAGE, bytes, PageTables.ALL | G);
  }

  private void assertSuperpages(int ofLocal, int ofGlobal) {
    for (long offset : new long[] {0, 0x1000}) {
      long at = frame(OLD) - TestMachine.BASE + offset;
      assertThat(loaded(LOCAL_SUPERPAGE + at)).as("local").isEqualTo(ofLocal);
      assertThat(loaded(GLOBAL_SUPERPAGE + at)).as("global").isEqualTo(ofGlobal);
    }
  }

  private void useAndRemapSuperpages() {
    for (long offset : new long[] {0, 0x1000}) {
      machine.write(frame(OLD) + (2 << 20) + offset + VALUE, 8, NEW);
    }
    mapSuperpages(OLD);
    assertSuperpages(OLD, OLD);
    mapSuperpages(NEW);
    useAndRemap(Way.LOAD);
  }

  @Test
  void superpagesAreOfASpaceToo() {
    useAndRemapSuperpages();
    enter(8);
    assertSuperpages(NEW, OLD);
  }

  @Test
  void aFenceInALocalSuperpageKeepsWhatIsGlobal() {
    useAndRemapSuperpages();
    fence(Stub.FENCE_PAGE, LOCAL_SUPERPAGE + 0x5000, 0);
    assertSuperpages(NEW, OLD);
    assertThat(loaded(GLOBAL)).isEqualTo(OLD);
  }

  @Test
  void aFenceOfASpaceDropsAllOfALocalSuperpage() {
    useAndRemapSuperpages();
    fence(Stub.FENCE_PAGE_OF_SPACE, LOCAL_SUPERPAGE + 0x5000, 7);
    assertSuperpages(NEW, OLD);
  }

  @Test
  void aFenceInAGlobalSuperpageIsOfAllSpacesOrKeepsIt() {
    useAndRemapSuperpages();
    fence(Stub.FENCE_PAGE_OF_SPACE, GLOBAL_SUPERPAGE + 0x5000, 7);
    assertSuperpages(OLD, OLD);
    fence(Stub.FENCE_PAGE, GLOBAL_SUPERPAGE + 0x5000, 0);
    assertSuperpages(NEW, NEW);
  }

  /** A page among superpages is dropped with them, even if it alone is global. */
  @Test
  void aFenceAmongLocalSuperpagesDropsAGlobalPage() {
    long between = LOCAL_SUPERPAGE + (2 << 20);
    tables.mapAt(1, between + (2 << 20), TestMachine.BASE, PageTables.ALL);
    tables.map(between, frame(OLD), PageTables.ALL | G);
    useAndRemapSuperpages();
    loaded(between + (2 << 20));
    assertThat(loaded(between)).isEqualTo(OLD);
    tables.map(between, frame(NEW), PageTables.ALL | G);
    fence(Stub.FENCE_PAGE, between, 0);
    assertThat(loaded(between)).isEqualTo(NEW);
  }

  // ---- Devices ----

  @Test
  void devicesAreOfASpaceToo() {
    RecordingDevice before = new RecordingDevice();
    RecordingDevice after = new RecordingDevice();
    machine.bus.plug(DEVICE, 0x100, before);
    machine.bus.plug(DEVICE + 0x1000, 0x100, after);
    tables.map(LOCAL, DEVICE, PageTables.ALL);
    tables.map(GLOBAL, DEVICE, PageTables.ALL | G);
    loaded(LOCAL);
    loaded(GLOBAL);
    tables.map(LOCAL, DEVICE + 0x1000, PageTables.ALL);
    tables.map(GLOBAL, DEVICE + 0x1000, PageTables.ALL | G);
    enter(8);
    loaded(LOCAL);
    loaded(GLOBAL);
    assertThat(before.log).hasSize(3);
    assertThat(after.log).hasSize(1);
  }
}
