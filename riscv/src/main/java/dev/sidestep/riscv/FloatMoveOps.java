package dev.sidestep.riscv;

import dev.sidestep.riscv.fp.Float32;
import dev.sidestep.riscv.fp.Float64;
import dev.sidestep.riscv.fp.NanBox;

/** Floating-point loads, stores, moves and classification. */
final class FloatMoveOps {
  private FloatMoveOps() {}

  /** {@code fmv.x.w}. Writes no floating-point state. */
  static final class FmvXW extends FloatOp {
    FmvXW(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    int exec(Hart h) {
      if (isOff(h)) {
        return illegal(h);
      }
      h.x[xd] = (int) h.f[rs1];
      return CONTINUE;
    }
  }

  /** {@code fmv.x.d}. Writes no floating-point state. */
  static final class FmvXD extends FloatOp {
    FmvXD(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    int exec(Hart h) {
      if (isOff(h)) {
        return illegal(h);
      }
      h.x[xd] = h.f[rs1];
      return CONTINUE;
    }
  }

  /** {@code fclass.s}. Writes no floating-point state. */
  static final class FclassS extends FloatOp {
    FclassS(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    int exec(Hart h) {
      if (isOff(h)) {
        return illegal(h);
      }
      h.x[xd] = Float32.classify(NanBox.unbox(h.f[rs1]));
      return CONTINUE;
    }
  }

  /** {@code fclass.d}. Writes no floating-point state. */
  static final class FclassD extends FloatOp {
    FclassD(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    int exec(Hart h) {
      if (isOff(h)) {
        return illegal(h);
      }
      h.x[xd] = Float64.classify(h.f[rs1]);
      return CONTINUE;
    }
  }

  /** {@code fmv.w.x}. */
  static final class FmvWX extends FloatOp.Exact {
    FmvWX(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h) {
      h.f[fd] = NanBox.box((int) h.x[rs1]);
    }
  }

  /** {@code fmv.d.x}. */
  static final class FmvDX extends FloatOp.Exact {
    FmvDX(int insn, int bits) {
      super(insn, bits);
    }

    @Override
    void compute(Hart h) {
      h.f[fd] = h.x[rs1];
    }
  }

  /** {@code flw}. */
  static final class Flw extends FloatOp {
    private final int imm;

    Flw(int insn, int bits) {
      super(insn, bits);
      imm = immediateI(insn);
    }

    @Override
    int exec(Hart h) {
      if (isOff(h)) {
        return illegal(h);
      }
      long va = h.x[rs1] + imm;
      long entry = h.loadTlb + ((va >>> Tlb.INDEX_SHIFT) & Tlb.INDEX_MASK);
      if (HostMemory.getPlain(entry) == ((va + 3) & Tlb.PAGE_MASK)) {
        h.f[fd] = NanBox.box(HostMemory.getInt(va + HostMemory.getPlain(entry + Tlb.ADDEND)));
        dirty(h);
        return CONTINUE;
      }
      return slow(h, va);
    }

    private int slow(Hart h, long va) {
      int result = h.mmu.load(this, va, 4);
      if (result >= 0) {
        h.f[fd] = NanBox.box((int) h.mmu.loaded);
        dirty(h);
      }
      return result;
    }
  }

  /** {@code fld}. */
  static final class Fld extends FloatOp {
    private final int imm;

    Fld(int insn, int bits) {
      super(insn, bits);
      imm = immediateI(insn);
    }

    @Override
    int exec(Hart h) {
      if (isOff(h)) {
        return illegal(h);
      }
      long va = h.x[rs1] + imm;
      long entry = h.loadTlb + ((va >>> Tlb.INDEX_SHIFT) & Tlb.INDEX_MASK);
      if (HostMemory.getPlain(entry) == ((va + 7) & Tlb.PAGE_MASK)) {
        h.f[fd] = HostMemory.getLong(va + HostMemory.getPlain(entry + Tlb.ADDEND));
        dirty(h);
        return CONTINUE;
      }
      return slow(h, va);
    }

    private int slow(Hart h, long va) {
      int result = h.mmu.load(this, va, 8);
      if (result >= 0) {
        h.f[fd] = h.mmu.loaded;
        dirty(h);
      }
      return result;
    }
  }

  /** {@code fsw}. */
  static final class Fsw extends FloatOp {
    private final int imm;

    Fsw(int insn, int bits) {
      super(insn, bits);
      imm = immediateS(insn);
    }

    @Override
    int exec(Hart h) {
      if (isOff(h)) {
        return illegal(h);
      }
      long va = h.x[rs1] + imm;
      long entry = h.storeTlb + ((va >>> Tlb.INDEX_SHIFT) & Tlb.INDEX_MASK);
      if (HostMemory.getPlain(entry) == ((va + 3) & Tlb.PAGE_MASK)) {
        HostMemory.putInt(va + HostMemory.getPlain(entry + Tlb.ADDEND), (int) h.f[rs2]);
        return CONTINUE;
      }
      return h.mmu.store(this, va, 4, h.f[rs2]);
    }
  }

  /** {@code fsd}. */
  static final class Fsd extends FloatOp {
    private final int imm;

    Fsd(int insn, int bits) {
      super(insn, bits);
      imm = immediateS(insn);
    }

    @Override
    int exec(Hart h) {
      if (isOff(h)) {
        return illegal(h);
      }
      long va = h.x[rs1] + imm;
      long entry = h.storeTlb + ((va >>> Tlb.INDEX_SHIFT) & Tlb.INDEX_MASK);
      if (HostMemory.getPlain(entry) == ((va + 7) & Tlb.PAGE_MASK)) {
        HostMemory.putLong(va + HostMemory.getPlain(entry + Tlb.ADDEND), h.f[rs2]);
        return CONTINUE;
      }
      return h.mmu.store(this, va, 8, h.f[rs2]);
    }
  }
}
