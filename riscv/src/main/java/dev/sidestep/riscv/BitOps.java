package dev.sidestep.riscv;

/** Bit manipulation: Zba, Zbb, Zbs ({@code @riscv unpriv 28}). */
final class BitOps {
  private BitOps() {}

  /** Every byte that is not zero becomes 0xff. */
  static long orCombine(long value) {
    long high = 0x8080_8080_8080_8080L;
    long bits = (((value & ~high) + ~high) | value) & high;
    return (bits >>> 7) * 0xff;
  }

  /** {@code adduw}. */
  static final class AddUw extends Op.Registers {
    AddUw(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = (x[rs1] & 0xffff_ffffL) + x[rs2];
      return CONTINUE;
    }
  }

  /** {@code sh1add}. */
  static final class Sh1add extends Op.Registers {
    Sh1add(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = (x[rs1] << 1) + x[rs2];
      return CONTINUE;
    }
  }

  /** {@code sh2add}. */
  static final class Sh2add extends Op.Registers {
    Sh2add(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = (x[rs1] << 2) + x[rs2];
      return CONTINUE;
    }
  }

  /** {@code sh3add}. */
  static final class Sh3add extends Op.Registers {
    Sh3add(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = (x[rs1] << 3) + x[rs2];
      return CONTINUE;
    }
  }

  /** {@code sh1adduw}. */
  static final class Sh1addUw extends Op.Registers {
    Sh1addUw(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = ((x[rs1] & 0xffff_ffffL) << 1) + x[rs2];
      return CONTINUE;
    }
  }

  /** {@code sh2adduw}. */
  static final class Sh2addUw extends Op.Registers {
    Sh2addUw(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = ((x[rs1] & 0xffff_ffffL) << 2) + x[rs2];
      return CONTINUE;
    }
  }

  /** {@code sh3adduw}. */
  static final class Sh3addUw extends Op.Registers {
    Sh3addUw(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = ((x[rs1] & 0xffff_ffffL) << 3) + x[rs2];
      return CONTINUE;
    }
  }

  /** {@code slliuw}. */
  static final class SlliUw extends Op.Immediate {
    SlliUw(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = (x[rs1] & 0xffff_ffffL) << imm;
      return CONTINUE;
    }
  }

  /** {@code andn}. */
  static final class Andn extends Op.Registers {
    Andn(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = x[rs1] & ~x[rs2];
      return CONTINUE;
    }
  }

  /** {@code orn}. */
  static final class Orn extends Op.Registers {
    Orn(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = x[rs1] | ~x[rs2];
      return CONTINUE;
    }
  }

  /** {@code xnor}. */
  static final class Xnor extends Op.Registers {
    Xnor(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = ~(x[rs1] ^ x[rs2]);
      return CONTINUE;
    }
  }

  /** {@code max}. */
  static final class Max extends Op.Registers {
    Max(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = Math.max(x[rs1], x[rs2]);
      return CONTINUE;
    }
  }

  /** {@code maxu}. */
  static final class Maxu extends Op.Registers {
    Maxu(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = Arithmetic.maxUnsigned(x[rs1], x[rs2]);
      return CONTINUE;
    }
  }

  /** {@code min}. */
  static final class Min extends Op.Registers {
    Min(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = Math.min(x[rs1], x[rs2]);
      return CONTINUE;
    }
  }

  /** {@code minu}. */
  static final class Minu extends Op.Registers {
    Minu(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = Arithmetic.minUnsigned(x[rs1], x[rs2]);
      return CONTINUE;
    }
  }

  /** {@code rol}. */
  static final class Rol extends Op.Registers {
    Rol(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = Long.rotateLeft(x[rs1], (int) x[rs2]);
      return CONTINUE;
    }
  }

  /** {@code ror}. */
  static final class Ror extends Op.Registers {
    Ror(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = Long.rotateRight(x[rs1], (int) x[rs2]);
      return CONTINUE;
    }
  }

  /** {@code rolw}. */
  static final class Rolw extends Op.Registers {
    Rolw(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = Integer.rotateLeft((int) x[rs1], (int) x[rs2]);
      return CONTINUE;
    }
  }

