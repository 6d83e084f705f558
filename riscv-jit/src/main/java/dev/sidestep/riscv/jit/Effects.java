package dev.sidestep.riscv.jit;

/**
 * What an instruction of the {@link Repertoire} reads and writes: sets of registers, {@code x1} to
 * {@code x31} in bits 1 to 31 and {@code f0} to {@code f31} in bits 32 to 63.
 */
final class Effects {
  private static final int FLOATS = 32;

  private Effects() {}

  static long x(int register) {
    return register == 0 ? 0 : 1L << register;
  }

  static long f(int register) {
    return 1L << (FLOATS + register);
  }

  /** True if the region can be left in front of the instruction. */
  static boolean canBeRefused(Instruction i) {
    return switch (i.opcode()) {
      case Instruction.LOAD,
          Instruction.LOAD_FP,
          Instruction.STORE,
          Instruction.STORE_FP,
          Instruction.AMO,
          Instruction.SYSTEM ->
          true;
      default -> false;
    };
  }

  /** True if the floating-point unit has to be on, and becomes dirty. */
  static boolean isFloat(Instruction i) {
    return switch (i.opcode()) {
      case Instruction.LOAD_FP,
          Instruction.STORE_FP,
          Instruction.MADD,
          Instruction.MSUB,
          Instruction.NMSUB,
          Instruction.NMADD,
          Instruction.OP_FP ->
          true;
      default -> false;
    };
  }

  static long reads(Instruction i) {
    return switch (i.opcode()) {
      case Instruction.LOAD,
          Instruction.LOAD_FP,
          Instruction.OP_IMM,
          Instruction.OP_IMM_32,
          Instruction.JALR ->
          x(i.rs1());
      case Instruction.STORE,
          Instruction.AMO,
          Instruction.OP,
          Instruction.OP_32,
          Instruction.BRANCH ->
          x(i.rs1()) | x(i.rs2());
      case Instruction.SYSTEM -> i.funct3() < 4 ? x(i.rs1()) : 0;
      case Instruction.STORE_FP -> x(i.rs1()) | f(i.rs2());
      case Instruction.MADD, Instruction.MSUB, Instruction.NMSUB, Instruction.NMADD ->
          f(i.rs1()) | f(i.rs2()) | f(i.rs3());
      case Instruction.OP_FP -> readsFloat(i);
      default -> 0;
    };
  }

  private static long readsFloat(Instruction i) {
    return switch (i.funct7()) {
      case 0x68, 0x69, 0x78, 0x79 -> x(i.rs1());
      case 0x20, 0x21, 0x2c, 0x2d, 0x60, 0x61, 0x70, 0x71 -> f(i.rs1());
      default -> f(i.rs1()) | f(i.rs2());
    };
  }

  static long writes(Instruction i) {
    return switch (i.opcode()) {
      case Instruction.STORE, Instruction.STORE_FP, Instruction.BRANCH, Instruction.MISC_MEM -> 0;
      case Instruction.LOAD_FP,
          Instruction.MADD,
          Instruction.MSUB,
          Instruction.NMSUB,
          Instruction.NMADD ->
          f(i.rd());
      case Instruction.OP_FP -> writesInteger(i) ? x(i.rd()) : f(i.rd());
      default -> x(i.rd());
    };
  }

  private static boolean writesInteger(Instruction i) {
    return switch (i.funct7()) {
      case 0x50, 0x51, 0x60, 0x61, 0x70, 0x71 -> true;
      default -> false;
    };
  }
}
