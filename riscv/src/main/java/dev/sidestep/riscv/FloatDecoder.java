package dev.sidestep.riscv;

/** The part of {@link Decoder} for F and D. */
final class FloatDecoder {
  private FloatDecoder() {}

  static Op load(int insn, int bits) {
    return switch (funct3(insn)) {
      case 2 -> new FloatMoveOps.Flw(insn, bits);
      case 3 -> new FloatMoveOps.Fld(insn, bits);
      default -> new SystemOps.Illegal(bits);
    };
  }

  static Op store(int insn, int bits) {
    return switch (funct3(insn)) {
      case 2 -> new FloatMoveOps.Fsw(insn, bits);
      case 3 -> new FloatMoveOps.Fsd(insn, bits);
      default -> new SystemOps.Illegal(bits);
    };
  }

  private static int funct3(int insn) {
    return insn >>> 12 & 7;
  }

  private static int funct7(int insn) {
    return insn >>> 25;
  }

  /** The multiply-adds: two bits of the opcode and the format choose. */
  static Op fused(int insn, int bits) {
    if (FloatOp.isReservedRounding(insn)) {
      return new SystemOps.Illegal(bits);
    }
    return switch ((insn >>> 2 & 3) << 2 | (insn >>> 25 & 3)) {
      case 0 -> new SingleOps.FmaddS(insn, bits);
      case 1 -> new DoubleOps.FmaddD(insn, bits);
      case 4 -> new SingleOps.FmsubS(insn, bits);
      case 5 -> new DoubleOps.FmsubD(insn, bits);
      case 8 -> new SingleOps.FnmsubS(insn, bits);
      case 9 -> new DoubleOps.FnmsubD(insn, bits);
      case 12 -> new SingleOps.FnmaddS(insn, bits);
      case 13 -> new DoubleOps.FnmaddD(insn, bits);
      default -> new SystemOps.Illegal(bits);
    };
  }

  /** Everything of opcode OP-FP. */
  static Op compute(int insn, int bits) {
    return switch (funct7(insn)) {
      case 0x10, 0x14, 0x50 -> single(insn, bits);
      case 0x11, 0x15, 0x51 -> real(insn, bits);
      case 0x70, 0x71, 0x78, 0x79 -> move(insn, bits);
      default ->
          FloatOp.isReservedRounding(insn) ? new SystemOps.Illegal(bits) : rounding(insn, bits);
    };
  }

  private static Op single(int insn, int bits) {
    return switch (funct7(insn) << 3 | funct3(insn)) {
      case 0x10 << 3 -> new SingleOps.FsgnjS(insn, bits);
      case 0x10 << 3 | 1 -> new SingleOps.FsgnjnS(insn, bits);
      case 0x10 << 3 | 2 -> new SingleOps.FsgnjxS(insn, bits);
      case 0x14 << 3 -> new SingleOps.FminS(insn, bits);
      case 0x14 << 3 | 1 -> new SingleOps.FmaxS(insn, bits);
      case 0x50 << 3 -> new SingleOps.FleS(insn, bits);
      case 0x50 << 3 | 1 -> new SingleOps.FltS(insn, bits);
      case 0x50 << 3 | 2 -> new SingleOps.FeqS(insn, bits);
      default -> new SystemOps.Illegal(bits);
    };
  }

  private static Op real(int insn, int bits) {
    return switch (funct7(insn) << 3 | funct3(insn)) {
      case 0x11 << 3 -> new DoubleOps.FsgnjD(insn, bits);
      case 0x11 << 3 | 1 -> new DoubleOps.FsgnjnD(insn, bits);
      case 0x11 << 3 | 2 -> new DoubleOps.FsgnjxD(insn, bits);
      case 0x15 << 3 -> new DoubleOps.FminD(insn, bits);
      case 0x15 << 3 | 1 -> new DoubleOps.FmaxD(insn, bits);
      case 0x51 << 3 -> new DoubleOps.FleD(insn, bits);
      case 0x51 << 3 | 1 -> new DoubleOps.FltD(insn, bits);
      case 0x51 << 3 | 2 -> new DoubleOps.FeqD(insn, bits);
      default -> new SystemOps.Illegal(bits);
    };
  }

