package dev.sidestep.riscv;

/**
 * Walks page tables: Sv39, Sv48 and none ({@code @riscv priv 12.3.2}). A pure function of the
 * tables and of the hart's {@code satp}, {@code mstatus} and {@code menvcfg}: it proposes a
 * translation, and whoever asked judges it.
 */
public final class PageWalker {
  /** Modes in {@code satp}: no translation. */
  public static final int BARE = 0;

  /** Three levels, 39-bit addresses. */
  public static final int SV39 = 8;

  /** Four levels, 48-bit addresses. */
  public static final int SV48 = 9;

  private static final long VALID = 1;
  private static final long READ = 1 << 1;
  private static final long WRITE = 1 << 2;
  private static final long EXECUTE = 1 << 3;
  private static final long USER = 1 << 4;
  private static final long GLOBAL = 1 << 5;
  private static final long ACCESSED = 1 << 6;
  private static final long DIRTY = 1 << 7;
  private static final long RESERVED = -1L << 54;
  private static final long PPN_MASK = (1L << 44) - 1;

  /** Where page tables are found: the bus, or a monitor's map of guest-physical addresses. */
  public interface PageTableMemory {
    /**
     * Host address of the eight aligned bytes at {@code address}, or 0 if the walk must end in an
     * access fault.
     *
     * @param update true if the walker is about to set an accessed or dirty bit there
     */
    long locate(long address, boolean update);
  }

  private final PageTableMemory memory;

  /** A walker of tables in {@code memory}. */
  public PageWalker(PageTableMemory memory) {
    this.memory = memory;
  }

  /**
   * Translates as {@link TlbFill#translate} describes. {@code answer} is mapped with the
   * permissions of {@code privilege}, or a fault; dirty bits are kept by withholding write
   * permission until the first store.
   */
  public void walk(
      Hart hart, long virtualAddress, AccessKind kind, int privilege, Translation answer) {
    long satp = hart.csrs.satp;
    int mode = (int) (satp >>> 60);
    if (mode == BARE || privilege == Hart.MACHINE) {
      answer.setLeaf(12, true);
      answer.map(virtualAddress & Tlb.PAGE_MASK, true, true, true);
      return;
    }
    int levels = mode == SV48 ? 4 : 3;
    int unused = Long.SIZE - (12 + 9 * levels);
    if (virtualAddress << unused >> unused != virtualAddress) {
      answer.pageFault();
      return;
    }
    descend(hart, virtualAddress, kind, privilege, answer, levels);
  }

  private void descend(
      Hart hart, long va, AccessKind kind, int privilege, Translation answer, int levels) {
    long table = (hart.csrs.satp & PPN_MASK) << 12;
    long path = 0;
    for (int level = levels - 1; level >= 0; level--) {
      int shift = 12 + 9 * level;
      long address = table + ((va >>> shift & 511) << 3);
      long host = memory.locate(address, false);
      if (host == 0) {
        answer.accessFault();
        return;
      }
      long entry = HostMemory.getLong(host);
      boolean leaf = (entry & (READ | EXECUTE)) != 0;
      if (!isWellFormed(entry, leaf)) {
        break;
      }
      path |= entry;
      if (leaf) {
        Leaf found = new Leaf(address, entry, shift, (path & GLOBAL) != 0);
        finish(hart, va, kind, privilege, answer, found);
        return;
      }
      table = (entry >>> 10 & PPN_MASK) << 12;
    }
    answer.pageFault();
  }

  /** An entry that ends a walk; global if it, or one that led to it, says so. */
  private record Leaf(long address, long entry, int shift, boolean global) {
    long pageOf(long va) {
      long low = (1L << shift) - 1;
      return ((entry >>> 10 & PPN_MASK) << 12 | (va & low)) & Tlb.PAGE_MASK;
    }

    boolean isMisaligned() {
      return ((entry >>> 10 & PPN_MASK) << 12 & ((1L << shift) - 1)) != 0;
    }
  }

  private static boolean isWellFormed(long entry, boolean leaf) {
    if ((entry & VALID) == 0 || (entry & (READ | WRITE)) == WRITE || (entry & RESERVED) != 0) {
      return false;
    }
    return leaf || (entry & (USER | ACCESSED | DIRTY)) == 0;
  }

  private void finish(
      Hart hart, long va, AccessKind kind, int privilege, Translation answer, Leaf leaf) {
    long granted = granted(leaf.entry(), hart.mstatus, privilege);
    long needed =
        switch (kind) {
          case FETCH -> EXECUTE;
          case LOAD -> READ;
          case STORE -> WRITE;
        };
    if ((granted & needed) == 0 || leaf.isMisaligned()) {
      answer.pageFault();
      return;
    }
    long marks = kind == AccessKind.STORE ? ACCESSED | DIRTY : ACCESSED;
    long entry = leaf.entry();
    if ((entry & marks) != marks) {
      if (!hart.csrs.isHardwareAd()) {
        answer.pageFault();
        return;
      }
      if (!mark(leaf, marks)) {
        walkAgain(hart, va, kind, privilege, answer, leaf);
        return;
      }
      entry |= marks;
    }
    answer.setLeaf(leaf.shift(), leaf.global());
    answer.map(
        leaf.pageOf(va),
        (granted & READ) != 0,
        (granted & WRITE) != 0 && (entry & DIRTY) != 0,
        (granted & EXECUTE) != 0);
  }

  /** The entry changed under the walk, or cannot be written. */
  private void walkAgain(
      Hart hart, long va, AccessKind kind, int privilege, Translation answer, Leaf leaf) {
    if (memory.locate(leaf.address(), true) == 0) {
      answer.accessFault();
    } else {
      walk(hart, va, kind, privilege, answer);
    }
  }

  private boolean mark(Leaf leaf, long marks) {
    long host = memory.locate(leaf.address(), true);
    return host != 0 && HostMemory.compareAndSetLong(host, leaf.entry(), leaf.entry() | marks);
  }

  /** Permissions of a leaf for a privilege level, as READ, WRITE and EXECUTE bits. */
  private static long granted(long entry, long mstatus, int privilege) {
    long granted = entry & (READ | WRITE | EXECUTE);
    if ((mstatus & Status.MXR) != 0 && (entry & EXECUTE) != 0) {
      granted |= READ;
    }
    boolean userPage = (entry & USER) != 0;
    if (privilege == Hart.USER) {
      return userPage ? granted : 0;
    }
    if (!userPage) {
      return granted;
    }
    return (mstatus & Status.SUM) != 0 ? granted & ~EXECUTE : 0;
  }
}
