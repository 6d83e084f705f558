package dev.sidestep.riscv;

import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.stream.IntStream;

/**
 * Frequent sequences of instructions as one op: finding out what is next takes an interpreter
 * longer than doing it.
 *
 * <p>Such an op executes those that it is made of, which are final classes, so that the host puts
 * them into one piece of code. Each still knows its place, and whatever it does besides going on (a
 * trap, say) is as exact as without.
 */
final class FusedOps {
  private static final int LAST_BYTE = Long.BYTES - 1;

  private FusedOps() {}

  /** Accesses through one register to 64 bits each, in one page as a rule. */
  abstract static class Several extends Op {
    private final Op[] ops;
    final byte base;
    final int low;
    final int high;

    Several(Op[] ops, byte base, IntStream offsets) {
      this.ops = ops;
      this.base = base;
      IntSummaryStatistics range = offsets.summaryStatistics();
      low = range.getMin();
      high = range.getMax() + LAST_BYTE;
    }

    /** Where the first byte of all is looked up in {@code table}. */
    final long entry(long table, long va) {
      return table + (((va + low) >>> Tlb.INDEX_SHIFT) & Tlb.INDEX_MASK);
    }

    final int oneByOne(Hart h) {
      int result = CONTINUE;
      for (int i = 0; i < ops.length && result == CONTINUE; i++) {
        result = ops[i].exec(h);
      }
      return result;
    }
  }

  /** {@code ld}s through one register, which none of them loads. */
  static final class Loads extends Several {
    private final LoadOps.Ld[] loads;

    Loads(LoadOps.Ld[] loads) {
      super(loads, loads[0].rs1, Arrays.stream(loads).mapToInt(load -> load.imm));
      this.loads = loads;
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      long va = x[base];
      long entry = entry(h.loadTlb, va);
      if (HostMemory.getPlain(entry) != ((va + high) & Tlb.PAGE_MASK)) {
        return oneByOne(h);
      }
      long host = va + HostMemory.getPlain(entry + Tlb.ADDEND);
      for (LoadOps.Ld load : loads) {
        x[load.rd] = HostMemory.getLong(host + load.imm);
      }
      return CONTINUE;
    }
  }

  /** {@code sd}s through one register. */
  static final class Stores extends Several {
    private final StoreOps.Sd[] stores;

    Stores(StoreOps.Sd[] stores) {
      super(stores, stores[0].rs1, Arrays.stream(stores).mapToInt(store -> store.imm));
      this.stores = stores;
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      long va = x[base];
      long entry = entry(h.storeTlb, va);
      if (HostMemory.getPlain(entry) != ((va + high) & Tlb.PAGE_MASK)) {
        return oneByOne(h);
      }
      long host = va + HostMemory.getPlain(entry + Tlb.ADDEND);
      for (StoreOps.Sd store : stores) {
        HostMemory.putLong(host + store.imm, x[store.rs2]);
      }
      return CONTINUE;
    }
  }

  /** {@code addi}, then {@code addi}. */
  static final class AddiAddi extends Op {
    private final ImmediateOps.Addi first;
    private final ImmediateOps.Addi second;

    AddiAddi(ImmediateOps.Addi first, ImmediateOps.Addi second) {
      this.first = first;
      this.second = second;
    }

    @Override
    int exec(Hart h) {
      first.exec(h);
      return second.exec(h);
    }
  }

  /** {@code addi}, then a branch. */
  static final class AddiBranch extends Op {
    private final ImmediateOps.Addi first;
    private final Condition second;

    AddiBranch(ImmediateOps.Addi first, Condition second) {
      this.first = first;
      this.second = second;
    }

    @Override
    int exec(Hart h) {
      first.exec(h);
      return second.exec(h);
    }
  }

  /** {@code addi}, then {@code j}. */
  static final class AddiJump extends Op {
    private final ImmediateOps.Addi first;
    private final BranchOps.Jump second;

    AddiJump(ImmediateOps.Addi first, BranchOps.Jump second) {
      this.first = first;
      this.second = second;
    }

    @Override
    int exec(Hart h) {
      first.exec(h);
      return second.exec(h);
    }
  }

  /** {@code addi}, then {@code jr}. */
  static final class AddiJr extends Op {
    private final ImmediateOps.Addi first;
    private final BranchOps.Jr second;

    AddiJr(ImmediateOps.Addi first, BranchOps.Jr second) {
      this.first = first;
      this.second = second;
    }

    @Override
    int exec(Hart h) {
      first.exec(h);
      return second.exec(h);
    }
  }

  /** {@code auipc}, then {@code addi}. */
  static final class AuipcAddi extends Op {
    private final ImmediateOps.Auipc first;
    private final ImmediateOps.Addi second;

    AuipcAddi(ImmediateOps.Auipc first, ImmediateOps.Addi second) {
      this.first = first;
      this.second = second;
    }

    @Override
    int exec(Hart h) {
      first.exec(h);
      return second.exec(h);
    }
  }

