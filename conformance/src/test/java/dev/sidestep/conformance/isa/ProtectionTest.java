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
 * Physical memory protection as code meets it. Entry 15 lets everything pass; the entries before it
 * decide about {@link #AREA}.
 *
 * @riscv priv 3.7
 */
class ProtectionTest {
  private static final long AREA = Guest.DATA + 0x2000;
  private static final int R = 1;
  private static final int W = 2;
  private static final int X = 4;
  private static final int TOR = 0x08;
  private static final int NA4 = 0x10;
  private static final int NAPOT = 0x18;
  private static final int LOCKED = 0x80;

  /** A guest with entries 0, 1 and 2 configured, and 15 open. */
  private static Guest guarded(Assembler program, long[] addresses, int... configs) {
    Guest guest = Guest.with(program).csr(Csr.PMPADDR0 + 15, -1).csr(Csr.PMPCFG2, 0x1fL << 56);
    guest.csr(Csr.PMPCFG0, 0);
    long packed = 0;
    for (int i = 0; i < addresses.length; i++) {
      guest.csr(Csr.PMPADDR0 + i, addresses[i]);
      packed |= (long) configs[i] << (8 * i);
    }
    return guest.csr(Csr.PMPCFG0, packed);
  }

  private static long[] at(long... addresses) {
    long[] shifted = new long[addresses.length];
    for (int i = 0; i < addresses.length; i++) {
      shifted[i] = addresses[i] >>> 2;
    }
    return shifted;
  }

  private static long napot(long base, long size) {
    return base >>> 2 | (size >>> 3) - 1;
  }

  private static long causeOf(Guest guest, long address, int level) {
    guest.csr(Csr.MCAUSE, 0).x(A0, address).privilege(level).hart.setPc(Guest.BASE);
    return guest.step().csr(Csr.MCAUSE);
  }

  private static Assembler load(int width) {
    return switch (width) {
      case 1 -> Guest.program().lb(A1, 0, A0);
      case 4 -> Guest.program().lw(A1, 0, A0);
      default -> Guest.program().ld(A1, 0, A0);
    };
  }

  /** Each word of the area and around it: is a load as if from S mode denied there? */
  private static void assertDenied(long from, long to, long[] addresses, int... configs) {
    Guest guest = guarded(load(4), addresses, configs);
    for (long word = AREA - 16; word < AREA + 0x50; word += 4) {
      boolean denied = word >= from && word < to;
      guest.csr(Csr.MSTATUS, Status.MPRV | 1 << Status.MPP_SHIFT);
      long cause = causeOf(guest, word, Hart.MACHINE);
      assertThat(cause).as("%#x", word).isEqualTo(denied ? Cause.LOAD_ACCESS : 0);
      guest.csr(Csr.MSTATUS, 0);
      assertThat(causeOf(guest, word, Hart.MACHINE)).isZero();
    }
  }

  @Test
  void ranges() {
    assertDenied(AREA + 8, AREA + 12, at(AREA + 8), NA4);
    assertDenied(AREA, AREA + 8, new long[] {napot(AREA, 8)}, NAPOT);
    assertDenied(AREA, AREA + 0x40, new long[] {napot(AREA, 0x40)}, NAPOT);
    assertDenied(AREA - 16, AREA + 0x50, new long[] {napot(AREA & -0x4000, 0x4000)}, NAPOT);
    assertDenied(AREA + 4, AREA + 0x20, at(AREA + 4, AREA + 0x20), 0, TOR);
    assertDenied(AREA - 16, AREA + 0x1c, at(AREA + 0x1c), TOR); // from 0
    assertDenied(0, 0, at(AREA + 0x20, AREA + 4), 0, TOR); // empty
    assertDenied(0, 0, at(AREA, AREA), 0, TOR);
    assertDenied(0, 0, at(AREA), 0); // off
  }

  @Test
  void theFirstEntryThatMatchesDecides() {
    long[] addresses = {AREA + 8 >>> 2, napot(AREA, 0x20)};
    Guest guest = guarded(load(4), addresses, NA4 | R, NAPOT);
    assertThat(causeOf(guest, AREA + 8, Hart.USER)).isZero();
    assertThat(causeOf(guest, AREA + 4, Hart.USER)).isEqualTo(Cause.LOAD_ACCESS);
    assertThat(causeOf(guest, AREA + 12, Hart.USER)).isEqualTo(Cause.LOAD_ACCESS);
  }

  /** Whole pages and parts of pages, all legal combinations of permissions, all accesses. */
  @Test
  void permissions() {
    for (long size : new long[] {0x1000, 0x20}) {
      for (int granted : new int[] {0, R, X, R | W, R | X, R | W | X}) {
        long[] area = {napot(AREA, size)};
        int config = NAPOT | granted;
        Guest load = guarded(load(8), area, config);
        assertThat(causeOf(load, AREA, Hart.USER) == 0).isEqualTo((granted & R) != 0);
        Guest store = guarded(Guest.program().sd(A1, 0, A0), area, config);
        assertThat(causeOf(store, AREA, Hart.USER) == 0).isEqualTo((granted & W) != 0);
        Guest amo = guarded(Guest.program().amoadd_d(A1, A1, A0), area, config);
        assertThat(causeOf(amo, AREA, Hart.USER) == 0).isEqualTo((granted & W) != 0);
        Guest fetch = guarded(Guest.program().jr(A0), area, config);
        fetch.write(AREA, 4, 0x13);
        causeOf(fetch, AREA, Hart.USER);
        assertThat(fetch.step().csr(Csr.MCAUSE) == 0).isEqualTo((granted & X) != 0);
      }
    }
  }

  @Test
  void faultsAreAccessFaultsOfTheirKind() {
    long[] area = {napot(AREA, 0x1000)};
    Guest store = guarded(Guest.program().sd(A1, 0, A0), area, NAPOT | R);
    assertThat(causeOf(store, AREA + 8, Hart.USER)).isEqualTo(Cause.STORE_ACCESS);
    assertThat(store.csr(Csr.MTVAL)).isEqualTo(AREA + 8);
    Guest fetch = guarded(Guest.program().jr(A0), area, NAPOT | R);
    causeOf(fetch, AREA, Hart.USER);
    assertThat(fetch.step().csr(Csr.MCAUSE)).isEqualTo(Cause.FETCH_ACCESS);
    assertThat(fetch.csr(Csr.MTVAL)).isEqualTo(AREA);
  }

  @Test
  void withoutAnEntryBelowMachineModeNothingWorks() {
    Guest guest = Guest.with(load(8)).csr(Csr.PMPCFG0, 0);
    assertThat(causeOf(guest, AREA, Hart.SUPERVISOR)).isEqualTo(Cause.FETCH_ACCESS);
    assertThat(causeOf(guest, AREA, Hart.MACHINE)).isZero();
  }

  /** An access that an entry matches in part fails, whatever the entries permit; in M mode too. */
  @Test
  void partialMatchesFail() {
    int open = NA4 | R | W | X;
    for (int level : new int[] {Hart.USER, Hart.SUPERVISOR, Hart.MACHINE}) {
      Guest guest = guarded(load(8), at(AREA, AREA + 0x14, AREA + 0x20), open, open, open);
      assertThat(causeOf(guest, AREA, level)).as("first half").isEqualTo(Cause.LOAD_ACCESS);
      assertThat(guest.csr(Csr.MTVAL)).isEqualTo(AREA);
      assertThat(causeOf(guest, AREA + 0x10, level)).as("last").isEqualTo(Cause.LOAD_ACCESS);
      assertThat(guest.csr(Csr.MTVAL)).isEqualTo(AREA + 0x10);
      assertThat(causeOf(guest, AREA + 8, level)).as("none").isZero();
      Guest halves = guarded(load(8), at(AREA, AREA + 4), open, open);
      assertThat(causeOf(halves, AREA, level)).as("two entries").isEqualTo(Cause.LOAD_ACCESS);
    }
  }

  /** Each byte of a misaligned access across pages is checked. */
  @Test
  void accessesAcrossPagesAreCheckedWhole() {
    long end = AREA + 0x1000;
    for (long denied : new long[] {end - 4, end}) {
      Guest guest = guarded(load(8), at(denied), NA4);
      for (int below = 1; below < 8; below++) {
        long cause = causeOf(guest, end - below, Hart.SUPERVISOR);
        boolean touched = denied < end - below + 8 && denied + 4 > end - below;
        assertThat(cause).as("%d below", below).isEqualTo(touched ? Cause.LOAD_ACCESS : 0);
      }
    }
  }

  @Test
  void lockedEntriesBindMachineMode() {
    long[] area = {napot(AREA, 0x1000)};
    Guest guest = guarded(load(8), area, NAPOT | LOCKED);
    assertThat(causeOf(guest, AREA, Hart.MACHINE)).isEqualTo(Cause.LOAD_ACCESS);
    Guest readable = guarded(load(8), area, NAPOT | LOCKED | R);
    assertThat(causeOf(readable, AREA, Hart.MACHINE)).isZero();
  }

  @Test
  void lockedEntriesStayUntilReset() {
    Guest guest = guarded(load(8), at(AREA, AREA + 8), 0, TOR | LOCKED);
    guest.csr(Csr.PMPCFG0, 0).csr(Csr.PMPADDR0, 0).csr(Csr.PMPADDR0 + 1, 0);
    assertThat(guest.csr(Csr.PMPCFG0)).isEqualTo((long) (TOR | LOCKED) << 8);
    assertThat(guest.csr(Csr.PMPADDR0)).as("the base of a locked range").isEqualTo(AREA >>> 2);
    assertThat(guest.csr(Csr.PMPADDR0 + 1)).isEqualTo(AREA + 8 >>> 2);
    guest.hart.reset(Guest.BASE);
    assertThat(guest.csr(Csr.PMPCFG0)).isZero();
  }

  /** MPRV applies to the protection as well. */
  @Test
  void modifiedPrivilegeIsChecked() {
    Guest guest = guarded(load(8), new long[] {napot(AREA, 0x1000)}, NAPOT);
    guest.csr(Csr.MSTATUS, Status.MPRV);
    assertThat(causeOf(guest, AREA, Hart.MACHINE)).isEqualTo(Cause.LOAD_ACCESS);
  }

  /** A page table that may not be read, or marked, is an access fault of the access's kind. */
  @Test
  void pageTablesAreChecked() {
    for (int granted : new int[] {0, R, R | W}) {
      Guest guest = guarded(load(8), new long[] {0}, 0);
      GuestPages pages = new GuestPages(guest, GuestPages.SV39);
      pages.map(Guest.BASE, Guest.BASE, GuestPages.ALL);
      pages.map(0x4000_0000L, Guest.DATA, GuestPages.V | GuestPages.R);
      guest.csr(Csr.MENVCFG, 1L << 61);
      guest.csr(Csr.PMPADDR0, napot(pages.locate(0x4000_0000L, 0) & -4096, 4096));
      guest.csr(Csr.PMPCFG0, NAPOT | granted);
      long cause = causeOf(guest, 0x4000_0000L, Hart.SUPERVISOR);
      assertThat(cause).isEqualTo(granted == (R | W) ? 0 : Cause.LOAD_ACCESS);
      assertThat(guest.csr(Csr.MTVAL)).isEqualTo(cause == 0 ? 0 : 0x4000_0000L);
    }
  }
}
