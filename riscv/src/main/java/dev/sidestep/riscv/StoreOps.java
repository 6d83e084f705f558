package dev.sidestep.riscv;

/**
 * Stores ({@code @riscv unpriv 2.6, 4.3}): the TLB probe inline, everything else in {@link Mmu}.
 */
final class StoreOps {
  private StoreOps() {}

  /** Operands of a store. */
  abstract static class Store extends Op {
    final byte rs1;
    final byte rs2;
    final int imm;

    Store(int insn) {
      rs1 = rs1(insn);
      rs2 = rs2(insn);
      imm = immediateS(insn);
    }
  }

  /** {@code sb}. */
  static final class Sb extends Store {
    Sb(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long va = h.x[rs1] + imm;
      long entry = h.storeTlb + ((va >>> Tlb.INDEX_SHIFT) & Tlb.INDEX_MASK);
      if (HostMemory.getPlain(entry) == (va & Tlb.PAGE_MASK)) {
        HostMemory.putByte(va + HostMemory.getPlain(entry + Tlb.ADDEND), (byte) h.x[rs2]);
        return CONTINUE;
      }
      return h.mmu.store(this, va, 1, h.x[rs2]);
    }
  }

  /** {@code sh}. */
  static final class Sh extends Store {
    Sh(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long va = h.x[rs1] + imm;
      long entry = h.storeTlb + ((va >>> Tlb.INDEX_SHIFT) & Tlb.INDEX_MASK);
      if (HostMemory.getPlain(entry) == ((va + 1) & Tlb.PAGE_MASK)) {
        HostMemory.putShort(va + HostMemory.getPlain(entry + Tlb.ADDEND), (short) h.x[rs2]);
        return CONTINUE;
      }
      return h.mmu.store(this, va, 2, h.x[rs2]);
    }
  }

  /** {@code sw}. */
  static final class Sw extends Store {
    Sw(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long va = h.x[rs1] + imm;
      long entry = h.storeTlb + ((va >>> Tlb.INDEX_SHIFT) & Tlb.INDEX_MASK);
      if (HostMemory.getPlain(entry) == ((va + 3) & Tlb.PAGE_MASK)) {
        HostMemory.putInt(va + HostMemory.getPlain(entry + Tlb.ADDEND), (int) h.x[rs2]);
        return CONTINUE;
      }
      return h.mmu.store(this, va, 4, h.x[rs2]);
    }
  }

  /** {@code sd}. */
  static final class Sd extends Store {
    Sd(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long va = h.x[rs1] + imm;
      long entry = h.storeTlb + ((va >>> Tlb.INDEX_SHIFT) & Tlb.INDEX_MASK);
      if (HostMemory.getPlain(entry) == ((va + 7) & Tlb.PAGE_MASK)) {
        HostMemory.putLong(va + HostMemory.getPlain(entry + Tlb.ADDEND), h.x[rs2]);
        return CONTINUE;
      }
      return h.mmu.store(this, va, 8, h.x[rs2]);
    }
  }
}
