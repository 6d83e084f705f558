package dev.sidestep.riscv;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds in the ops of a block what there is a fused op for, and drops what does nothing. */
final class Fusion {
  private final Op[] ops;
  private int size;

  /** For the first {@code count} of {@code ops}, of which the last ends the block. */
  private Fusion(int count) {
    ops = new Op[count];
  }

  /** The first {@code count} of {@code ops}, of which the last ends the block, as fewer. */
  static Op[] fuse(Op[] ops, int count) {
    Fusion fusion = new Fusion(count);
    for (int at = 0; at < count; ) {
      at += fusion.add(ops, at, count);
    }
    return Arrays.copyOf(fusion.ops, fusion.size);
  }

  /** Adds what begins at {@code at}; how many ops that was. */
  private int add(Op[] from, int at, int count) {
    Op op = from[at];
    if (op instanceof ImmediateOps.Nop) {
      return 1;
    }
    int run = run(from, at, count);
    if (run > 1) {
      ops[size++] = several(Arrays.copyOfRange(from, at, at + run));
      return run;
    }
    Op pair = at + 1 < count ? pair(op, from[at + 1]) : null;
    ops[size++] = pair != null ? pair : op;
    return pair != null ? 2 : 1;
  }

  /** How many {@code ld} or {@code sd} through one register begin at {@code at}. */
  private static int run(Op[] ops, int at, int count) {
    int end = at;
    if (ops[at] instanceof LoadOps.Ld first) {
      while (end < count
          && ops[end] instanceof LoadOps.Ld next
          && next.rs1 == first.rs1
          && next.rd != first.rs1) {
        end++;
      }
    } else if (ops[at] instanceof StoreOps.Sd first) {
      while (end < count && ops[end] instanceof StoreOps.Sd next && next.rs1 == first.rs1) {
        end++;
      }
    }
    return end - at;
  }

  private static Op several(Op[] run) {
    return run[0] instanceof LoadOps.Ld
        ? new FusedOps.Loads(Arrays.copyOf(run, run.length, LoadOps.Ld[].class))
        : new FusedOps.Stores(Arrays.copyOf(run, run.length, StoreOps.Sd[].class));
  }

  private static @Nullable Op pair(Op first, Op second) {
    if (second instanceof BranchOps.Branch branch) {
      return beforeBranch(first, new Condition(branch));
    }
    ImmediateOps.Addi sum = sum(first);
    if (sum != null) {
      return behindSum(sum, second);
    }
    if (first instanceof LoadOps.Lbu load) {
      return behindByte(load, second);
    }
    if (first instanceof ImmediateOps.Auipc high) {
      return behindAuipc(high, second);
    }
    if (first instanceof IntegerOps.Add add) {
      return behindAdd(add, second);
    }
    return first instanceof ImmediateOps.Slli shift ? behindShift(shift, second) : null;
  }

  /** {@code addi}, and what is one in other words. */
  private static ImmediateOps.@Nullable Addi sum(Op op) {
    if (op instanceof ImmediateOps.Addi addi) {
      return addi;
    }
    if (op instanceof ImmediateOps.Li li) {
      return new ImmediateOps.Addi(li.rd, (byte) 0, li.imm);
    }
    if (op instanceof ImmediateOps.Move move) {
      return new ImmediateOps.Addi(move.rd, move.rs1, 0);
    }
    return op instanceof IntegerOps.Mv mv ? new ImmediateOps.Addi(mv.rd, mv.rs2, 0) : null;
  }

  private static @Nullable Op beforeBranch(Op first, Condition condition) {
    ImmediateOps.Addi sum = sum(first);
    if (sum != null) {
      return new FusedOps.AddiBranch(sum, condition);
    }
    if (first instanceof ImmediateOps.Andi and) {
      return new FusedOps.AndiBranch(and, condition);
    }
    if (first instanceof ImmediateOps.Addiw addiw) {
      return new FusedOps.AddiwBranch(addiw, condition);
    }
    if (first instanceof IntegerOps.Add add) {
      return new FusedOps.AddBranch(add, condition);
    }
    if (first instanceof LoadOps.Lbu load) {
      return new FusedOps.LbuBranch(load, condition);
    }
    return first instanceof LoadOps.Ld load ? new FusedOps.LdBranch(load, condition) : null;
  }

  private static @Nullable Op behindSum(ImmediateOps.Addi first, Op second) {
    ImmediateOps.Addi sum = sum(second);
    if (sum != null) {
      return new FusedOps.AddiAddi(first, sum);
    }
    if (second instanceof BranchOps.Jump jump) {
      return new FusedOps.AddiJump(first, jump);
    }
    return second instanceof BranchOps.Jr jump ? new FusedOps.AddiJr(first, jump) : null;
  }

  private static @Nullable Op behindByte(LoadOps.Lbu first, Op second) {
    ImmediateOps.Addi sum = sum(second);
    if (sum != null) {
      return new FusedOps.LbuAddi(first, sum);
    }
    return second instanceof ImmediateOps.Andi and ? new FusedOps.LbuAndi(first, and) : null;
  }

  private static @Nullable Op behindAuipc(ImmediateOps.Auipc first, Op second) {
    if (second instanceof ImmediateOps.Addi addi) {
      return new FusedOps.AuipcAddi(first, addi);
    }
    return second instanceof BranchOps.Jalr jalr ? new FusedOps.AuipcJalr(first, jalr) : null;
  }

  private static @Nullable Op behindAdd(IntegerOps.Add first, Op second) {
    if (second instanceof LoadOps.Lbu load) {
      return new FusedOps.AddLbu(first, load);
    }
    return second instanceof LoadOps.Ld load ? new FusedOps.AddLd(first, load) : null;
  }

  private static @Nullable Op behindShift(ImmediateOps.Slli first, Op second) {
    if (second instanceof ImmediateOps.Srli shift) {
      return new FusedOps.SlliSrli(first, shift);
    }
    return second instanceof IntegerOps.Add add ? new FusedOps.SlliAdd(first, add) : null;
  }
}
