package dev.sidestep.riscv;

/**
 * Compressed instructions to the 32-bit ones that they abbreviate ({@code @riscv unpriv 27}, RV64C
 * with D). Hints expand to instructions that do nothing.
 */
final class CompressedExpander {
  /** No instruction. */
  static final int ILLEGAL = 0;

  private static final int SP = 2;
  private static final int EBREAK = 0x0010_0073;

  private static final int LOAD = 0x03;
  private static final int LOAD_FP = 0x07;
  private static final int OP_IMM = 0x13;
  private static final int OP_IMM_32 = 0x1b;
  private static final int STORE = 0x23;
  private static final int STORE_FP = 0x27;
  private static final int OP = 0x33;
  private static final int LUI = 0x37;
  private static final int OP_32 = 0x3b;
  private static final int BRANCH = 0x63;
  private static final int JALR = 0x67;
  private static final int JAL = 0x6f;

  private static final int DOUBLE = 3;
  private static final int WORD = 2;

  private CompressedExpander() {}

  /** Expands 16 bits, or answers {@link #ILLEGAL}. */
  static int expand(int c) {
    int selector = (c & 3) << 3 | c >>> 13;
    return switch (selector) {
      case 0x00 -> addi4spn(c);
      case 0x01 -> load(LOAD_FP, DOUBLE, c, offsetDouble(c));
      case 0x02 -> load(LOAD, WORD, c, offsetWord(c));
      case 0x03 -> load(LOAD, DOUBLE, c, offsetDouble(c));
      case 0x05 -> store(STORE_FP, DOUBLE, c, offsetDouble(c));
      case 0x06 -> store(STORE, WORD, c, offsetWord(c));
      case 0x07 -> store(STORE, DOUBLE, c, offsetDouble(c));
      case 0x08 -> typeI(OP_IMM, 0, rd(c), rd(c), immediate(c));
      case 0x09 -> rd(c) == 0 ? ILLEGAL : typeI(OP_IMM_32, 0, rd(c), rd(c), immediate(c));
      case 0x0a -> typeI(OP_IMM, 0, rd(c), 0, immediate(c));
      case 0x0b -> lui(c);
      case 0x0c -> arithmetic(c);
      case 0x0d -> typeJ(jumpOffset(c));
      case 0x0e -> branch(0, c);
      case 0x0f -> branch(1, c);
      default -> expandStack(selector, c);
    };
  }

  private static int expandStack(int selector, int c) {
    return switch (selector) {
      case 0x10 -> typeI(OP_IMM, 1, rd(c), rd(c), immediate(c) & 63);
      case 0x11 -> typeI(LOAD_FP, DOUBLE, rd(c), SP, stackLoadDouble(c));
      case 0x12 -> rd(c) == 0 ? ILLEGAL : typeI(LOAD, WORD, rd(c), SP, stackLoadWord(c));
      case 0x13 -> rd(c) == 0 ? ILLEGAL : typeI(LOAD, DOUBLE, rd(c), SP, stackLoadDouble(c));
      case 0x14 -> moveOrJump(c);
      case 0x15 -> typeS(STORE_FP, DOUBLE, SP, rs2(c), stackStoreDouble(c));
      case 0x16 -> typeS(STORE, WORD, SP, rs2(c), stackStoreWord(c));
      case 0x17 -> typeS(STORE, DOUBLE, SP, rs2(c), stackStoreDouble(c));
      default -> ILLEGAL;
    };
  }

  // ---- Fields ----

  /** {@code count} bits of {@code c} from bit {@code from}, moved to bit {@code to}. */
  private static int move(int c, int from, int count, int to) {
    return (c >>> from & (1 << count) - 1) << to;
  }

  private static int rd(int c) {
    return c >>> 7 & 31;
  }

  private static int rs2(int c) {
    return c >>> 2 & 31;
  }

  /** The register of bits 9..7, one of {@code x8..x15}. */
  private static int high3(int c) {
    return (c >>> 7 & 7) + 8;
  }

  /** The register of bits 4..2, one of {@code x8..x15}. */
  private static int low3(int c) {
    return (c >>> 2 & 7) + 8;
  }

  /** The signed six-bit immediate. */
  private static int immediate(int c) {
    return (move(c, 12, 1, 5) | move(c, 2, 5, 0)) << 26 >> 26;
  }

  private static int offsetWord(int c) {
    return move(c, 10, 3, 3) | move(c, 6, 1, 2) | move(c, 5, 1, 6);
  }

  private static int offsetDouble(int c) {
    return move(c, 10, 3, 3) | move(c, 5, 2, 6);
  }

  private static int stackLoadWord(int c) {
    return move(c, 12, 1, 5) | move(c, 4, 3, 2) | move(c, 2, 2, 6);
  }

  private static int stackLoadDouble(int c) {
    return move(c, 12, 1, 5) | move(c, 5, 2, 3) | move(c, 2, 3, 6);
  }

