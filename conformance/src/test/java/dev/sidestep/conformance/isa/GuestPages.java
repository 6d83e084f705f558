package dev.sidestep.conformance.isa;

import dev.sidestep.riscv.Csr;

/** Page tables in a guest's memory, and one access through them. */
final class GuestPages {
  static final long V = 1;
  static final long R = 2;
  static final long W = 4;
  static final long X = 8;
  static final long U = 16;
  static final long G = 32;
  static final long A = 64;
  static final long D = 128;
  static final long ALL = V | R | W | X | A | D;

  static final int SV39 = 8;
  static final int SV48 = 9;

  private static final long ROOT = Guest.BASE + 0x4_0000;

  private final Guest guest;
  private final int mode;
  private final int levels;
  private long free = ROOT + 0x1000;

  /** Empty tables, selected in {@code satp}. */
  GuestPages(Guest guest, int mode) {
    this.guest = guest;
    this.mode = mode;
    levels = mode - SV39 + 3;
    guest.csr(Csr.SATP, satp());
  }

  long satp() {
    return (long) mode << 60 | ROOT >>> 12;
  }

  int levels() {
    return levels;
  }

  static long entry(long physical, long flags) {
    return physical >>> 12 << 10 | flags;
  }

  /** Maps a 4 KiB page. */
  GuestPages map(long virtual, long physical, long flags) {
    guest.write(locate(virtual, 0), 8, entry(physical, flags));
    return this;
  }

  /** The address of the entry of {@code virtual} at {@code level}, 0 being that of 4 KiB pages. */
  long locate(long virtual, int level) {
    long table = ROOT;
    for (int above = levels - 1; above > level; above--) {
      long pointer = table + index(virtual, above) * 8;
      if (guest.read(pointer, 8) == 0) {
        guest.write(pointer, 8, entry(free, V));
        free += 0x1000;
      }
      table = guest.read(pointer, 8) >>> 10 << 12;
    }
    return table + index(virtual, level) * 8;
  }

  private static long index(long virtual, int level) {
    return virtual >>> (12 + 9 * level) & 511;
  }
}
