package dev.sidestep.riscv;

import java.util.Arrays;

/**
 * Where translations of superpages may be cached, 4 KiB at a time: the smallest range that holds
 * them all, for each half of the address space. A fence for any address of a superpage concerns all
 * of it ({@code @riscv priv 12.2.1}).
 */
final class Superpages {
  private final long[] first = new long[2];
  private final long[] last = new long[2];

  Superpages() {
    clear();
  }

  void clear() {
    Arrays.fill(first, Long.MAX_VALUE);
    Arrays.fill(last, Long.MIN_VALUE);
  }

  /** A part of the leaf of {@code 1 << shift} bytes at {@code virtualAddress} is cached now. */
  void add(long virtualAddress, int shift) {
    long offset = (1L << shift) - 1;
    int half = half(virtualAddress);
    first[half] = Math.min(first[half], virtualAddress & ~offset);
    last[half] = Math.max(last[half], virtualAddress | offset);
  }

  boolean mayHold(long virtualAddress) {
    int half = half(virtualAddress);
    return virtualAddress >= first[half] && virtualAddress <= last[half];
  }

  private static int half(long virtualAddress) {
    return (int) (virtualAddress >>> 63);
  }
}
