package dev.sidestep.riscv.jit;

import dev.sidestep.riscv.Csr;

/** Which instructions are compiled; the interpreter does the others. */
final class Repertoire {
  private static final int ORC_B = 0x287;
  private static final int REV8 = 0x6b8;
  private static final int DYNAMIC_ROUNDING = 7;
  private static final int ROUNDING_MODES = 5;

  private Repertoire() {}

  static boolean contains(Instruction i) {
    int funct3 = i.funct3();
    return switch (i.opcode()) {
      case Instruction.LUI, Instruction.AUIPC, Instruction.JAL -> true;
      case Instruction.LOAD -> funct3 != 7;
      case Instruction.STORE -> funct3 < 4;
      case Instruction.JALR -> funct3 == 0;
      case Instruction.BRANCH -> funct3 != 2 && funct3 != 3;
      case Instruction.MISC_MEM -> funct3 == 0;
      case Instruction.OP_IMM -> isImmediate(i);
      case Instruction.OP_IMM_32 -> isImmediateWord(i);
      case Instruction.OP -> isRegister(i);
      case Instruction.OP_32 -> isRegisterWord(i);
      case Instruction.LOAD_FP, Instruction.STORE_FP -> funct3 == 2 || funct3 == 3;
      case Instruction.AMO -> (funct3 == 2 || funct3 == 3) && isAtomic(i);
      case Instruction.MADD, Instruction.MSUB, Instruction.NMSUB, Instruction.NMADD ->
          (i.funct7() & 3) < 2 && isRounding(i);
      case Instruction.OP_FP -> isFloat(i);
      case Instruction.SYSTEM -> (funct3 & 3) != 0 && isQuietCsr(i.bits() >>> 20);
      default -> false;
    };
  }

  private static boolean isImmediate(Instruction i) {
    int high = i.bits() >>> 26;
    return switch (i.funct3()) {
      case 1 ->
          switch (high) {
            case 0x00, 0x0a, 0x12, 0x1a -> true;
            case 0x18 -> isUnary(i.rs2(), i.bits());
            default -> false;
          };
      case 5 ->
          switch (high) {
            case 0x00, 0x10, 0x12, 0x18 -> true;
            case 0x0a -> i.bits() >>> 20 == ORC_B;
            case 0x1a -> i.bits() >>> 20 == REV8;
            default -> false;
          };
      default -> true;
    };
  }

  /** {@code clz}, {@code ctz}, {@code cpop}, {@code sext.b}, {@code sext.h}. */
  private static boolean isUnary(int selector, int bits) {
    return (bits >>> 25 & 1) == 0 && (selector <= 2 || selector == 4 || selector == 5);
  }

  private static boolean isImmediateWord(Instruction i) {
    return switch (i.funct3()) {
      case 0 -> true;
      case 1 -> i.funct7() == 0 || i.bits() >>> 26 == 2;
      case 5 -> i.funct7() == 0 || i.funct7() == 0x20;
      default -> false;
    };
  }

  private static boolean isRegister(Instruction i) {
    int funct3 = i.funct3();
    return switch (i.funct7()) {
      case 0x00, 0x01 -> true;
      case 0x20 -> funct3 == 0 || funct3 >= 4;
      case 0x10 -> funct3 == 2 || funct3 == 4 || funct3 == 6;
      case 0x05 -> funct3 >= 4;
      case 0x24, 0x30 -> funct3 == 1 || funct3 == 5;
      case 0x14, 0x34 -> funct3 == 1;
      default -> false;
    };
  }

  private static boolean isRegisterWord(Instruction i) {
    int funct3 = i.funct3();
    return switch (i.funct7()) {
      case 0x00 -> funct3 == 0 || funct3 == 1 || funct3 == 5;
      case 0x20 -> funct3 == 0 || funct3 == 5;
      case 0x01 -> funct3 == 0 || funct3 >= 4;
      case 0x04 -> funct3 == 0 || funct3 == 4 && i.rs2() == 0;
      case 0x10 -> funct3 == 2 || funct3 == 4 || funct3 == 6;
      default -> false;
    };
  }

  /**
   * Registers whose access changes nothing that compiled code relies on but what it looks at
   * afterwards, and that do not count instructions.
   */
  private static boolean isQuietCsr(int number) {
    return switch (number) {
      case Csr.SSTATUS, Csr.SIE, Csr.SSCRATCH, Csr.SEPC, Csr.SCAUSE, Csr.STVAL, Csr.FFLAGS -> true;
      default -> false;
    };
  }

  /** The four extrema are too rare. */
  private static boolean isAtomic(Instruction i) {
    return switch (i.bits() >>> 27) {
      case 0x00, 0x01, 0x03, 0x04, 0x08, 0x0c -> true;
      case 0x02 -> i.rs2() == 0;
      default -> false;
    };
  }

  private static boolean isRounding(Instruction i) {
    return i.funct3() < ROUNDING_MODES || i.funct3() == DYNAMIC_ROUNDING;
  }

  private static boolean isFloat(Instruction i) {
    int funct3 = i.funct3();
    return switch (i.funct7()) {
      case 0x00, 0x01, 0x04, 0x05, 0x08, 0x09, 0x0c, 0x0d -> isRounding(i);
      case 0x2c, 0x2d -> i.rs2() == 0 && isRounding(i);
      case 0x10, 0x11, 0x50, 0x51 -> funct3 < 3;
      case 0x14, 0x15 -> funct3 < 2;
      case 0x20 -> i.rs2() == 1 && isRounding(i);
      case 0x21 -> i.rs2() == 0 && isRounding(i);
      case 0x60, 0x61, 0x68, 0x69 -> i.rs2() < 4 && isRounding(i);
      case 0x70, 0x71 -> i.rs2() == 0 && funct3 < 2;
      case 0x78, 0x79 -> i.rs2() == 0 && funct3 == 0;
      default -> false;
    };
  }
}
