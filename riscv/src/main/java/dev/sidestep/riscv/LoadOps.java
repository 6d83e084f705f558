package dev.sidestep.riscv;

/** Loads ({@code @riscv unpriv 2.6, 4.3}): the TLB probe inline, everything else in {@link Mmu}. */
final class LoadOps {
  private LoadOps() {}

  /** {@code lb}. */
  static final class Lb extends Op.Immediate {
    Lb(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long va = h.x[rs1] + imm;
      long entry = h.loadTlb + ((va >>> Tlb.INDEX_SHIFT) & Tlb.INDEX_MASK);
      if (HostMemory.getPlain(entry) == (va & Tlb.PAGE_MASK)) {
        h.x[rd] = HostMemory.getByte(va + HostMemory.getPlain(entry + Tlb.ADDEND));
        return CONTINUE;
      }
      return slow(h, va);
    }

    private int slow(Hart h, long va) {
      int result = h.mmu.load(this, va, 1);
      if (result >= 0) {
        h.x[rd] = (byte) h.mmu.loaded;
      }
      return result;
    }
  }

  /** {@code lh}. */
  static final class Lh extends Op.Immediate {
    Lh(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long va = h.x[rs1] + imm;
      long entry = h.loadTlb + ((va >>> Tlb.INDEX_SHIFT) & Tlb.INDEX_MASK);
      if (HostMemory.getPlain(entry) == ((va + 1) & Tlb.PAGE_MASK)) {
        h.x[rd] = HostMemory.getShort(va + HostMemory.getPlain(entry + Tlb.ADDEND));
        return CONTINUE;
      }
      return slow(h, va);
    }

    private int slow(Hart h, long va) {
      int result = h.mmu.load(this, va, 2);
      if (result >= 0) {
        h.x[rd] = (short) h.mmu.loaded;
      }
      return result;
    }
  }

  /** {@code lw}. */
  static final class Lw extends Op.Immediate {
    Lw(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long va = h.x[rs1] + imm;
      long entry = h.loadTlb + ((va >>> Tlb.INDEX_SHIFT) & Tlb.INDEX_MASK);
      if (HostMemory.getPlain(entry) == ((va + 3) & Tlb.PAGE_MASK)) {
        h.x[rd] = HostMemory.getInt(va + HostMemory.getPlain(entry + Tlb.ADDEND));
        return CONTINUE;
      }
      return slow(h, va);
    }

    private int slow(Hart h, long va) {
      int result = h.mmu.load(this, va, 4);
      if (result >= 0) {
        h.x[rd] = (int) h.mmu.loaded;
      }
      return result;
    }
  }

  /** {@code ld}. */
  static final class Ld extends Op.Immediate {
    Ld(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long va = h.x[rs1] + imm;
      long entry = h.loadTlb + ((va >>> Tlb.INDEX_SHIFT) & Tlb.INDEX_MASK);
      if (HostMemory.getPlain(entry) == ((va + 7) & Tlb.PAGE_MASK)) {
        h.x[rd] = HostMemory.getLong(va + HostMemory.getPlain(entry + Tlb.ADDEND));
        return CONTINUE;
      }
      return slow(h, va);
    }

    private int slow(Hart h, long va) {
      int result = h.mmu.load(this, va, 8);
      if (result >= 0) {
        h.x[rd] = h.mmu.loaded;
      }
      return result;
    }
  }

  /** {@code lbu}. */
  static final class Lbu extends Op.Immediate {
    Lbu(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long va = h.x[rs1] + imm;
      long entry = h.loadTlb + ((va >>> Tlb.INDEX_SHIFT) & Tlb.INDEX_MASK);
      if (HostMemory.getPlain(entry) == (va & Tlb.PAGE_MASK)) {
        h.x[rd] = HostMemory.getByte(va + HostMemory.getPlain(entry + Tlb.ADDEND)) & 0xff;
        return CONTINUE;
      }
      return slow(h, va);
    }

    private int slow(Hart h, long va) {
      int result = h.mmu.load(this, va, 1);
      if (result >= 0) {
        h.x[rd] = h.mmu.loaded;
      }
      return result;
    }
  }

  /** {@code lhu}. */
  static final class Lhu extends Op.Immediate {
    Lhu(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long va = h.x[rs1] + imm;
      long entry = h.loadTlb + ((va >>> Tlb.INDEX_SHIFT) & Tlb.INDEX_MASK);
      if (HostMemory.getPlain(entry) == ((va + 1) & Tlb.PAGE_MASK)) {
        h.x[rd] = HostMemory.getShort(va + HostMemory.getPlain(entry + Tlb.ADDEND)) & 0xffff;
        return CONTINUE;
      }
      return slow(h, va);
    }

    private int slow(Hart h, long va) {
      int result = h.mmu.load(this, va, 2);
      if (result >= 0) {
        h.x[rd] = h.mmu.loaded;
      }
      return result;
    }
  }

  /** {@code lwu}. */
  static final class Lwu extends Op.Immediate {
    Lwu(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long va = h.x[rs1] + imm;
      long entry = h.loadTlb + ((va >>> Tlb.INDEX_SHIFT) & Tlb.INDEX_MASK);
      if (HostMemory.getPlain(entry) == ((va + 3) & Tlb.PAGE_MASK)) {
        h.x[rd] = HostMemory.getInt(va + HostMemory.getPlain(entry + Tlb.ADDEND)) & 0xffff_ffffL;
        return CONTINUE;
      }
      return slow(h, va);
    }

    private int slow(Hart h, long va) {
      int result = h.mmu.load(this, va, 4);
      if (result >= 0) {
        h.x[rd] = h.mmu.loaded;
      }
      return result;
    }
  }
}