  /** {@code auipc}, then {@code jalr}. */
  static final class AuipcJalr extends Op {
    private final ImmediateOps.Auipc first;
    private final BranchOps.Jalr second;

    AuipcJalr(ImmediateOps.Auipc first, BranchOps.Jalr second) {
      this.first = first;
      this.second = second;
    }

    @Override
    int exec(Hart h) {
      first.exec(h);
      return second.exec(h);
    }
  }

  /** {@code andi}, then a branch. */
  static final class AndiBranch extends Op {
    private final ImmediateOps.Andi first;
    private final Condition second;

    AndiBranch(ImmediateOps.Andi first, Condition second) {
      this.first = first;
      this.second = second;
    }

    @Override
    int exec(Hart h) {
      first.exec(h);
      return second.exec(h);
    }
  }

  /** {@code addiw}, then a branch. */
  static final class AddiwBranch extends Op {
    private final ImmediateOps.Addiw first;
    private final Condition second;

    AddiwBranch(ImmediateOps.Addiw first, Condition second) {
      this.first = first;
      this.second = second;
    }

    @Override
    int exec(Hart h) {
      first.exec(h);
      return second.exec(h);
    }
  }

  /** {@code add}, then a branch. */
  static final class AddBranch extends Op {
    private final IntegerOps.Add first;
    private final Condition second;

    AddBranch(IntegerOps.Add first, Condition second) {
      this.first = first;
      this.second = second;
    }

    @Override
    int exec(Hart h) {
      first.exec(h);
      return second.exec(h);
    }
  }

  /** {@code lbu}, then a branch. */
  static final class LbuBranch extends Op {
    private final LoadOps.Lbu first;
    private final Condition second;

    LbuBranch(LoadOps.Lbu first, Condition second) {
      this.first = first;
      this.second = second;
    }

    @Override
    int exec(Hart h) {
      int result = first.exec(h);
      return result == CONTINUE ? second.exec(h) : result;
    }
  }

  /** {@code ld}, then a branch. */
  static final class LdBranch extends Op {
    private final LoadOps.Ld first;
    private final Condition second;

    LdBranch(LoadOps.Ld first, Condition second) {
      this.first = first;
      this.second = second;
    }

    @Override
    int exec(Hart h) {
      int result = first.exec(h);
      return result == CONTINUE ? second.exec(h) : result;
    }
  }

  /** {@code lbu}, then {@code addi}. */
  static final class LbuAddi extends Op {
    private final LoadOps.Lbu first;
    private final ImmediateOps.Addi second;

    LbuAddi(LoadOps.Lbu first, ImmediateOps.Addi second) {
      this.first = first;
      this.second = second;
    }

    @Override
    int exec(Hart h) {
      int result = first.exec(h);
      return result == CONTINUE ? second.exec(h) : result;
    }
  }

  /** {@code lbu}, then {@code andi}. */
  static final class LbuAndi extends Op {
    private final LoadOps.Lbu first;
    private final ImmediateOps.Andi second;

    LbuAndi(LoadOps.Lbu first, ImmediateOps.Andi second) {
      this.first = first;
      this.second = second;
    }

    @Override
    int exec(Hart h) {
      int result = first.exec(h);
      return result == CONTINUE ? second.exec(h) : result;
    }
  }

  /** {@code add}, then {@code lbu}. */
  static final class AddLbu extends Op {
    private final IntegerOps.Add first;
    private final LoadOps.Lbu second;

    AddLbu(IntegerOps.Add first, LoadOps.Lbu second) {
      this.first = first;
      this.second = second;
    }

    @Override
    int exec(Hart h) {
      first.exec(h);
      return second.exec(h);
    }
  }

  /** {@code add}, then {@code ld}. */
  static final class AddLd extends Op {
    private final IntegerOps.Add first;
    private final LoadOps.Ld second;

    AddLd(IntegerOps.Add first, LoadOps.Ld second) {
      this.first = first;
      this.second = second;
    }

    @Override
    int exec(Hart h) {
      first.exec(h);
      return second.exec(h);
    }
  }

  /** {@code slli}, then {@code srli}. */
  static final class SlliSrli extends Op {
    private final ImmediateOps.Slli first;
    private final ImmediateOps.Srli second;

    SlliSrli(ImmediateOps.Slli first, ImmediateOps.Srli second) {
      this.first = first;
      this.second = second;
    }

    @Override
    int exec(Hart h) {
      first.exec(h);
      return second.exec(h);
    }
  }

  /** {@code slli}, then {@code add}. */
  static final class SlliAdd extends Op {
    private final ImmediateOps.Slli first;
    private final IntegerOps.Add second;

    SlliAdd(ImmediateOps.Slli first, IntegerOps.Add second) {
      this.first = first;
      this.second = second;
    }

    @Override
    int exec(Hart h) {
      first.exec(h);
      return second.exec(h);
    }
  }
}
