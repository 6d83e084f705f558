package dev.sidestep.riscv;

/** Zicsr ({@code @riscv unpriv 7}). */
final class CsrOps {
  private CsrOps() {}

  private static final int CLEAR = 3;
  private static final int SWAP = 1;

  /** In funct3: the operand is five bits of the instruction. */
  private static final int IMMEDIATE = 4;

  /**
   * Does what {@code insn} does with its register, and leaves the old value in {@link Hart#csrOld}.
   *
   * @param operand of the source register, if there is one
   * @return {@link CsrFile#QUIET}, {@link CsrFile#LEAVE}, or {@link Op#REFUSED} for an illegal
   *     instruction
   */
  static int execute(Hart h, int insn, long operand) {
    CsrFile csrs = h.csrs;
    int number = insn >>> 20;
    int action = insn >>> 12 & 3;
    int source = insn >>> 15 & 31;
    boolean writes = action == SWAP || source != 0;
    if (!csrs.isAccessible(number, writes)) {
      return Op.REFUSED;
    }
    boolean reads = action != SWAP || Op.rd(insn) != Op.SINK;
    long old = reads ? csrs.read(number) : 0;
    long value = (insn >>> 12 & IMMEDIATE) != 0 ? source : operand;
    int effect = writes ? write(csrs, number, action, old, value) : CsrFile.QUIET;
    h.csrOld = old;
    return effect;
  }

  private static int write(CsrFile csrs, int number, int action, long old, long operand) {
    if (number == Csr.MIP || number == Csr.SIP) {
      return csrs.modifyPending(
          number,
          action == CLEAR ? 0 : operand,
          action == SWAP ? ~operand : clear(action, operand));
    }
    return switch (action) {
      case SWAP -> csrs.write(number, operand);
      case CLEAR -> csrs.write(number, old & ~operand);
      default -> csrs.write(number, old | operand);
    };
  }

  private static long clear(int action, long operand) {
    return action == CLEAR ? operand : 0;
  }

  /** One of the six instructions. Leaves the block only if the world looks different afterwards. */
  static final class Access extends Op {
    private final int insn;
    private final byte rd;
    private final byte rs1;

    Access(int insn) {
      this.insn = insn;
      rd = rd(insn);
      rs1 = rs1(insn);
    }

    @Override
    int exec(Hart h) {
      h.enter(this);
      int effect = execute(h, insn, h.x[rs1]);
      h.leaveOp();
      if (effect == REFUSED) {
        return h.illegal(this, insn);
      }
      h.x[rd] = h.csrOld;
      return effect == CsrFile.QUIET ? CONTINUE : h.leave(this);
    }
  }
}
