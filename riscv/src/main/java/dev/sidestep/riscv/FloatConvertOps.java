package dev.sidestep.riscv;

import dev.sidestep.riscv.fp.Float32;
import dev.sidestep.riscv.fp.Float64;
import dev.sidestep.riscv.fp.NanBox;

/** Conversions between integers, singles and doubles. */
final class FloatConvertOps {
  private FloatConvertOps() {}

  /** {@code fcvt.w.s}. */
  static final class FcvtWS extends FloatOp.Rounding {
    FcvtWS(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h, int mode) {
      h.x[xd] = Float32.toInt32(NanBox.unbox(h.f[rs1]), mode, h.fp);
    }
  }

  /** {@code fcvt.wu.s}. */
  static final class FcvtWuS extends FloatOp.Rounding {
    FcvtWuS(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h, int mode) {
      h.x[xd] = Float32.toUint32(NanBox.unbox(h.f[rs1]), mode, h.fp);
    }
  }

  /** {@code fcvt.l.s}. */
  static final class FcvtLS extends FloatOp.Rounding {
    FcvtLS(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h, int mode) {
      h.x[xd] = Float32.toInt64(NanBox.unbox(h.f[rs1]), mode, h.fp);
    }
  }

  /** {@code fcvt.lu.s}. */
  static final class FcvtLuS extends FloatOp.Rounding {
    FcvtLuS(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h, int mode) {
      h.x[xd] = Float32.toUint64(NanBox.unbox(h.f[rs1]), mode, h.fp);
    }
  }

  /** {@code fcvt.s.w}. */
  static final class FcvtSW extends FloatOp.Rounding {
    FcvtSW(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h, int mode) {
      h.f[fd] = NanBox.box(Float32.fromInt32((int) h.x[rs1], mode, h.fp));
    }
  }

  /** {@code fcvt.s.wu}. */
  static final class FcvtSWu extends FloatOp.Rounding {
    FcvtSWu(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h, int mode) {
      h.f[fd] = NanBox.box(Float32.fromUint32((int) h.x[rs1], mode, h.fp));
    }
  }

  /** {@code fcvt.s.l}. */
  static final class FcvtSL extends FloatOp.Rounding {
    FcvtSL(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h, int mode) {
      h.f[fd] = NanBox.box(Float32.fromInt64(h.x[rs1], mode, h.fp));
    }
  }

  /** {@code fcvt.s.lu}. */
  static final class FcvtSLu extends FloatOp.Rounding {
    FcvtSLu(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h, int mode) {
      h.f[fd] = NanBox.box(Float32.fromUint64(h.x[rs1], mode, h.fp));
    }
  }

  /** {@code fcvt.w.d}. */
  static final class FcvtWD extends FloatOp.Rounding {
    FcvtWD(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h, int mode) {
      h.x[xd] = Float64.toInt32(h.f[rs1], mode, h.fp);
    }
  }

  /** {@code fcvt.wu.d}. */
  static final class FcvtWuD extends FloatOp.Rounding {
    FcvtWuD(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h, int mode) {
      h.x[xd] = Float64.toUint32(h.f[rs1], mode, h.fp);
    }
  }

  /** {@code fcvt.l.d}. */
  static final class FcvtLD extends FloatOp.Rounding {
    FcvtLD(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h, int mode) {
      h.x[xd] = Float64.toInt64(h.f[rs1], mode, h.fp);
    }
  }

  /** {@code fcvt.lu.d}. */
  static final class FcvtLuD extends FloatOp.Rounding {
    FcvtLuD(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h, int mode) {
      h.x[xd] = Float64.toUint64(h.f[rs1], mode, h.fp);
    }
  }

  /** {@code fcvt.d.w}. */
  static final class FcvtDW extends FloatOp.Rounding {
    FcvtDW(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h, int mode) {
      h.f[fd] = Float64.fromInt32((int) h.x[rs1]);
    }
  }

  /** {@code fcvt.d.wu}. */
  static final class FcvtDWu extends FloatOp.Rounding {
    FcvtDWu(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h, int mode) {
      h.f[fd] = Float64.fromUint32((int) h.x[rs1]);
    }
  }

  /** {@code fcvt.d.l}. */
  static final class FcvtDL extends FloatOp.Rounding {
    FcvtDL(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h, int mode) {
      h.f[fd] = Float64.fromInt64(h.x[rs1], mode, h.fp);
    }
  }

  /** {@code fcvt.d.lu}. */
  static final class FcvtDLu extends FloatOp.Rounding {
    FcvtDLu(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h, int mode) {
      h.f[fd] = Float64.fromUint64(h.x[rs1], mode, h.fp);
    }
  }

  /** {@code fcvt.s.d}. */
  static final class FcvtSD extends FloatOp.Rounding {
    FcvtSD(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h, int mode) {
      h.f[fd] = NanBox.box(Float64.toFloat32(h.f[rs1], mode, h.fp));
    }
  }

  /** {@code fcvt.d.s}. */
  static final class FcvtDS extends FloatOp.Rounding {
    FcvtDS(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h, int mode) {
      h.f[fd] = Float32.toFloat64(NanBox.unbox(h.f[rs1]), h.fp);
    }
  }
}
