package dev.sidestep.riscv;

/** Builds page tables in a test machine's memory. */
final class PageTables {
  static final int V = 1;
  static final int R = 2;
  static final int W = 4;
  static final int X = 8;
  static final int U = 16;
  static final int A = 64;
  static final int D = 128;
  static final int ALL = V | R | W | X | A | D;

  private final TestMachine machine;
  private final int levels;
  private final long root = TestMachine.BASE + 0x100000;
  private long free = root + 0x1000;

  PageTables(TestMachine machine, int levels) {
    this.machine = machine;
    this.levels = levels;
  }

  long satp() {
    return (levels == 3 ? 8L : 9L) << 60 | root >>> 12;
  }

  /** Maps one page; answers the address of its leaf entry. */
  long map(long virtual, long physical, int flags) {
    return mapAt(0, virtual, physical, flags);
  }

  long mapAt(int leafLevel, long virtual, long physical, int flags) {
    long table = root;
    for (int level = levels - 1; level > leafLevel; level--) {
      long entry = table + (virtual >>> (12 + 9 * level) & 511) * 8;
      if (machine.read(entry, 8) == 0) {
        machine.write(entry, 8, free >>> 12 << 10 | V);
        free += 0x1000;
      }
      table = machine.read(entry, 8) >>> 10 << 12;
    }
    long leaf = table + (virtual >>> (12 + 9 * leafLevel) & 511) * 8;
    machine.write(leaf, 8, physical >>> 12 << 10 | flags);
    return leaf;
  }

  /** The address of the entry at level {@code wanted}, which exists, on the way to a page. */
  long entryOf(int wanted, long virtual) {
    long table = root;
    for (int level = levels - 1; level > wanted; level--) {
      table = machine.read(table + (virtual >>> (12 + 9 * level) & 511) * 8, 8) >>> 10 << 12;
    }
    return table + (virtual >>> (12 + 9 * wanted) & 511) * 8;
  }
}
