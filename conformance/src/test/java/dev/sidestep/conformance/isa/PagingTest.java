package dev.sidestep.conformance.isa;

import static dev.sidestep.conformance.isa.GuestPages.*;
import static dev.sidestep.conformance.isa.PagedGuest.VIRTUAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.conformance.isa.PagedGuest.Access;
import dev.sidestep.riscv.Csr;
import dev.sidestep.riscv.Hart;
import dev.sidestep.riscv.Status;
import dev.sidestep.testkit.asm.Reg;

/**
 * Address translation in Sv39 and Sv48: what a page table entry grants, to whom, and each fault.
 *
 * @riscv priv 12.3.1, 12.3.2, 12.4
 */
class PagingTest {
  private static final long ADUE = 1L << 61;
  private static final int[] LEVELS = {Hart.USER, Hart.SUPERVISOR};

  private static PagedGuest supervisor(int mode) {
    return new PagedGuest(mode, Hart.SUPERVISOR);
  }

  /** All 256 combinations of the lower flags, in both levels, with all of SUM and MXR. */
  @InBothModes
  void whatFlagsGrant(int mode) {
    for (int level : LEVELS) {
      PagedGuest paged = new PagedGuest(mode, level);
      for (long status : new long[] {0, Status.SUM, Status.MXR, Status.SUM | Status.MXR}) {
        paged.guest.csr(Csr.MSTATUS, status);
        for (long flags = 0; flags < 256; flags++) {
          for (Access access : Access.values()) {
            paged.guest.write(Guest.DATA, 4, 0x13); // nop
            boolean granted = isGranted(flags, access, level, status);
            String what =
                "%s of level %d, flags %#x, status %#x".formatted(access, level, flags, status);
            paged.guest.csr(Csr.MSTATUS, status);
            assertThat(paged.entry(flags).may(access)).as(what).isEqualTo(granted);
          }
        }
      }
    }
  }

  /** Steps 3, 5, 6 and 9 of the algorithm, with Svade. */
  private static boolean isGranted(long flags, Access access, int level, long status) {
    boolean readable = (flags & R) != 0 || ((status & Status.MXR) != 0 && (flags & X) != 0);
    boolean permitted =
        switch (access) {
          case FETCH -> (flags & X) != 0;
          case LOAD -> readable;
          case STORE -> (flags & W) != 0;
        };
    boolean reserved = (flags & (R | W)) == W;
    boolean user = (flags & U) != 0;
    boolean supervisorMay = !user || ((status & Status.SUM) != 0 && access != Access.FETCH);
    boolean levelMay = level == Hart.USER ? user : supervisorMay;
    boolean marked = (flags & A) != 0 && (access != Access.STORE || (flags & D) != 0);
    boolean leaf = (flags & (R | X)) != 0;
    return (flags & V) != 0 && leaf && !reserved && permitted && levelMay && marked;
  }

  @InBothModes
  void reservedBitsFault(int mode) {
    PagedGuest paged = supervisor(mode);
    for (int bit = 54; bit < 64; bit++) {
      paged.entry(ALL | 1L << bit).assertAllFault(VIRTUAL);
    }
    paged.entry(ALL | 1 << 8 | 1 << 9 | G).assertAllWork(VIRTUAL); // RSW is software's
  }

  /** U, A and D of pointers are reserved; G is not. */
  @InBothModes
  void pointersHaveNoUserAccessedOrDirtyBit(int mode) {
    for (int level = 1; level < 4 && level < mode - SV39 + 3; level++) {
      for (long bit : new long[] {U, A, D, 1L << 54, 1L << 63}) {
        PagedGuest paged = supervisor(mode).entry(ALL);
        long pointer = paged.pages.locate(VIRTUAL, level);
        paged.guest.write(pointer, 8, paged.guest.read(pointer, 8) | bit);
        paged.assertAllFault(VIRTUAL);
      }
      PagedGuest paged = supervisor(mode).entry(ALL);
      long pointer = paged.pages.locate(VIRTUAL, level);
      paged.guest.write(pointer, 8, paged.guest.read(pointer, 8) | G);
      paged.assertAllWork(VIRTUAL);
      paged.guest.hart.flushTlb();
      paged.guest.write(pointer, 8, 0);
      paged.assertAllFault(VIRTUAL);
    }
  }

