package dev.sidestep.riscv;

/** Zicsr ({@code @riscv unpriv 7}). */
final class CsrOps {
  private CsrOps() {}

  /** What an instruction does with the register. */
  enum Action {
    SWAP,
    SET,
    CLEAR
  }

  /** One of the six instructions. Leaves the block only if the world looks different afterwards. */
  static final class Access extends Op {
    private final int bits;
    private final int number;
    private final Action action;
    private final byte rd;
    private final byte source;
    private final boolean immediate;
    private final boolean reads;
    private final boolean writes;

    Access(int insn) {
      bits = insn;
      number = insn >>> 20;
      action =
          switch (insn >>> 12 & 3) {
            case 1 -> Action.SWAP;
            case 2 -> Action.SET;
            default -> Action.CLEAR;
          };
      immediate = (insn >>> 14 & 1) != 0;
      rd = rd(insn);
      source = rs1(insn);
      reads = action != Action.SWAP || rd != SINK;
      writes = action == Action.SWAP || source != 0;
    }

    @Override
    int exec(Hart h) {
      CsrFile csrs = h.csrs;
      if (!csrs.isAccessible(number, writes)) {
        return h.illegal(this, bits);
      }
      h.enter(this);
      long old = reads ? csrs.read(number) : 0;
      int effect = writes ? write(csrs, old, immediate ? source : h.x[source]) : CsrFile.QUIET;
      h.x[rd] = old;
      h.leaveOp();
      return effect == CsrFile.QUIET ? CONTINUE : h.leave(this);
    }

    private int write(CsrFile csrs, long old, long operand) {
      if (number == Csr.MIP || number == Csr.SIP) {
        return switch (action) {
          case SWAP -> csrs.modifyPending(number, operand, ~operand);
          case SET -> csrs.modifyPending(number, operand, 0);
          case CLEAR -> csrs.modifyPending(number, 0, operand);
        };
      }
      return switch (action) {
        case SWAP -> csrs.write(number, operand);
        case SET -> csrs.write(number, old | operand);
        case CLEAR -> csrs.write(number, old & ~operand);
      };
    }
  }
}
