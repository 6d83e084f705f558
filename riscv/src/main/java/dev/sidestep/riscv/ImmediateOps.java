package dev.sidestep.riscv;

/**
 * Integer instructions with an immediate ({@code @riscv unpriv 2.4.1, 4.2.1}). Shift amounts use
 * the low bits.
 */
final class ImmediateOps {
  private ImmediateOps() {}

  /** {@code addi}. */
  static final class Addi extends Op.Immediate {
    Addi(int insn) {
      super(insn);
    }

    Addi(byte rd, byte rs1, int imm) {
      super(rd, rs1, imm);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = x[rs1] + imm;
      return CONTINUE;
    }
  }

  /** {@code li}, that is {@code addi rd, x0, imm}. */
  static final class Li extends Op.Immediate {
    Li(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = imm;
      return CONTINUE;
    }
  }

  /** {@code mv}, that is {@code addi rd, rs1, 0}. */
  static final class Move extends Op.Immediate {
    Move(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = x[rs1];
      return CONTINUE;
    }
  }

  /** {@code slti}. */
  static final class Slti extends Op.Immediate {
    Slti(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = x[rs1] < imm ? 1 : 0;
      return CONTINUE;
    }
  }

  /** {@code sltiu}. */
  static final class Sltiu extends Op.Immediate {
    Sltiu(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = x[rs1] + Long.MIN_VALUE < imm + Long.MIN_VALUE ? 1 : 0;
      return CONTINUE;
    }
  }

  /** {@code xori}. */
  static final class Xori extends Op.Immediate {
    Xori(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = x[rs1] ^ imm;
      return CONTINUE;
    }
  }

  /** {@code ori}. */
  static final class Ori extends Op.Immediate {
    Ori(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = x[rs1] | imm;
      return CONTINUE;
    }
  }

  /** {@code andi}. */
  static final class Andi extends Op.Immediate {
    Andi(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = x[rs1] & imm;
      return CONTINUE;
    }
  }

  /** {@code slli}. */
  static final class Slli extends Op.Immediate {
    Slli(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = x[rs1] << imm;
      return CONTINUE;
    }
  }

  /** {@code srli}. */
  static final class Srli extends Op.Immediate {
    Srli(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = x[rs1] >>> imm;
      return CONTINUE;
    }
  }

  /** {@code srai}. */
  static final class Srai extends Op.Immediate {
    Srai(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = x[rs1] >> imm;
      return CONTINUE;
    }
  }

  /** {@code addiw}. */
  static final class Addiw extends Op.Immediate {
    Addiw(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      int word = (int) x[rs1] + imm;
      x[rd] = word;
      return CONTINUE;
    }
  }

  /** {@code slliw}. */
  static final class Slliw extends Op.Immediate {
    Slliw(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      int word = (int) x[rs1] << imm;
      x[rd] = word;
      return CONTINUE;
    }
  }

  /** {@code srliw}. */
  static final class Srliw extends Op.Immediate {
    Srliw(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      int word = (int) x[rs1] >>> imm;
      x[rd] = word;
      return CONTINUE;
    }
  }

  /** {@code sraiw}. */
  static final class Sraiw extends Op.Immediate {
    Sraiw(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = (int) x[rs1] >> imm;
      return CONTINUE;
    }
  }

  /** {@code lui}. */
  static final class Lui extends Op {
    private final byte rd;
    private final int imm;

    Lui(int insn) {
      rd = rd(insn);
      imm = immediateU(insn);
    }

    @Override
    int exec(Hart h) {
      h.x[rd] = imm;
      return CONTINUE;
    }
  }

  /** {@code auipc}. */
  static final class Auipc extends Op {
    private final byte rd;
    private final int imm;

    Auipc(int insn) {
      rd = rd(insn);
      imm = immediateU(insn);
    }

    @Override
    int exec(Hart h) {
      h.x[rd] = h.pc + offset + imm;
      return CONTINUE;
    }
  }

  /** Hints, and {@code fence}s that order nothing. */
  static final class Nop extends Op {
    @Override
    int exec(Hart h) {
      return CONTINUE;
    }
  }
}