  private static Op move(int insn, int bits) {
    if (Op.rs2(insn) != 0) {
      return new SystemOps.Illegal(bits);
    }
    return switch (funct7(insn) << 3 | funct3(insn)) {
      case 0x70 << 3 -> new FloatMoveOps.FmvXW(insn, bits);
      case 0x71 << 3 -> new FloatMoveOps.FmvXD(insn, bits);
      case 0x70 << 3 | 1 -> new FloatMoveOps.FclassS(insn, bits);
      case 0x71 << 3 | 1 -> new FloatMoveOps.FclassD(insn, bits);
      case 0x78 << 3 -> new FloatMoveOps.FmvWX(insn, bits);
      case 0x79 << 3 -> new FloatMoveOps.FmvDX(insn, bits);
      default -> new SystemOps.Illegal(bits);
    };
  }

  private static Op rounding(int insn, int bits) {
    return switch (funct7(insn)) {
      case 0x00 -> new SingleOps.FaddS(insn, bits);
      case 0x04 -> new SingleOps.FsubS(insn, bits);
      case 0x08 -> new SingleOps.FmulS(insn, bits);
      case 0x0c -> new SingleOps.FdivS(insn, bits);
      case 0x01 -> new DoubleOps.FaddD(insn, bits);
      case 0x05 -> new DoubleOps.FsubD(insn, bits);
      case 0x09 -> new DoubleOps.FmulD(insn, bits);
      case 0x0d -> new DoubleOps.FdivD(insn, bits);
      default -> convert(insn, bits);
    };
  }

  /** One operand; rs2 says which conversion. */
  private static Op convert(int insn, int bits) {
    return switch (funct7(insn) << 5 | Op.rs2(insn)) {
      case 0x2c << 5 -> new SingleOps.FsqrtS(insn, bits);
      case 0x2d << 5 -> new DoubleOps.FsqrtD(insn, bits);
      case 0x20 << 5 | 1 -> new FloatConvertOps.FcvtSD(insn, bits);
      case 0x21 << 5 -> new FloatConvertOps.FcvtDS(insn, bits);
      case 0x60 << 5 -> new FloatConvertOps.FcvtWS(insn, bits);
      case 0x68 << 5 -> new FloatConvertOps.FcvtSW(insn, bits);
      case 0x60 << 5 | 1 -> new FloatConvertOps.FcvtWuS(insn, bits);
      case 0x68 << 5 | 1 -> new FloatConvertOps.FcvtSWu(insn, bits);
      case 0x60 << 5 | 2 -> new FloatConvertOps.FcvtLS(insn, bits);
      case 0x68 << 5 | 2 -> new FloatConvertOps.FcvtSL(insn, bits);
      case 0x60 << 5 | 3 -> new FloatConvertOps.FcvtLuS(insn, bits);
      case 0x68 << 5 | 3 -> new FloatConvertOps.FcvtSLu(insn, bits);
      case 0x61 << 5 -> new FloatConvertOps.FcvtWD(insn, bits);
      case 0x69 << 5 -> new FloatConvertOps.FcvtDW(insn, bits);
      case 0x61 << 5 | 1 -> new FloatConvertOps.FcvtWuD(insn, bits);
      case 0x69 << 5 | 1 -> new FloatConvertOps.FcvtDWu(insn, bits);
      case 0x61 << 5 | 2 -> new FloatConvertOps.FcvtLD(insn, bits);
      case 0x69 << 5 | 2 -> new FloatConvertOps.FcvtDL(insn, bits);
      case 0x61 << 5 | 3 -> new FloatConvertOps.FcvtLuD(insn, bits);
      case 0x69 << 5 | 3 -> new FloatConvertOps.FcvtDLu(insn, bits);
      default -> new SystemOps.Illegal(bits);
    };
  }
}
