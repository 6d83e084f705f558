package dev.sidestep.riscv;

final class FloatDecoder {
  static Op load(int insn, int bits) {
    return new SystemOps.Illegal(bits);
  }

  static Op store(int insn, int bits) {
    return new SystemOps.Illegal(bits);
  }

  static Op fused(int insn, int bits) {
    return new SystemOps.Illegal(bits);
  }

  static Op compute(int insn, int bits) {
    return new SystemOps.Illegal(bits);
  }
}
