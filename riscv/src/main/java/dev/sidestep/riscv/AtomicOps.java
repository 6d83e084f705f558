package dev.sidestep.riscv;

import java.lang.invoke.VarHandle;

/**
 * Atomic instructions ({@code @riscv unpriv 14}): on the host's memory, so they hold across harts;
 * all that store order fully, whatever {@code aq} and {@code rl} say; LR as it says.
 */
final class AtomicOps {
  /** {@code rl}. */
  private static final int RELEASE = 1 << 25;

  private AtomicOps() {}

  /** Loads 32 bits, and remembers where and what for a store that follows. */
  static long reserveInt(Hart h, long host) {
    return reserve(h, host, HostMemory.getInt(host));
  }

  /** Loads 64 bits, and remembers where and what for a store that follows. */
  static long reserveLong(Hart h, long host) {
    return reserve(h, host, HostMemory.getLong(host));
  }

  private static long reserve(Hart h, long host, long value) {
    VarHandle.acquireFence();
    h.reservation = host;
    h.reservedValue = value;
    return value;
  }

  /** Stores if memory still has the value that was reserved; 0 if so, else 1. */
  static long storeIfReservedInt(Hart h, long host, int value) {
    boolean stored =
        h.reservation == host && HostMemory.compareAndSetInt(host, (int) h.reservedValue, value);
    h.reservation = 0;
    return stored ? 0 : 1;
  }

  /** As {@link #storeIfReservedInt}, of 64 bits. */
  static long storeIfReservedLong(Hart h, long host, long value) {
    boolean stored =
        h.reservation == host && HostMemory.compareAndSetLong(host, h.reservedValue, value);
    h.reservation = 0;
    return stored ? 0 : 1;
  }

  /** Operands, and how to get at the memory. */
  abstract static class Atomic extends Op.Registers {
    Atomic(int insn) {
      super(insn);
    }

    /** Host address of the operand, or 0 after a trap. */
    final long locate(Hart h, long va, int width, boolean store) {
      long entry = (store ? h.storeTlb : h.loadTlb) + ((va >>> Tlb.INDEX_SHIFT) & Tlb.INDEX_MASK);
      boolean aligned = (va & (width - 1)) == 0;
      return aligned && HostMemory.getPlain(entry) == (va & Tlb.PAGE_MASK)
          ? va + HostMemory.getPlain(entry + Tlb.ADDEND)
          : h.mmu.atomicAddress(this, va, width, store);
    }

    final int finish(Hart h, long va, int width) {
      return h.mmu.slowAtomic ? h.mmu.afterSlowAtomic(this, va, width) : CONTINUE;
    }
  }

  /** {@code lr.w}. */
  static final class LrW extends Atomic {
    private final boolean release;

    LrW(int insn) {
      super(insn);
      release = (insn & RELEASE) != 0;
    }

    @Override
    int exec(Hart h) {
      long va = h.x[rs1];
      long host = locate(h, va, 4, false);
      if (host == 0) {
        return REFUSED;
      }
      if (release) {
        VarHandle.fullFence(); // stores before this load, which nothing else here orders
      }
      h.x[rd] = reserveInt(h, host);
      return CONTINUE;
    }
  }

  /** {@code sc.w}: succeeds if memory still has the value that was reserved. */
  static final class ScW extends Atomic {
    ScW(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long va = h.x[rs1];
      long host = locate(h, va, 4, true);
      if (host == 0) {
        return REFUSED;
      }
      h.x[rd] = storeIfReservedInt(h, host, (int) h.x[rs2]);
      return finish(h, va, 4);
    }
  }

  /** {@code amoswap.w}. */
  static final class AmoswapW extends Atomic {
    AmoswapW(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long va = h.x[rs1];
      long host = locate(h, va, 4, true);
      if (host == 0) {
        return REFUSED;
      }
      h.x[rd] = HostMemory.getAndSetInt(host, (int) h.x[rs2]);
      return finish(h, va, 4);
    }
  }

  /** {@code amoadd.w}. */
  static final class AmoaddW extends Atomic {
    AmoaddW(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long va = h.x[rs1];
      long host = locate(h, va, 4, true);
      if (host == 0) {
        return REFUSED;
      }
      h.x[rd] = HostMemory.getAndAddInt(host, (int) h.x[rs2]);
      return finish(h, va, 4);
    }
  }

  /** The other AMOs of 32 bits: read, combine, compare and set, until nobody interferes. */
  abstract static class CombineW extends Atomic {
    CombineW(int insn) {
      super(insn);
    }

    abstract int combine(int memory, int operand);

    @Override
    final int exec(Hart h) {
      long va = h.x[rs1];
      long host = locate(h, va, 4, true);
      if (host == 0) {
        return REFUSED;
      }
      int operand = (int) h.x[rs2];
      int old;
      do {
        old = HostMemory.getInt(host);
      } while (!HostMemory.compareAndSetInt(host, old, combine(old, operand)));
      h.x[rd] = old;
      return finish(h, va, 4);
    }
  }

  /** {@code amoxor.w}. */
  static final class AmoxorW extends CombineW {
    AmoxorW(int insn) {
      super(insn);
    }

    @Override
    int combine(int memory, int operand) {
      return memory ^ operand;
    }
  }

  /** {@code amoand.w}. */
  static final class AmoandW extends CombineW {
    AmoandW(int insn) {
      super(insn);
    }

    @Override
    int combine(int memory, int operand) {
      return memory & operand;
    }
  }

