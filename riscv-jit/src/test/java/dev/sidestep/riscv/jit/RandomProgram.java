package dev.sidestep.riscv.jit;

import java.util.Random;

/**
 * Instructions at random: mostly of the kinds that are compiled, some of every other kind, with
 * loops and calls, and with two registers that mostly point to data, and sometimes to the code.
 */
final class RandomProgram {
  static final int WORDS = 160;
  private static final int[] MISCELLANEOUS = {
    0x0000_100f, // fence.i
    0x0ff0_000f, // fence rw, rw
    0x0000_0073, // ecall
    0x0010_0073, // ebreak
    0x3410_2573, // csrr a0, mepc
    0xb020_25f3, // csrr a1, minstret
    0x0011_5073, // csrwi fflags, 2
    0x0010_2573, // csrr a0, fflags
    0x0020_5073, // csrwi frm, 0
    0x0021_5073, // csrwi frm, 2
    0x0000_0000, // not an instruction
  };
  private static final int[] REGISTER_FUNCT7 = {0, 0, 0, 1, 1, 0x20, 0x10, 0x05, 0x30, 0x04, 0x24};
  private static final int[] FLOAT_FUNCT7 = {
    0x00, 0x01, 0x04, 0x05, 0x08, 0x09, 0x0c, 0x0d, 0x2c, 0x2d, 0x10, 0x11, 0x14, 0x15, 0x20, 0x21,
    0x50, 0x51, 0x60, 0x61, 0x68, 0x69, 0x70, 0x71, 0x78, 0x79, 0x01, 0x05, 0x09, 0x0d
  };

  private static final int[] ATOMICS = {0, 1, 2, 2, 3, 3, 4, 8, 12, 16, 28};

  /** fflags, frm, sstatus, sie, sscratch, sepc, scause, stval, and one that counts. */
  private static final int[] CSRS = {
    0x001, 0x002, 0x100, 0x104, 0x140, 0x141, 0x142, 0x143, 0xb02, 0x100, 0x304
  };

  /** {@code s0} and {@code s1} are the pointers. */
  private static final int POINTER = 8;

  private final Random random;

  RandomProgram(Random random) {
    this.random = random;
  }

  int[] words() {
    int[] words = new int[WORDS];
    for (int i = 0; i < words.length; i++) {
      words[i] = word(i);
    }
    words[WORDS - 1] = jump(-4 * (WORDS - 1), 0);
    return words;
  }

  private int word(int index) {
    int kind = random.nextInt(100);
    if (kind < 25) {
      return bits(Instruction.OP_IMM, any(8)) | shiftable();
    }
    if (kind < 32) {
      return bits(Instruction.OP_IMM_32, any(8)) | shiftable();
    }
    if (kind < 42) {
      int funct7 = REGISTER_FUNCT7[any(REGISTER_FUNCT7.length)];
      return bits(random.nextBoolean() ? Instruction.OP : Instruction.OP_32, any(8))
          | funct7 << 25
          | register() << 20;
    }
    if (kind < 46) {
      return (random.nextBoolean() ? Instruction.LUI : Instruction.AUIPC)
          | random.nextInt() << 12
          | target() << 7;
    }
    if (kind < 60) {
      boolean isFloat = any(5) == 0;
      return (isFloat ? Instruction.LOAD_FP : Instruction.LOAD)
          | target() << 7
          | (isFloat ? 2 + any(2) : any(7)) << 12
          | pointer() << 15
          | random.nextInt() << 20;
    }
    if (kind < 70) {
      boolean isFloat = any(5) == 0;
      return (isFloat ? Instruction.STORE_FP : Instruction.STORE)
          | (isFloat ? 2 + any(2) : any(4)) << 12
          | pointer() << 15
          | random.nextInt() << 20 & 0x01f0_0000
          | random.nextInt() & 0xfe00_0f80;
    }
    if (kind < 80) {
      return branch(index);
    }
    if (kind < 84) {
      return jump(index);
    }
    if (kind < 87) {
      // To where a pointer of code points, or back behind a call.
      return Instruction.JALR | (any(3) == 0 ? 1 : 0) << 7 | (random.nextBoolean() ? 1 : 5) << 15;
    }
    return other(kind);
  }

  private int other(int kind) {
    if (kind < 94) {
      int funct7 = FLOAT_FUNCT7[any(FLOAT_FUNCT7.length)];
      boolean unary = funct7 >= 0x20 && funct7 < 0x50 || funct7 >= 0x60;
      int second = unary ? any(3) : register();
      return Instruction.OP_FP
          | target() << 7
          | rounding() << 12
          | register() << 15
          | second << 20
          | funct7 << 25;
    }
    if (kind < 96) {
      return (Instruction.MADD + 4 * any(4))
          | target() << 7
          | rounding() << 12
          | register() << 15
          | register() << 20
          | any(2) << 25
          | register() << 27;
    }
    if (kind < 98) {
      int function = ATOMICS[any(ATOMICS.length)];
      return Instruction.AMO
          | target() << 7
          | (2 + any(2)) << 12
          | POINTER << 15
          | (function == 2 ? 0 : register()) << 20
          | function << 27;
    }
    if (kind < 99) {
      return Instruction.SYSTEM
          | target() << 7
          | any(8) << 12
          | register() << 15
          | CSRS[any(CSRS.length)] << 20;
    }
    return any(8) == 0 ? random.nextInt() : MISCELLANEOUS[any(MISCELLANEOUS.length)];
  }

  private int any(int bound) {
    return random.nextInt(bound);
  }

  private int rounding() {
    return random.nextBoolean() ? 7 : any(4) == 0 ? any(8) : 0;
  }

  private int bits(int opcode, int funct3) {
    return opcode | target() << 7 | funct3 << 12 | register() << 15;
  }

  /** An immediate that is a shift as often as not. */
  private int shiftable() {
    return random.nextBoolean()
        ? random.nextInt() << 20
        : any(64) << 20 | (any(3) == 0 ? 0x4000_0000 : any(4) == 0 ? 0x6000_0000 : 0);
  }

  private int register() {
    return any(4) == 0 ? any(32) : 8 + any(12);
  }

  /** Any register, but the pointers and the link registers rarely. */
  private int target() {
    int register = register();
    boolean kept = register == POINTER || register == POINTER + 1 || register == 1 || register == 5;
    return kept && any(40) != 0 ? 10 + any(8) : register;
  }

  private int pointer() {
    return any(30) == 0 ? register() : POINTER + any(2);
  }

  private int branch(int index) {
    int offset = distance(index, any(3) == 0 ? 40 : 12);
    return Instruction.BRANCH
        | any(8) << 12
        | register() << 15
        | register() << 20
        | (offset >> 12 & 1) << 31
        | (offset >> 5 & 0x3f) << 25
        | (offset >> 1 & 15) << 8
        | (offset >> 11 & 1) << 7;
  }

  private int jump(int index) {
    return jump(distance(index, 60), any(3) == 0 ? 0 : random.nextBoolean() ? 1 : 5);
  }

  private static int jump(int offset, int link) {
    return Instruction.JAL
        | link << 7
        | (offset >> 20 & 1) << 31
        | (offset >> 1 & 0x3ff) << 21
        | (offset >> 11 & 1) << 20
        | (offset >> 12 & 0xff) << 12;
  }

  /** Bytes to another instruction of the program, now and then to the middle of one. */
  private int distance(int index, int most) {
    int target = Math.clamp(index + any(2 * most + 1) - most, 0, WORDS - 1);
    return 4 * (target - index) + (any(30) == 0 ? 2 : 0);
  }
}
