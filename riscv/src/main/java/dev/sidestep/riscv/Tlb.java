package dev.sidestep.riscv;

import java.util.Arrays;
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

  /** So many entries are remembered, to make the flush of a little used table cheap. */
  private static final int REMEMBERED = 96;

  private final long base;
  private final int[] filled = new int[REMEMBERED];
  private int filledCount;

  /** Indices of entries that hold, or held, a local mapping. */
  private final BitSet local = new BitSet(ENTRIES);

  /** A table at host address {@code base}, of {@code ENTRIES * ENTRY_BYTES} bytes. */
  Tlb(long base) {
    this.base = base;
    filledCount = REMEMBERED + 1;
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
    if (HostMemory.getPlain(base + offset) == EMPTY) {
      if (filledCount < REMEMBERED) {
        filled[filledCount] = offset;
      }
      filledCount++;
    }
    HostMemory.putPlain(base + offset, page);
    HostMemory.putPlain(base + offset + ADDEND, hostPage - page);
    local.set(offset / ENTRY_BYTES, !global);
  }

  /** True if the entry for the page of {@code virtualAddress} holds nothing. */
  boolean isFree(long virtualAddress) {
    return (HostMemory.getPlain(base + offsetOf(virtualAddress)) & EMPTY) != 0;
  }

  /** Forgets everything. */
  void flush() {
    if (filledCount <= REMEMBERED) {
      for (int i = 0; i < filledCount; i++) {
        HostMemory.putPlain(base + filled[i], EMPTY);
      }
    } else {
      for (int i = 0; i < ENTRIES; i++) {
        HostMemory.putPlain(base + (long) i * ENTRY_BYTES, EMPTY);
      }
      Arrays.fill(filled, 0);
    }
    filledCount = 0;
    local.clear();
  }

  /** Forgets what is not global. */
  void flushLocal() {
    for (int i = local.nextSetBit(0); i >= 0; i = local.nextSetBit(i + 1)) {
      HostMemory.putPlain(base + (long) i * ENTRY_BYTES, TOMBSTONE);
    }
    local.clear();
  }

  /** Forgets the page of {@code virtualAddress}. The index stays remembered as filled. */
  void flushPage(long virtualAddress) {
    long entry = base + offsetOf(virtualAddress);
    if (HostMemory.getPlain(entry) == (virtualAddress & PAGE_MASK)) {
      HostMemory.putPlain(entry, TOMBSTONE);
    }
  }

  /** As empty as EMPTY, but already counted. */
  private static final long TOMBSTONE = 3;

  /** Forgets every mapping of the host page. */
  void dropHostPage(long hostPage) {
    if (filledCount <= REMEMBERED) {
      for (int i = 0; i < filledCount; i++) {
        dropIfMaps(base + filled[i], hostPage);
      }
      return;
    }
    for (int i = 0; i < ENTRIES; i++) {
      dropIfMaps(base + (long) i * ENTRY_BYTES, hostPage);
    }
  }

  private static void dropIfMaps(long entry, long hostPage) {
    long tag = HostMemory.getPlain(entry);
    if (tag + HostMemory.getPlain(entry + ADDEND) == hostPage) {
      HostMemory.putPlain(entry, TOMBSTONE);
    }
  }
}
