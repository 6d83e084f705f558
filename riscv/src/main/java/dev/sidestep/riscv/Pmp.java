package dev.sidestep.riscv;

import java.util.Arrays;

/**
 * Physical memory protection: 16 entries, granularity 4 bytes ({@code @riscv priv 3.7}). The first
 * entry that matches any byte of an access decides.
 */
final class Pmp {
  static final int ENTRIES = 16;

  /** Bits of a permission set, as in {@code pmpcfg}. */
  static final int READ = 1;

  static final int WRITE = 2;
  static final int EXECUTE = 4;
  static final int ALL = READ | WRITE | EXECUTE;

  /** Answer of {@link #permissions}: an entry begins or ends within the range. */
  static final int MIXED = -1;

  private static final int LOCKED = 0x80;
  private static final int MODE = 0x18;
  private static final int TOR = 0x08;
  private static final int NA4 = 0x10;
  private static final int NAPOT = 0x18;
  private static final long ADDRESS_MASK = (1L << 54) - 1;

  private final int[] config = new int[ENTRIES];
  private final long[] address = new long[ENTRIES];
  private final long[] low = new long[ENTRIES];
  private final long[] high = new long[ENTRIES];
  private boolean enforced = true;
  private int active;

  void reset() {
    Arrays.fill(config, 0);
    Arrays.fill(address, 0);
    update();
  }

  void enforce(boolean on) {
    enforced = on;
  }

  /** Eight configuration bytes, from entry {@code first} on. */
  long config(int first) {
    long value = 0;
    for (int i = 7; i >= 0; i--) {
      value = value << 8 | config[first + i];
    }
    return value;
  }

  void setConfig(int first, long value) {
    for (int i = 0; i < 8; i++) {
      int fresh = (int) (value >>> (8 * i)) & (LOCKED | MODE | ALL);
      boolean reserved = (fresh & (READ | WRITE)) == WRITE;
      if (!isLocked(first + i) && !reserved) {
        config[first + i] = fresh;
      }
    }
    update();
  }

  private boolean isLocked(int entry) {
    return (config[entry] & LOCKED) != 0;
  }

  long address(int entry) {
    return address[entry];
  }

  void setAddress(int entry, long value) {
    boolean isBaseOfLocked =
        entry + 1 < ENTRIES && isLocked(entry + 1) && (config[entry + 1] & MODE) == TOR;
    if (!isLocked(entry) && !isBaseOfLocked) {
      address[entry] = value & ADDRESS_MASK;
      update();
    }
  }

  private void update() {
    active = 0;
    for (int i = 0; i < ENTRIES; i++) {
      updateRange(i);
      if (high[i] != 0) {
        active = i + 1;
      }
    }
  }

  private void updateRange(int entry) {
    long own = address[entry];
    switch (config[entry] & MODE) {
      case TOR -> {
        low[entry] = entry == 0 ? 0 : address[entry - 1] << 2;
        high[entry] = Math.max(own << 2, low[entry]);
      }
      case NA4 -> {
        low[entry] = own << 2;
        high[entry] = low[entry] + 4;
      }
      case NAPOT -> {
        long ones = own ^ (own + 1); // 0..01..1, one longer than the trailing ones of own
        low[entry] = (own & ~ones) << 2;
        high[entry] = low[entry] + ((ones + 1) << 2);
      }
      default -> {
        low[entry] = 0;
        high[entry] = 0;
      }
    }
  }

  /**
   * What the level may do with all of {@code [start, start + size)}: a set of permission bits, or
   * {@link #MIXED}.
   */
  int permissions(long start, long size, int privilege) {
    if (!enforced) {
      return ALL;
    }
    for (int i = 0; i < active; i++) {
      if (start < high[i] && start + size > low[i] && low[i] < high[i]) {
        if (start < low[i] || start + size > high[i]) {
          return MIXED;
        }
        return privilege == Hart.MACHINE && !isLocked(i) ? ALL : config[i] & ALL;
      }
    }
    return privilege == Hart.MACHINE ? ALL : 0;
  }
}
