package dev.sidestep.riscv;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Virtual page to decoded page, for fetches at one privilege level; direct-mapped. As in a {@link
 * Tlb}, what is not global is local.
 */
final class FetchTlb {
  private static final int ENTRIES = 1024;

  /** Not a page address. */
  private static final long EMPTY = 1;

  private final long[] tags = new long[ENTRIES];
  private final @Nullable CodePage[] pages = new CodePage[ENTRIES];

  /** Indices of entries that hold, or held, a mapping; all others are empty. */
  private final BitSet filled = new BitSet(ENTRIES);

  /** Indices of entries that hold, or held, a local mapping. */
  private final BitSet local = new BitSet(ENTRIES);

  FetchTlb() {
    Arrays.fill(tags, EMPTY);
  }

  private static int indexOf(long virtualAddress) {
    return (int) (virtualAddress >>> 12) & (ENTRIES - 1);
  }

  /** The page at {@code virtualAddress}, or null if it has to be translated. */
  @Nullable CodePage find(long virtualAddress) {
    int index = indexOf(virtualAddress);
    return tags[index] == (virtualAddress & Tlb.PAGE_MASK) ? pages[index] : null;
  }

  void enter(long virtualAddress, CodePage page, boolean global) {
    int index = indexOf(virtualAddress);
    tags[index] = virtualAddress & Tlb.PAGE_MASK;
    pages[index] = page;
    filled.set(index);
    local.set(index, !global);
  }

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
      tags[i] = EMPTY;
    }
  }

  void flushPage(long virtualAddress) {
    int index = indexOf(virtualAddress);
    if (tags[index] == (virtualAddress & Tlb.PAGE_MASK)) {
      tags[index] = EMPTY;
    }
  }
}
