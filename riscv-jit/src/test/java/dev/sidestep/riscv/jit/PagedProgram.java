package dev.sidestep.riscv.jit;

import java.util.Random;

/**
 * A {@link RandomProgram} with compressed instructions and what a supervisor does strewn in: of
 * status, address spaces, fences, interrupts and floating-point state.
 */
final class PagedProgram {
  /** Offset in code page 0: its instructions of four bytes straddle the end of the page. */
  static final int FIRST = 0xe82;

  /** Offset in code page 1. */
  static final int SECOND = 0xe80;

  /** Registers that mostly keep what {@link PagedLockStepTest} puts there. */
  static final int FLOAT_BITS = 25;

  static final int SPACE = 26;
  static final int STATUS_BITS = 27;
  static final int INTERRUPT_BITS = 28;

  private static final int SFENCE = 0x1200_0073;
  private static final int[] SYSTEM = {
    csr(2, 0x100, STATUS_BITS), // csrs sstatus
    csr(3, 0x100, STATUS_BITS), // csrc sstatus
    csr(2, 0x100, STATUS_BITS),
    csr(3, 0x100, FLOAT_BITS),
    csr(2, 0x100, FLOAT_BITS),
    csr(3, 0x100, FLOAT_BITS) | 10 << 7,
    csr(2, 0x104, INTERRUPT_BITS), // csrs sie
    csr(2, 0x104, INTERRUPT_BITS) | 11 << 7,
    csr(2, 0x144, INTERRUPT_BITS), // csrs sip
    csr(3, 0x144, INTERRUPT_BITS), // csrc sip
    csr(6, 0x100, 2), // csrsi sstatus, SIE
    csr(7, 0x100, 2), // csrci sstatus, SIE
    csr(6, 0x002, 1) | 12 << 7, // csrrsi a2, frm, 1
    csr(5, 0x002, 0), // csrwi frm, 0
    csr(2, 0xc02, 0) | 13 << 7, // rdinstret a3
    csr(2, 0xc00, 0) | 14 << 7, // rdcycle a4
    csr(1, 0x141, 1), // csrw sepc, ra
    0x1020_0073, // sret
    0x1020_0073,
    SFENCE,
    SFENCE | 8 << 15, // sfence.vma s0
    SFENCE | 10 << 20, // sfence.vma zero, a0
    SFENCE | 8 << 15 | 11 << 20, // sfence.vma s0, a1
    0x0000_100f, // fence.i
    0x0000_0073, // ecall
    0x1050_0073, // wfi
  };

  private final Random random;
  private final int[] words;

  PagedProgram(Random random) {
    this.random = random;
    words = new RandomProgram(random).words();
  }

  private static int csr(int funct3, int number, int source) {
    return Instruction.SYSTEM | funct3 << 12 | source << 15 | number << 20;
  }

  int[] words() {
    for (int i = 0; i < words.length - 5; i++) {
      int kind = random.nextInt(100);
      if (kind < 9) {
        words[i] = SYSTEM[random.nextInt(SYSTEM.length)];
      } else if (kind < 19) {
        words[i] = compressed() | compressed() << Short.SIZE;
      } else if (kind < 20) {
        words[i++] = csr(1, 0x180, SPACE); // csrw satp: each space has its identifier
        words[i] = random.nextBoolean() ? SFENCE : near();
      } else if (kind < 23) {
        words[i++] = csr(2, 0x100, STATUS_BITS);
        words[i++] = access();
        words[i++] = csr(3, 0x100, STATUS_BITS);
        words[i] = access();
      } else if (kind < 31) {
        words[i] = near();
      }
    }
    return words;
  }

  /** A load or a store not far from where a pointer points, which is often the end of a page. */
  private int near() {
    int pointer = random.nextInt(8) == 0 ? 2 : 8 + random.nextInt(2);
    int offset = random.nextInt(32) - 16;
    int width = random.nextInt(4);
    return random.nextInt(3) == 0
        ? Instruction.STORE
            | width << 12
            | pointer << 15
            | (10 + random.nextInt(6)) << 20
            | (offset & 31) << 7
            | offset >> 5 << 25
        : Instruction.LOAD
            | width << 12
            | pointer << 15
            | (10 + random.nextInt(6)) << 7
            | offset << 20;
  }

  /** To where {@code s0} points: {@code lw a0} or {@code sw a0}. */
  private int access() {
    return random.nextBoolean() ? 0x0004_2503 : 0x00a4_2023;
  }

  /** Any halfword that is not the first of a longer instruction; not often a jump to anywhere. */
  private int compressed() {
    while (true) {
      int half = random.nextInt(1 << Short.SIZE);
      boolean jumps = (half & 3) == 1 && half >>> 13 >= 5 || (half & 3) == 2 && half >>> 13 == 4;
      boolean movesPointer = (half & 3) != 0 && (half >>> 7 & 31) >> 1 == 4;
      if ((half & 3) != 3 && (!jumps && !movesPointer || random.nextInt(10) == 0)) {
        return half;
      }
    }
  }
}