  /** {@code amoor.w}. */
  static final class AmoorW extends CombineW {
    AmoorW(int insn) {
      super(insn);
    }

    @Override
    int combine(int memory, int operand) {
      return memory | operand;
    }
  }

  /** {@code amomin.w}. */
  static final class AmominW extends CombineW {
    AmominW(int insn) {
      super(insn);
    }

    @Override
    int combine(int memory, int operand) {
      return Math.min(memory, operand);
    }
  }

  /** {@code amomax.w}. */
  static final class AmomaxW extends CombineW {
    AmomaxW(int insn) {
      super(insn);
    }

    @Override
    int combine(int memory, int operand) {
      return Math.max(memory, operand);
    }
  }

  /** {@code amominu.w}. */
  static final class AmominuW extends CombineW {
    AmominuW(int insn) {
      super(insn);
    }

    @Override
    int combine(int memory, int operand) {
      return Integer.compareUnsigned(memory, operand) < 0 ? memory : operand;
    }
  }

  /** {@code amomaxu.w}. */
  static final class AmomaxuW extends CombineW {
    AmomaxuW(int insn) {
      super(insn);
    }

    @Override
    int combine(int memory, int operand) {
      return Integer.compareUnsigned(memory, operand) > 0 ? memory : operand;
    }
  }

  /** {@code lr.d}. */
  static final class LrD extends Atomic {
    private final boolean release;

    LrD(int insn) {
      super(insn);
      release = (insn & RELEASE) != 0;
    }

    @Override
    int exec(Hart h) {
      long va = h.x[rs1];
      long host = locate(h, va, 8, false);
      if (host == 0) {
        return REFUSED;
      }
      if (release) {
        VarHandle.fullFence(); // stores before this load, which nothing else here orders
      }
      h.x[rd] = reserveLong(h, host);
      return CONTINUE;
    }
  }

  /** {@code sc.d}: succeeds if memory still has the value that was reserved. */
  static final class ScD extends Atomic {
    ScD(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long va = h.x[rs1];
      long host = locate(h, va, 8, true);
      if (host == 0) {
        return REFUSED;
      }
      h.x[rd] = storeIfReservedLong(h, host, h.x[rs2]);
      return finish(h, va, 8);
    }
  }

  /** {@code amoswap.d}. */
  static final class AmoswapD extends Atomic {
    AmoswapD(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long va = h.x[rs1];
      long host = locate(h, va, 8, true);
      if (host == 0) {
        return REFUSED;
      }
      h.x[rd] = HostMemory.getAndSetLong(host, h.x[rs2]);
      return finish(h, va, 8);
    }
  }

  /** {@code amoadd.d}. */
  static final class AmoaddD extends Atomic {
    AmoaddD(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long va = h.x[rs1];
      long host = locate(h, va, 8, true);
      if (host == 0) {
        return REFUSED;
      }
      h.x[rd] = HostMemory.getAndAddLong(host, h.x[rs2]);
      return finish(h, va, 8);
    }
  }

  /** The other AMOs of 64 bits: read, combine, compare and set, until nobody interferes. */
  abstract static class CombineD extends Atomic {
    CombineD(int insn) {
      super(insn);
    }

    abstract long combine(long memory, long operand);

    @Override
    final int exec(Hart h) {
      long va = h.x[rs1];
      long host = locate(h, va, 8, true);
      if (host == 0) {
        return REFUSED;
      }
      long operand = h.x[rs2];
      long old;
      do {
        old = HostMemory.getLong(host);
      } while (!HostMemory.compareAndSetLong(host, old, combine(old, operand)));
      h.x[rd] = old;
      return finish(h, va, 8);
    }
  }

  /** {@code amoxor.d}. */
  static final class AmoxorD extends CombineD {
    AmoxorD(int insn) {
      super(insn);
    }

    @Override
    long combine(long memory, long operand) {
      return memory ^ operand;
    }
  }

  /** {@code amoand.d}. */
  static final class AmoandD extends CombineD {
    AmoandD(int insn) {
      super(insn);
    }

    @Override
    long combine(long memory, long operand) {
      return memory & operand;
    }
  }

  /** {@code amoor.d}. */
  static final class AmoorD extends CombineD {
    AmoorD(int insn) {
      super(insn);
    }

    @Override
    long combine(long memory, long operand) {
      return memory | operand;
    }
  }

  /** {@code amomin.d}. */
  static final class AmominD extends CombineD {
    AmominD(int insn) {
      super(insn);
    }

    @Override
    long combine(long memory, long operand) {
      return Math.min(memory, operand);
    }
  }

  /** {@code amomax.d}. */
  static final class AmomaxD extends CombineD {
    AmomaxD(int insn) {
      super(insn);
    }

    @Override
    long combine(long memory, long operand) {
      return Math.max(memory, operand);
    }
  }

  /** {@code amominu.d}. */
  static final class AmominuD extends CombineD {
    AmominuD(int insn) {
      super(insn);
    }

    @Override
    long combine(long memory, long operand) {
      return Long.compareUnsigned(memory, operand) < 0 ? memory : operand;
    }
  }

  /** {@code amomaxu.d}. */
  static final class AmomaxuD extends CombineD {
    AmomaxuD(int insn) {
      super(insn);
    }

    @Override
    long combine(long memory, long operand) {
      return Long.compareUnsigned(memory, operand) > 0 ? memory : operand;
    }
  }
}
