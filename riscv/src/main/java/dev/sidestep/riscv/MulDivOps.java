package dev.sidestep.riscv;

/**
 * Multiplication and division ({@code @riscv unpriv 13}). Java agrees about overflow; only zero
 * divisors differ.
 */
final class MulDivOps {
  private MulDivOps() {}

  /** {@code mul}. */
  static final class Mul extends Op.Registers {
    Mul(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = x[rs1] * x[rs2];
      return CONTINUE;
    }
  }

  /** {@code mulh}. */
  static final class Mulh extends Op.Registers {
    Mulh(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = Math.multiplyHigh(x[rs1], x[rs2]);
      return CONTINUE;
    }
  }

  /** {@code mulhsu}. */
  static final class Mulhsu extends Op.Registers {
    Mulhsu(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = Math.multiplyHigh(x[rs1], x[rs2]) + (x[rs2] >> 63 & x[rs1]);
      return CONTINUE;
    }
  }

  /** {@code mulhu}. */
  static final class Mulhu extends Op.Registers {
    Mulhu(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = Math.unsignedMultiplyHigh(x[rs1], x[rs2]);
      return CONTINUE;
    }
  }

  /** {@code mulw}. */
  static final class Mulw extends Op.Registers {
    Mulw(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      int word = (int) x[rs1] * (int) x[rs2];
      x[rd] = word;
      return CONTINUE;
    }
  }

  /** {@code div}. */
  static final class Div extends Op.Registers {
    Div(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = Arithmetic.div(x[rs1], x[rs2]);
      return CONTINUE;
    }
  }

  /** {@code divu}. */
  static final class Divu extends Op.Registers {
    Divu(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = Arithmetic.divu(x[rs1], x[rs2]);
      return CONTINUE;
    }
  }

  /** {@code rem}. */
  static final class Rem extends Op.Registers {
    Rem(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = Arithmetic.rem(x[rs1], x[rs2]);
      return CONTINUE;
    }
  }

  /** {@code remu}. */
  static final class Remu extends Op.Registers {
    Remu(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = Arithmetic.remu(x[rs1], x[rs2]);
      return CONTINUE;
    }
  }

  /** {@code divw}. */
  static final class Divw extends Op.Registers {
    Divw(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = Arithmetic.divw((int) x[rs1], (int) x[rs2]);
      return CONTINUE;
    }
  }

  /** {@code divuw}. */
  static final class Divuw extends Op.Registers {
    Divuw(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = Arithmetic.divuw((int) x[rs1], (int) x[rs2]);
      return CONTINUE;
    }
  }

  /** {@code remw}. */
  static final class Remw extends Op.Registers {
    Remw(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = Arithmetic.remw((int) x[rs1], (int) x[rs2]);
      return CONTINUE;
    }
  }

  /** {@code remuw}. */
  static final class Remuw extends Op.Registers {
    Remuw(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = Arithmetic.remuw((int) x[rs1], (int) x[rs2]);
      return CONTINUE;
    }
  }
}
