package dev.sidestep.base;

/** Arithmetic on bit fields. All methods are pure. */
public final class Bits {
  private Bits() {}

  /** True if any bit of {@code mask} is set in {@code value}. */
  public static boolean isSet(long value, long mask) {
    return (value & mask) != 0;
  }

  /** Bits {@code high..low} of {@code value}, both inclusive, moved down to bit 0. */
  public static long field(long value, int high, int low) {
    return (value >>> low) & (-1L >>> (63 - (high - low)));
  }

  /** The low {@code bits} bits of {@code value} (1..64), sign-extended to 64. */
  public static long signExtend(long value, int bits) {
    int unused = Long.SIZE - bits;
    return value << unused >> unused;
  }

  /** The low {@code widthBytes} bytes of {@code value} (1, 2, 4 or 8), zero-extended. */
  public static long truncate(long value, int widthBytes) {
    return value & (-1L >>> (Long.SIZE - Byte.SIZE * widthBytes));
  }

  /** {@code value} with the bits of {@code mask} set or cleared. */
  public static int with(int value, int mask, boolean set) {
    return set ? value | mask : value & ~mask;
  }
}