  /** {@code rorw}. */
  static final class Rorw extends Op.Registers {
    Rorw(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = Integer.rotateRight((int) x[rs1], (int) x[rs2]);
      return CONTINUE;
    }
  }

  /** {@code rori}. */
  static final class Rori extends Op.Immediate {
    Rori(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = Long.rotateRight(x[rs1], imm);
      return CONTINUE;
    }
  }

  /** {@code roriw}. */
  static final class Roriw extends Op.Immediate {
    Roriw(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = Integer.rotateRight((int) x[rs1], imm);
      return CONTINUE;
    }
  }

  /** {@code clz}. */
  static final class Clz extends Op.Immediate {
    Clz(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = Long.numberOfLeadingZeros(x[rs1]);
      return CONTINUE;
    }
  }

  /** {@code ctz}. */
  static final class Ctz extends Op.Immediate {
    Ctz(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = Long.numberOfTrailingZeros(x[rs1]);
      return CONTINUE;
    }
  }

  /** {@code cpop}. */
  static final class Cpop extends Op.Immediate {
    Cpop(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = Long.bitCount(x[rs1]);
      return CONTINUE;
    }
  }

  /** {@code clzw}. */
  static final class Clzw extends Op.Immediate {
    Clzw(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = Integer.numberOfLeadingZeros((int) x[rs1]);
      return CONTINUE;
    }
  }

  /** {@code ctzw}. */
  static final class Ctzw extends Op.Immediate {
    Ctzw(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = Integer.numberOfTrailingZeros((int) x[rs1]);
      return CONTINUE;
    }
  }

  /** {@code cpopw}. */
  static final class Cpopw extends Op.Immediate {
    Cpopw(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = Integer.bitCount((int) x[rs1]);
      return CONTINUE;
    }
  }

  /** {@code sextb}. */
  static final class SextB extends Op.Immediate {
    SextB(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = (byte) x[rs1];
      return CONTINUE;
    }
  }

  /** {@code sexth}. */
  static final class SextH extends Op.Immediate {
    SextH(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = (short) x[rs1];
      return CONTINUE;
    }
  }

  /** {@code zexth}. */
  static final class ZextH extends Op.Immediate {
    ZextH(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = x[rs1] & 0xffff;
      return CONTINUE;
    }
  }

  /** {@code rev8}. */
  static final class Rev8 extends Op.Immediate {
    Rev8(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = Long.reverseBytes(x[rs1]);
      return CONTINUE;
    }
  }

  /** {@code orcb}. */
  static final class OrcB extends Op.Immediate {
    OrcB(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = orCombine(x[rs1]);
      return CONTINUE;
    }
  }

  /** {@code bclr}. */
  static final class Bclr extends Op.Registers {
    Bclr(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = x[rs1] & ~(1L << x[rs2]);
      return CONTINUE;
    }
  }

  /** {@code bext}. */
  static final class Bext extends Op.Registers {
    Bext(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = x[rs1] >>> x[rs2] & 1;
      return CONTINUE;
    }
  }

  /** {@code binv}. */
  static final class Binv extends Op.Registers {
    Binv(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = x[rs1] ^ 1L << x[rs2];
      return CONTINUE;
    }
  }

  /** {@code bset}. */
  static final class Bset extends Op.Registers {
    Bset(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = x[rs1] | 1L << x[rs2];
      return CONTINUE;
    }
  }

  /** {@code bclri}. */
  static final class Bclri extends Op.Immediate {
    Bclri(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = x[rs1] & ~(1L << imm);
      return CONTINUE;
    }
  }

  /** {@code bexti}. */
  static final class Bexti extends Op.Immediate {
    Bexti(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = x[rs1] >>> imm & 1;
      return CONTINUE;
    }
  }

  /** {@code binvi}. */
  static final class Binvi extends Op.Immediate {
    Binvi(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = x[rs1] ^ 1L << imm;
      return CONTINUE;
    }
  }

  /** {@code bseti}. */
  static final class Bseti extends Op.Immediate {
    Bseti(int insn) {
      super(insn);
    }

    @Override
    int exec(Hart h) {
      long[] x = h.x;
      x[rd] = x[rs1] | 1L << imm;
      return CONTINUE;
    }
  }
}
