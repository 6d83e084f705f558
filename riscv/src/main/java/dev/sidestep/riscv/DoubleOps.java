package dev.sidestep.riscv;

import dev.sidestep.riscv.fp.Float64;

/** D arithmetic and comparison. */
final class DoubleOps {
  private DoubleOps() {}

  private static final long SIGN = Long.MIN_VALUE;

  /** {@code fadd.d}. */
  static final class FaddD extends FloatOp.Rounding {
    FaddD(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h, int mode) {
      h.f[fd] = Float64.add(h.f[rs1], h.f[rs2], mode, h.fp);
    }
  }

  /** {@code fsub.d}. */
  static final class FsubD extends FloatOp.Rounding {
    FsubD(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h, int mode) {
      h.f[fd] = Float64.sub(h.f[rs1], h.f[rs2], mode, h.fp);
    }
  }

  /** {@code fmul.d}. */
  static final class FmulD extends FloatOp.Rounding {
    FmulD(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h, int mode) {
      h.f[fd] = Float64.mul(h.f[rs1], h.f[rs2], mode, h.fp);
    }
  }

  /** {@code fdiv.d}. */
  static final class FdivD extends FloatOp.Rounding {
    FdivD(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h, int mode) {
      h.f[fd] = Float64.div(h.f[rs1], h.f[rs2], mode, h.fp);
    }
  }

  /** {@code fsqrt.d}. */
  static final class FsqrtD extends FloatOp.Rounding {
    FsqrtD(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h, int mode) {
      h.f[fd] = Float64.sqrt(h.f[rs1], mode, h.fp);
    }
  }

  /** {@code fmadd.d}. */
  static final class FmaddD extends FloatOp.Rounding {
    FmaddD(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h, int mode) {
      h.f[fd] = Float64.fma(h.f[rs1], h.f[rs2], h.f[rs3], mode, h.fp);
    }
  }

  /** {@code fmsub.d}. */
  static final class FmsubD extends FloatOp.Rounding {
    FmsubD(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h, int mode) {
      h.f[fd] = Float64.fma(h.f[rs1], h.f[rs2], h.f[rs3] ^ SIGN, mode, h.fp);
    }
  }

  /** {@code fnmsub.d}. */
  static final class FnmsubD extends FloatOp.Rounding {
    FnmsubD(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h, int mode) {
      h.f[fd] = Float64.fma(h.f[rs1] ^ SIGN, h.f[rs2], h.f[rs3], mode, h.fp);
    }
  }

  /** {@code fnmadd.d}. */
  static final class FnmaddD extends FloatOp.Rounding {
    FnmaddD(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h, int mode) {
      h.f[fd] = Float64.fma(h.f[rs1] ^ SIGN, h.f[rs2], h.f[rs3] ^ SIGN, mode, h.fp);
    }
  }

  /** {@code fmin.d}. */
  static final class FminD extends FloatOp.Exact {
    FminD(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h) {
      h.f[fd] = Float64.min(h.f[rs1], h.f[rs2], h.fp);
    }
  }

  /** {@code fmax.d}. */
  static final class FmaxD extends FloatOp.Exact {
    FmaxD(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h) {
      h.f[fd] = Float64.max(h.f[rs1], h.f[rs2], h.fp);
    }
  }

  /** {@code feq.d}. */
  static final class FeqD extends FloatOp.Exact {
    FeqD(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h) {
      h.x[xd] = Float64.eq(h.f[rs1], h.f[rs2], h.fp) ? 1 : 0;
    }
  }

  /** {@code flt.d}. */
  static final class FltD extends FloatOp.Exact {
    FltD(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h) {
      h.x[xd] = Float64.lt(h.f[rs1], h.f[rs2], h.fp) ? 1 : 0;
    }
  }

  /** {@code fle.d}. */
  static final class FleD extends FloatOp.Exact {
    FleD(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h) {
      h.x[xd] = Float64.le(h.f[rs1], h.f[rs2], h.fp) ? 1 : 0;
    }
  }

  /** {@code fsgnj.d}. */
  static final class FsgnjD extends FloatOp.Exact {
    FsgnjD(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h) {
      h.f[fd] = (h.f[rs1] & ~SIGN) | (h.f[rs2] & SIGN);
    }
  }

  /** {@code fsgnjn.d}. */
  static final class FsgnjnD extends FloatOp.Exact {
    FsgnjnD(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h) {
      h.f[fd] = (h.f[rs1] & ~SIGN) | (~h.f[rs2] & SIGN);
    }
  }

  /** {@code fsgnjx.d}. */
  static final class FsgnjxD extends FloatOp.Exact {
    FsgnjxD(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h) {
      h.f[fd] = h.f[rs1] ^ (h.f[rs2] & SIGN);
    }
  }
}
