package dev.sidestep.riscv;

/** Jumps and branches ({@code @riscv unpriv 2.5}). Targets are even, so none is misaligned. */
final class BranchOps {
  private BranchOps() {}

  /** A jump whose target is known: the offset from the start of the block. */
  abstract static class Direct extends Op {
    private final int displacement;

    Direct(int displacement) {
      this.displacement = displacement;
    }

    int target() {
      return offset + displacement;
    }

    @Override
    boolean endsBlock() {
      return true;
    }
  }

  /** Ends a block that no jump ends. Not an instruction. */
  static final class End extends Op {
    @Override
    int exec(Hart h) {
      return FALL;
    }
  }

  /** {@code j}, that is {@code jal x0}. */
  static final class Jump extends Direct {
    Jump(int insn) {
      super(immediateJ(insn));
    }

    @Override
    int exec(Hart h) {
      return TAKEN;
    }
  }

  /** {@code jal}. */
  static final class Jal extends Direct {
    private final byte rd;

    Jal(int insn) {
      super(immediateJ(insn));
      rd = rd(insn);
    }

    @Override
    int exec(Hart h) {
      h.x[rd] = h.pc + offset + length;
      return TAKEN;
    }
  }

  /** {@code jalr}. */
  static final class Jalr extends Op.Immediate {
    Jalr(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long target = (h.x[rs1] + imm) & ~1L;
      h.x[rd] = h.pc + offset + length;
      h.pc = target;
      return JUMP;
    }

    @Override
    boolean endsBlock() {
      return true;
    }
  }

  /** {@code jr} and {@code ret}, that is {@code jalr x0}. */
  static final class Jr extends Op.Immediate {
    Jr(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      h.pc = (h.x[rs1] + imm) & ~1L;
      return JUMP;
    }

    @Override
    boolean endsBlock() {
      return true;
    }
  }

  /** A conditional branch. */
  abstract static class Branch extends Direct {
    final byte funct3;
    final byte rs1;
    final byte rs2;

    Branch(int insn) {
      super(immediateB(insn));
      funct3 = (byte) (insn >>> 12 & 7);
      rs1 = rs1(insn);
      rs2 = rs2(insn);
    }
  }

  /** {@code beq}. */
  static final class Beq extends Branch {
    Beq(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      return x[rs1] == x[rs2] ? TAKEN : FALL;
    }
  }

  /** {@code bne}. */
  static final class Bne extends Branch {
    Bne(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      return x[rs1] != x[rs2] ? TAKEN : FALL;
    }
  }

  /** {@code blt}. */
  static final class Blt extends Branch {
    Blt(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      return x[rs1] < x[rs2] ? TAKEN : FALL;
    }
  }

  /** {@code bge}. */
  static final class Bge extends Branch {
    Bge(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      return x[rs1] >= x[rs2] ? TAKEN : FALL;
    }
  }

  /** {@code bltu}. */
  static final class Bltu extends Branch {
    Bltu(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      return x[rs1] + Long.MIN_VALUE < x[rs2] + Long.MIN_VALUE ? TAKEN : FALL;
    }
  }

  /** {@code bgeu}. */
  static final class Bgeu extends Branch {
    Bgeu(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      return x[rs1] + Long.MIN_VALUE >= x[rs2] + Long.MIN_VALUE ? TAKEN : FALL;
    }
  }

  /** {@code beqz}. */
  static final class Beqz extends Branch {
    Beqz(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      return x[rs1] == 0 ? TAKEN : FALL;
    }
  }

  /** {@code bnez}. */
  static final class Bnez extends Branch {
    Bnez(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      return x[rs1] != 0 ? TAKEN : FALL;
    }
  }
}