  private static int stackStoreWord(int c) {
    return move(c, 9, 4, 2) | move(c, 7, 2, 6);
  }

  private static int stackStoreDouble(int c) {
    return move(c, 10, 3, 3) | move(c, 7, 3, 6);
  }

  private static int jumpOffset(int c) {
    int bits =
        move(c, 12, 1, 11)
            | move(c, 11, 1, 4)
            | move(c, 9, 2, 8)
            | move(c, 8, 1, 10)
            | move(c, 7, 1, 6)
            | move(c, 6, 1, 7)
            | move(c, 3, 3, 1)
            | move(c, 2, 1, 5);
    return bits << 20 >> 20;
  }

  private static int branchOffset(int c) {
    int bits =
        move(c, 12, 1, 8)
            | move(c, 10, 2, 3)
            | move(c, 5, 2, 6)
            | move(c, 3, 2, 1)
            | move(c, 2, 1, 5);
    return bits << 23 >> 23;
  }

  // ---- Instructions ----

  private static int addi4spn(int c) {
    int offset = move(c, 11, 2, 4) | move(c, 7, 4, 6) | move(c, 6, 1, 2) | move(c, 5, 1, 3);
    return offset == 0 ? ILLEGAL : typeI(OP_IMM, 0, low3(c), SP, offset);
  }

  private static int load(int opcode, int width, int c, int offset) {
    return typeI(opcode, width, low3(c), high3(c), offset);
  }

  private static int store(int opcode, int width, int c, int offset) {
    return typeS(opcode, width, high3(c), low3(c), offset);
  }

  private static int lui(int c) {
    if (rd(c) == SP) {
      int offset =
          move(c, 12, 1, 9)
              | move(c, 6, 1, 4)
              | move(c, 5, 1, 6)
              | move(c, 3, 2, 7)
              | move(c, 2, 1, 5);
      return offset == 0 ? ILLEGAL : typeI(OP_IMM, 0, SP, SP, offset << 22 >> 22);
    }
    return immediate(c) == 0 ? ILLEGAL : immediate(c) << 12 | rd(c) << 7 | LUI;
  }

  private static int arithmetic(int c) {
    int rd = high3(c);
    return switch (c >>> 10 & 3) {
      case 0 -> typeI(OP_IMM, 5, rd, rd, immediate(c) & 63);
      case 1 -> typeI(OP_IMM, 5, rd, rd, 0x400 | (immediate(c) & 63));
      case 2 -> typeI(OP_IMM, 7, rd, rd, immediate(c));
      default ->
          switch (move(c, 12, 1, 2) | move(c, 5, 2, 0)) {
            case 0 -> typeR(OP, 0x20, 0, rd, low3(c));
            case 1 -> typeR(OP, 0, 4, rd, low3(c));
            case 2 -> typeR(OP, 0, 6, rd, low3(c));
            case 3 -> typeR(OP, 0, 7, rd, low3(c));
            case 4 -> typeR(OP_32, 0x20, 0, rd, low3(c));
            case 5 -> typeR(OP_32, 0, 0, rd, low3(c));
            default -> ILLEGAL;
          };
    };
  }

  private static int moveOrJump(int c) {
    boolean bit12 = (c & 0x1000) != 0;
    int rd = rd(c);
    int rs2 = rs2(c);
    if (rs2 != 0) {
      return rs2 << 20 | (bit12 ? rd << 15 : 0) | rd << 7 | OP;
    }
    if (rd == 0) {
      return bit12 ? EBREAK : ILLEGAL;
    }
    return rd << 15 | (bit12 ? 1 << 7 : 0) | JALR;
  }

  private static int branch(int funct3, int c) {
    int offset = branchOffset(c);
    return move(offset, 12, 1, 31)
        | move(offset, 5, 6, 25)
        | high3(c) << 15
        | funct3 << 12
        | move(offset, 1, 4, 8)
        | move(offset, 11, 1, 7)
        | BRANCH;
  }

  private static int typeJ(int offset) {
    return move(offset, 20, 1, 31)
        | move(offset, 1, 10, 21)
        | move(offset, 11, 1, 20)
        | move(offset, 12, 8, 12)
        | JAL;
  }

  private static int typeI(int opcode, int funct3, int rd, int rs1, int immediate) {
    return immediate << 20 | rs1 << 15 | funct3 << 12 | rd << 7 | opcode;
  }

  private static int typeS(int opcode, int funct3, int rs1, int rs2, int offset) {
    return move(offset, 5, 7, 25)
        | rs2 << 20
        | rs1 << 15
        | funct3 << 12
        | move(offset, 0, 5, 7)
        | opcode;
  }

  private static int typeR(int opcode, int funct7, int funct3, int rd, int rs2) {
    return funct7 << 25 | rs2 << 20 | rd << 15 | funct3 << 12 | rd << 7 | opcode;
  }
}