  @InBothModes
  void addressesMustBeSignExtended(int mode) {
    int top = mode == SV39 ? 38 : 47;
    PagedGuest paged = supervisor(mode).entry(ALL);
    for (int bit = top + 1; bit < 64; bit++) {
      paged.assertAllFault(VIRTUAL | 1L << bit);
    }
    long high = -1L << top | VIRTUAL;
    paged.pages.map(high, Guest.DATA, ALL);
    paged.assertAllWork(high);
    paged.assertAllFault(high & ~(1L << 63));
    paged.assertAllFault(high & ~(1L << (top + 1)));
  }

  @InBothModes
  void superpagesMapAndMustBeAligned(int mode) {
    for (int level = 1; level < mode - SV39 + 3; level++) {
      int shift = 12 + 9 * level;
      long aligned = Guest.DATA >>> shift << shift;
      PagedGuest paged = supervisor(mode);
      long entry = paged.pages.locate(VIRTUAL, level);
      paged.guest.write(entry, 8, GuestPages.entry(aligned, ALL));
      long virtual = VIRTUAL >>> shift << shift | (Guest.DATA & (1L << shift) - 1);
      paged.assertAllWork(virtual);
      for (int lower = 12; lower < shift; lower++) {
        paged.guest.hart.flushTlb();
        paged.guest.write(entry, 8, GuestPages.entry(aligned | 1L << lower, ALL));
        paged.assertAllFault(virtual);
      }
    }
  }

  // ---- Accessed and dirty bits ----

  /** Svade: clear bits fault, and nothing sets them. */
  @InBothModes
  void softwareSetsTheBits(int mode) {
    PagedGuest paged = supervisor(mode);
    assertThat(paged.entry(ALL & ~(A | D)).may(Access.LOAD)).isFalse();
    assertThat(paged.entry(ALL & ~D).may(Access.STORE)).isFalse();
    assertThat(paged.entry() & (A | D)).isEqualTo(A);
  }

  /** Svadu: hardware sets A for any access, D for stores only, and neither for one that faults. */
  @InBothModes
  void hardwareSetsTheBits(int mode) {
    PagedGuest paged = supervisor(mode);
    paged.guest.csr(Csr.MENVCFG, ADUE);
    for (Access access : Access.values()) {
      long marks = access == Access.STORE ? A | D : A;
      assertThat(paged.entry(ALL & ~(A | D)).may(access)).isTrue();
      assertThat(paged.entry() & (A | D)).as("%s", access).isEqualTo(marks);
      assertThat(paged.entry(V | U | R | W | X).may(access)).isFalse();
      assertThat(paged.entry() & (A | D)).as("%s", access).isZero();
      paged.guest.write(Guest.DATA, 4, 0x13);
    }
  }

  /** A page that was only read is marked dirty by its first store, without a fence. */
  @InBothModes
  void aStoreAfterALoadSetsDirty(int mode) {
    PagedGuest paged = supervisor(mode);
    paged.guest.csr(Csr.MENVCFG, ADUE);
    paged.entry(ALL & ~(A | D)).may(Access.LOAD);
    assertThat(paged.entry() & (A | D)).isEqualTo(A);
    assertThat(paged.may(Access.STORE)).isTrue();
    assertThat(paged.entry() & (A | D)).isEqualTo(A | D);
  }

  // ---- Where translation applies ----

  @InBothModes
  void machineModeIsNotTranslated(int mode) {
    PagedGuest paged = new PagedGuest(mode, Hart.MACHINE);
    paged.guest.privilege(Hart.MACHINE);
    paged.guest.hart.setPc(Guest.BASE);
    paged.guest.write(Guest.DATA, 8, 77);
    paged.guest.x(Reg.A0, Guest.DATA).step();
    assertThat(paged.guest.x(Reg.A1)).isEqualTo(77);
  }

  /** An unsupported mode leaves the whole register as it was. */
  @InBothModes
  void unsupportedModesAreNotWritten(int mode) {
    PagedGuest paged = supervisor(mode).entry(ALL);
    for (long other : new long[] {1, 2, 7, 10, 11, 15}) {
      paged.guest.csr(Csr.SATP, other << 60 | 0x12345);
      assertThat(paged.guest.csr(Csr.SATP)).isEqualTo(paged.pages.satp());
    }
    paged.assertAllWork(VIRTUAL);
  }
}
