package dev.sidestep.riscv;

/**
 * A floating-point instruction ({@code @riscv unpriv 20, 21}). Illegal while {@code mstatus.FS} is
 * off, or while the rounding mode in force is reserved.
 */
abstract class FloatOp extends Op {
  private static final int DYNAMIC = 7;
  private static final int ILLEGAL = -1;
  private static final int RESERVED_FROM = 5;

  /** Numbers of registers; {@code rd} may be of either kind, and is then {@link #xd}. */
  final byte fd;

  final byte xd;
  final byte rs1;
  final byte rs2;
  final byte rs3;
  private final byte rounding;
  private final int bits;

  FloatOp(int insn, int bits) {
    fd = (byte) ((insn >>> 7) & 31);
    xd = rd(insn);
    rs1 = rs1(insn);
    rs2 = rs2(insn);
    rs3 = (byte) (insn >>> 27);
    rounding = (byte) (insn >>> 12 & 7);
    this.bits = bits;
  }

  static boolean isReservedRounding(int insn) {
    int rounding = insn >>> 12 & 7;
    return rounding >= RESERVED_FROM && rounding != DYNAMIC;
  }

  final boolean isOff(Hart h) {
    return (h.mstatus & Status.FS) == 0;
  }

  /** A register or flag is written: the state of the unit is dirty. */
  final void dirty(Hart h) {
    h.mstatus |= Status.FS;
  }

  final int illegal(Hart h) {
    return h.illegal(this, bits);
  }

  /** An instruction that does not round. */
  abstract static class Exact extends FloatOp {
    Exact(int insn, int bits) {
      super(insn, bits);
    }

    abstract void compute(Hart h);

    @Override
    final int exec(Hart h) {
      if (isOff(h)) {
        return illegal(h);
      }
      compute(h);
      dirty(h);
      return CONTINUE;
    }
  }

  /** An instruction that rounds. */
  abstract static class Rounding extends FloatOp {
    Rounding(int insn, int bits) {
      super(insn, bits);
    }

    abstract void compute(Hart h, int mode);

    @Override
    final int exec(Hart h) {
      int mode = mode(h);
      if (mode == ILLEGAL) {
        return illegal(h);
      }
      compute(h, mode);
      dirty(h);
      return CONTINUE;
    }
  }

  final int mode(Hart h) {
    int mode = rounding == DYNAMIC ? h.csrs.frm : rounding;
    return isOff(h) || mode >= RESERVED_FROM ? ILLEGAL : mode;
  }
}
