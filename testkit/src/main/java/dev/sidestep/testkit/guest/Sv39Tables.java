package dev.sidestep.testkit.guest;

import static dev.sidestep.testkit.asm.Reg.*;

import dev.sidestep.testkit.asm.Assembler;
import dev.sidestep.testkit.asm.Csrs;

/**
 * Turns on Sv39 with everything at its own address, with a leaf at each level: RAM by a 1 GiB page,
 * the PLIC by two 2 MiB pages, the 16550A by a 4 KiB page.
 *
 * @riscv priv 10.4
 */
final class Sv39Tables {
  private static final int PAGE_BYTES = 4096;

  private static final int POINTER = 0x01;
  // Dirty, accessed, executable, writable, readable, valid.
  private static final int RAM = 0xcf;
  private static final int DEVICE = 0xc7;
  private static final long SATP_SV39 = 8L << 60;

  private Sv39Tables() {}

  /** Builds the tables in the three pages from {@code root} on, and sets {@code satp}. */
  static void enable(Assembler asm, long root) {
    long middle = root + PAGE_BYTES;
    long leaf = middle + PAGE_BYTES;
    asm.li(T0, root).li(T1, leaf + PAGE_BYTES);
    asm.label("clear").sd(ZERO, 0, T0).addi(T0, T0, 8).bne(T0, T1, "clear");
    put(asm, root, 0, middle, POINTER);
    put(asm, root, 2, 0x8000_0000L, RAM);
    put(asm, middle, Board.PLIC >> 21, Board.PLIC, DEVICE);
    put(asm, middle, (Board.PLIC >> 21) + 1, Board.PLIC + (1 << 21), DEVICE);
    put(asm, middle, Board.UART >> 21, leaf, POINTER);
    put(asm, leaf, 0, Board.UART, DEVICE);
    asm.sfence_vma().li(T0, SATP_SV39 | root >>> 12).csrw(Csrs.SATP, T0).sfence_vma();
  }

  private static void put(Assembler asm, long table, int index, long address, int flags) {
    asm.li(T0, table + 8L * index).li(T1, (address >>> 12 << 10) | flags).sd(T1, 0, T0);
  }
}
