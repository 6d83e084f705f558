package dev.sidestep.riscv;

import java.lang.invoke.VarHandle;

/** Instructions of the SYSTEM and MISC-MEM opcodes ({@code @riscv priv 3.3, unpriv 6, 7}). */
final class SystemOps {
  private SystemOps() {}

  /** An instruction that may turn out to be illegal, and then reports its bits. */
  abstract static class Checked extends Op {
    final int bits;

    Checked(int bits) {
      this.bits = bits;
    }

    @Override
    boolean endsBlock() {
      return true;
    }
  }

  /** Whatever does not decode. */
  static final class Illegal extends Checked {
    Illegal(int bits) {
      super(bits);
    }

    @Override
    int exec(Hart h) {
      return h.illegal(this, bits);
    }
  }

  /** {@code ecall}. */
  static final class Ecall extends Checked {
    Ecall(int bits) {
      super(bits);
    }

    @Override
    int exec(Hart h) {
      return h.trap(this, Cause.ECALL_FROM_U + h.privilege, 0);
    }
  }

  /** {@code ebreak}. */
  static final class Ebreak extends Checked {
    Ebreak(int bits) {
      super(bits);
    }

    @Override
    int exec(Hart h) {
      return h.trap(this, Cause.BREAKPOINT, h.pc + offset);
    }
  }

  /** {@code mret}. */
  static final class Mret extends Checked {
    Mret(int bits) {
      super(bits);
    }

    @Override
    int exec(Hart h) {
      if (h.privilege < Hart.MACHINE) {
        return h.illegal(this, bits);
      }
      h.leave(this);
      h.traps().returnFromMachine();
      return LEFT;
    }
  }

  /** {@code sret}. */
  static final class Sret extends Checked {
    Sret(int bits) {
      super(bits);
    }

    @Override
    int exec(Hart h) {
      boolean trapped = h.privilege == Hart.SUPERVISOR && (h.mstatus & Status.TSR) != 0;
      if (h.privilege < Hart.SUPERVISOR || trapped) {
        return h.illegal(this, bits);
      }
      h.leave(this);
      h.traps().returnFromSupervisor();
      return LEFT;
    }
  }

  /** {@code wfi}: ends the run, unless something to wake up for is pending. */
  static final class Wfi extends Checked {
    Wfi(int bits) {
      super(bits);
    }

    @Override
    int exec(Hart h) {
      boolean trapped = h.privilege < Hart.MACHINE && (h.mstatus & Status.TW) != 0;
      if (h.privilege == Hart.USER || trapped) {
        return h.illegal(this, bits);
      }
      if (!h.isWakeupPending()) {
        h.stopAfter(RunResult.WFI);
      }
      return h.leave(this);
    }
  }

  /** {@code sfence.vma}. Nothing is cached of any address space but the current one. */
  static final class SfenceVma extends Checked {
    private final byte rs1;
    private final byte rs2;

    SfenceVma(int bits) {
      super(bits);
      rs1 = rs1(bits);
      rs2 = rs2(bits);
    }

    @Override
    int exec(Hart h) {
      boolean trapped = h.privilege == Hart.SUPERVISOR && (h.mstatus & Status.TVM) != 0;
      if (h.privilege == Hart.USER || trapped) {
        return h.illegal(this, bits);
      }
      if (rs2 == 0) {
        fenceAll(h);
      } else if (h.csrs.isCurrentSpace(h.x[rs2])) {
        fenceSpace(h);
      }
      return h.leave(this);
    }

    private void fenceAll(Hart h) {
      if (rs1 == 0) {
        h.mmu.flush();
      } else {
        h.mmu.flushPage(h.x[rs1]);
      }
    }

    /** Global translations may stay. */
    private void fenceSpace(Hart h) {
      if (rs1 == 0) {
        h.mmu.flushLocal();
      } else {
        h.mmu.flushLocalPage(h.x[rs1]);
      }
    }
  }

  /** {@code fence.i}. */
  static final class FenceI extends Op {
    @Override
    int exec(Hart h) {
      h.code.instructionFence();
      return h.leave(this);
    }

    @Override
    boolean endsBlock() {
      return true;
    }
  }

  /** {@code fence} that orders stores before loads: the only order that opaque accesses lack. */
  static final class FullFence extends Op {
    @Override
    int exec(Hart h) {
      VarHandle.fullFence();
      return CONTINUE;
    }
  }

  /** Any weaker {@code fence}. */
  static final class WeakFence extends Op {
    @Override
    int exec(Hart h) {
      VarHandle.acquireFence();
      VarHandle.releaseFence();
      return CONTINUE;
    }
  }
}
