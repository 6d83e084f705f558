package dev.sidestep.riscv.jit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Encodings of instructions of 32 bits, in order. */
final class Encodings {
  private static final int RD = 10 << 7;
  private static final int RS1 = 11 << 15;
  private static final int OPCODES = 32;

  private Encodings() {}

  /**
   * All opcodes with all values of funct3, and of the upper twelve bits, where nearly all that
   * tells instructions apart is.
   */
  static void all(IntConsumer action) {
    for (int opcode = 0; opcode < OPCODES; opcode++) {
      for (int funct3 = 0; funct3 < 8; funct3++) {
        for (int upper = 0; upper < 1 << 12; upper++) {
          action.accept(opcode << 2 | 3 | RD | funct3 << 12 | RS1 | upper << 20);
        }
      }
    }
  }

  /** One of each instruction that is compiled, or a few. */
  static List<Integer> compiled() {
    List<Integer> some = new ArrayList<>();
    all(bits -> {
      Instruction i = new Instruction(0, Integer.BYTES, bits);
      if (Repertoire.contains(i) && (isTold(i) || (bits >>> 20 & 0x7df) == 0x10)) {
        some.add(bits);
      }
    });
    return some;
  }

  /** Of floating point, all but loads and stores; with {@code rs2} other than the others. */
  static List<Integer> floats() {
    return compiled().stream().filter(Encodings::isComputation).toList();
  }

  private static boolean isComputation(int bits) {
    Instruction i = new Instruction(0, Integer.BYTES, bits);
    return Effects.isFloat(i)
        && i.opcode() != Instruction.LOAD_FP
        && i.opcode() != Instruction.STORE_FP;
  }

  /** True if the upper bits tell which instruction it is, and the rest of them is 12, or a few. */
  private static boolean isTold(Instruction i) {
    boolean isSelector = i.rs2() <= 7;
    return switch (i.opcode()) {
      case Instruction.OP, Instruction.OP_32 -> i.rs2() == 12 || i.rs2() == 0;
      case Instruction.OP_IMM, Instruction.OP_IMM_32 ->
          (i.funct3() & 3) == 1 ? isSelector || i.rs2() >= 24 : i.funct7() == 0x55;
      case Instruction.AMO -> i.rs2() == (i.funct7() >>> 2 == 2 ? 0 : 12);
      case Instruction.OP_FP -> isUnary(i.funct7()) || i.rs2() == 12;
      case 0x43, 0x47, 0x4b, 0x4f -> i.rs2() == 12 && i.rs3() == 13;
      case Instruction.SYSTEM -> true;
      default -> false;
    };
  }

  private static boolean isUnary(int funct7) {
    return switch (funct7) {
      case 0x20, 0x21, 0x2c, 0x2d, 0x60, 0x61, 0x68, 0x69, 0x70, 0x71, 0x78, 0x79 -> true;
      default -> false;
    };
  }
}
