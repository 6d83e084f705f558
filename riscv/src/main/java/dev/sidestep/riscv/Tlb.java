package dev.sidestep.riscv;

import java.util.BitSet;

/**
 * One direct-mapped translation table, off-heap: 1024 entries of {tag, addend}. The tag is the
 * virtual page address; host address = virtual address + addend. Owned by one hart's thread.
 *
 * <p>A probe compares the tag with the page of the access's <em>last</em> byte at the index of its
 * first byte: an access that crosses a page never hits.
 *
 * <p>Entries bear no address space. A mapping that is not global is local, and forgotten when the
 * address space changes.
 */
final class Tlb {
  static final int ENTRIES = 1024;
  static final int ENTRY_BYTES = 16;
  static final int ADDEND = 8;

  /** {@code (va >>> INDEX_SHIFT) & INDEX_MASK} is the byte offset of the entry. */
  static final int INDEX_SHIFT = 8;

  static final long INDEX_MASK = (ENTRIES - 1L) * ENTRY_BYTES;
  static final long PAGE_MASK = -Ram.PAGE_BYTES;

  /** Not a page address, so it equals no tag. */
  private static final long EMPTY = 1;

  private final long base;

  /** Indices of entries that hold, or held, a mapping; all others are empty. */
  private final BitSet filled = new BitSet(ENTRIES);

  /** Indices of entries that hold, or held, a local mapping. */
  private final BitSet local = new BitSet(ENTRIES);

  /** A table at host address {@code base}, of {@code ENTRIES * ENTRY_BYTES} bytes. */
  Tlb(long base) {
    this.base = base;
    filled.set(0, ENTRIES);
    flush();
  }

  long base() {
    return base;
  }

  private static int offsetOf(long virtualAddress) {
    return (int) ((virtualAddress >>> INDEX_SHIFT) & INDEX_MASK);
  }

  /** Maps the page of {@code virtualAddress} to host memory at {@code hostPage}. */
  void enter(long virtualAddress, long hostPage, boolean global) {
    int offset = offsetOf(virtualAddress);
    long page = virtualAddress & PAGE_MASK;
    HostMemory.putPlain(base + offset, page);
    HostMemory.putPlain(base + offset + ADDEND, hostPage - page);
    filled.set(offset / ENTRY_BYTES);
    local.set(offset / ENTRY_BYTES, !global);
  }

  /** True if the entry for the page of {@code virtualAddress} holds nothing. */
  boolean isFree(long virtualAddress) {
    return HostMemory.getPlain(base + offsetOf(virtualAddress)) == EMPTY;
  }

  /** Forgets everything. */
  void flush() {
    empty(filled);
    filled.clear();
    local.clear();
  }

  /** Forgets what is not global. */
  void flushLocal() {
    empty(local);
    local.clear();
  }

  private void empty(BitSet indices) {
    for (int i = indices.nextSetBit(0); i >= 0; i = indices.nextSetBit(i + 1)) {
      HostMemory.putPlain(base + (long) i * ENTRY_BYTES, EMPTY);
    }
  }

  /** Forgets the page of {@code virtualAddress}. */
  void flushPage(long virtualAddress) {
    long entry = base + offsetOf(virtualAddress);
    if (HostMemory.getPlain(entry) == (virtualAddress & PAGE_MASK)) {
      HostMemory.putPlain(entry, EMPTY);
    }
  }

  /** Forgets every mapping of the host page. */
  void dropHostPage(long hostPage) {
    for (int i = filled.nextSetBit(0); i >= 0; i = filled.nextSetBit(i + 1)) {
      dropIfMaps(base + (long) i * ENTRY_BYTES, hostPage);
    }
  }

  private static void dropIfMaps(long entry, long hostPage) {
    long tag = HostMemory.getPlain(entry);
    if (tag + HostMemory.getPlain(entry + ADDEND) == hostPage) {
      HostMemory.putPlain(entry, EMPTY);
    }
  }
}
