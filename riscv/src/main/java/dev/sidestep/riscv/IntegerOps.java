package dev.sidestep.riscv;

/** Integer instructions on registers ({@code @riscv unpriv 2.4.2, 4.2.2}). */
final class IntegerOps {
  private IntegerOps() {}

  /** {@code add}. */
  static final class Add extends Op.Registers {
    Add(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = x[rs1] + x[rs2];
      return CONTINUE;
    }
  }

  /** {@code sub}. */
  static final class Sub extends Op.Registers {
    Sub(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = x[rs1] - x[rs2];
      return CONTINUE;
    }
  }

  /** {@code sll}. */
  static final class Sll extends Op.Registers {
    Sll(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = x[rs1] << x[rs2];
      return CONTINUE;
    }
  }

  /** {@code slt}. */
  static final class Slt extends Op.Registers {
    Slt(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = x[rs1] < x[rs2] ? 1 : 0;
      return CONTINUE;
    }
  }

  /** {@code sltu}. */
  static final class Sltu extends Op.Registers {
    Sltu(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = x[rs1] + Long.MIN_VALUE < x[rs2] + Long.MIN_VALUE ? 1 : 0;
      return CONTINUE;
    }
  }

  /** {@code xor}. */
  static final class Xor extends Op.Registers {
    Xor(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = x[rs1] ^ x[rs2];
      return CONTINUE;
    }
  }

  /** {@code srl}. */
  static final class Srl extends Op.Registers {
    Srl(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = x[rs1] >>> x[rs2];
      return CONTINUE;
    }
  }

  /** {@code sra}. */
  static final class Sra extends Op.Registers {
    Sra(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = x[rs1] >> x[rs2];
      return CONTINUE;
    }
  }

  /** {@code or}. */
  static final class Or extends Op.Registers {
    Or(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = x[rs1] | x[rs2];
      return CONTINUE;
    }
  }

  /** {@code and}. */
  static final class And extends Op.Registers {
    And(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = x[rs1] & x[rs2];
      return CONTINUE;
    }
  }

  /** {@code addw}. */
  static final class Addw extends Op.Registers {
    Addw(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      int word = (int) x[rs1] + (int) x[rs2];
      x[rd] = word;
      return CONTINUE;
    }
  }

  /** {@code subw}. */
  static final class Subw extends Op.Registers {
    Subw(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      int word = (int) x[rs1] - (int) x[rs2];
      x[rd] = word;
      return CONTINUE;
    }
  }

  /** {@code sllw}. */
  static final class Sllw extends Op.Registers {
    Sllw(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      int word = (int) x[rs1] << (int) x[rs2];
      x[rd] = word;
      return CONTINUE;
    }
  }

  /** {@code srlw}. */
  static final class Srlw extends Op.Registers {
    Srlw(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      int word = (int) x[rs1] >>> (int) x[rs2];
      x[rd] = word;
      return CONTINUE;
    }
  }

  /** {@code sraw}. */
  static final class Sraw extends Op.Registers {
    Sraw(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = (int) x[rs1] >> (int) x[rs2];
      return CONTINUE;
    }
  }

  /** {@code c.mv}, that is {@code add rd, x0, rs2}. */
  static final class Mv extends Op.Registers {
    Mv(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = x[rs2];
      return CONTINUE;
    }
  }
}
