package dev.sidestep.riscv;

import dev.sidestep.riscv.fp.Float32;
import dev.sidestep.riscv.fp.NanBox;

/** F arithmetic and comparison, on singles that are boxed in NaNs. */
final class SingleOps {
  private SingleOps() {}

  private static final int SIGN = Integer.MIN_VALUE;

  /** {@code fadd.s}. */
  static final class FaddS extends FloatOp.Rounding {
    FaddS(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h, int mode) {
      h.f[fd] = NanBox.box(Float32.add(NanBox.unbox(h.f[rs1]), NanBox.unbox(h.f[rs2]), mode, h.fp));
    }
  }

  /** {@code fsub.s}. */
  static final class FsubS extends FloatOp.Rounding {
    FsubS(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h, int mode) {
      h.f[fd] = NanBox.box(Float32.sub(NanBox.unbox(h.f[rs1]), NanBox.unbox(h.f[rs2]), mode, h.fp));
    }
  }

  /** {@code fmul.s}. */
  static final class FmulS extends FloatOp.Rounding {
    FmulS(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h, int mode) {
      h.f[fd] = NanBox.box(Float32.mul(NanBox.unbox(h.f[rs1]), NanBox.unbox(h.f[rs2]), mode, h.fp));
    }
  }

  /** {@code fdiv.s}. */
  static final class FdivS extends FloatOp.Rounding {
    FdivS(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h, int mode) {
      h.f[fd] = NanBox.box(Float32.div(NanBox.unbox(h.f[rs1]), NanBox.unbox(h.f[rs2]), mode, h.fp));
    }
  }

  /** {@code fsqrt.s}. */
  static final class FsqrtS extends FloatOp.Rounding {
    FsqrtS(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h, int mode) {
      h.f[fd] = NanBox.box(Float32.sqrt(NanBox.unbox(h.f[rs1]), mode, h.fp));
    }
  }

  /** {@code fmadd.s}. */
  static final class FmaddS extends FloatOp.Rounding {
    FmaddS(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h, int mode) {
      h.f[fd] =
          NanBox.box(
              Float32.fma(
                  NanBox.unbox(h.f[rs1]),
                  NanBox.unbox(h.f[rs2]),
                  NanBox.unbox(h.f[rs3]),
                  mode,
                  h.fp));
    }
  }

  /** {@code fmsub.s}. */
  static final class FmsubS extends FloatOp.Rounding {
    FmsubS(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h, int mode) {
      h.f[fd] =
          NanBox.box(
              Float32.fma(
                  NanBox.unbox(h.f[rs1]),
                  NanBox.unbox(h.f[rs2]),
                  NanBox.unbox(h.f[rs3]) ^ SIGN,
                  mode,
                  h.fp));
    }
  }

  /** {@code fnmsub.s}. */
  static final class FnmsubS extends FloatOp.Rounding {
    FnmsubS(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h, int mode) {
      h.f[fd] =
          NanBox.box(
              Float32.fma(
                  NanBox.unbox(h.f[rs1]) ^ SIGN,
                  NanBox.unbox(h.f[rs2]),
                  NanBox.unbox(h.f[rs3]),
                  mode,
                  h.fp));
    }
  }

  /** {@code fnmadd.s}. */
  static final class FnmaddS extends FloatOp.Rounding {
    FnmaddS(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h, int mode) {
      h.f[fd] =
          NanBox.box(
              Float32.fma(
                  NanBox.unbox(h.f[rs1]) ^ SIGN,
                  NanBox.unbox(h.f[rs2]),
                  NanBox.unbox(h.f[rs3]) ^ SIGN,
                  mode,
                  h.fp));
    }
  }

  /** {@code fmin.s}. */
  static final class FminS extends FloatOp.Exact {
    FminS(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h) {
      h.f[fd] = NanBox.box(Float32.min(NanBox.unbox(h.f[rs1]), NanBox.unbox(h.f[rs2]), h.fp));
    }
  }

  /** {@code fmax.s}. */
  static final class FmaxS extends FloatOp.Exact {
    FmaxS(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h) {
      h.f[fd] = NanBox.box(Float32.max(NanBox.unbox(h.f[rs1]), NanBox.unbox(h.f[rs2]), h.fp));
    }
  }

  /** {@code feq.s}. */
  static final class FeqS extends FloatOp.Exact {
    FeqS(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h) {
      h.x[xd] = Float32.eq(NanBox.unbox(h.f[rs1]), NanBox.unbox(h.f[rs2]), h.fp) ? 1 : 0;
    }
  }

  /** {@code flt.s}. */
  static final class FltS extends FloatOp.Exact {
    FltS(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h) {
      h.x[xd] = Float32.lt(NanBox.unbox(h.f[rs1]), NanBox.unbox(h.f[rs2]), h.fp) ? 1 : 0;
    }
  }

  /** {@code fle.s}. */
  static final class FleS extends FloatOp.Exact {
    FleS(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h) {
      h.x[xd] = Float32.le(NanBox.unbox(h.f[rs1]), NanBox.unbox(h.f[rs2]), h.fp) ? 1 : 0;
    }
  }

  /** {@code fsgnj.s}. */
  static final class FsgnjS extends FloatOp.Exact {
    FsgnjS(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h) {
      h.f[fd] = NanBox.box((NanBox.unbox(h.f[rs1]) & ~SIGN) | (NanBox.unbox(h.f[rs2]) & SIGN));
    }
  }

  /** {@code fsgnjn.s}. */
  static final class FsgnjnS extends FloatOp.Exact {
    FsgnjnS(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h) {
      h.f[fd] = NanBox.box((NanBox.unbox(h.f[rs1]) & ~SIGN) | (~NanBox.unbox(h.f[rs2]) & SIGN));
    }
  }

  /** {@code fsgnjx.s}. */
  static final class FsgnjxS extends FloatOp.Exact {
    FsgnjxS(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h) {
      h.f[fd] = NanBox.box(NanBox.unbox(h.f[rs1]) ^ (NanBox.unbox(h.f[rs2]) & SIGN));
    }
  }
}
