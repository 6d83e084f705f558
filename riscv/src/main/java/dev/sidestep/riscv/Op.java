package dev.sidestep.riscv;

/**
 * One decoded instruction of a {@link Block}. Immutable once the block is built, and shared by all
 * harts.
 */
abstract class Op {
  /** Go on with the next op of the block. */
  static final int CONTINUE = 0;

  /** The block is done; go on behind it. */
  static final int FALL = 1;

  /** The block is done; go on at its direct target. */
  static final int TAKEN = 2;

  /** The block is done; the op has set the pc. */
  static final int JUMP = 3;

  /** The block was left here; pc and counters are already right, and a result was produced. */
  static final int LEFT = 4;

  /** As {@link #LEFT}, but the instruction had no effect: it trapped or is held. */
  static final int REFUSED = -1;

  /** Index of the register that swallows writes to {@code x0}. */
  static final int SINK = 32;

  /** Bytes from the start of the block. */
  short offset;

  /** Instructions of the block before this one. */
  short index;

  /** Bytes of the instruction: 2 or 4. */
  byte length;

  /** Executes; one of the constants above. */
  abstract int exec(Hart h);

  /** The last op of a block: a jump, or anything after which the world may look different. */
  boolean endsBlock() {
    return false;
  }

  static byte rd(int insn) {
    int rd = (insn >>> 7) & 31;
    return (byte) (rd == 0 ? SINK : rd);
  }

  static byte rs1(int insn) {
    return (byte) ((insn >>> 15) & 31);
  }

  static byte rs2(int insn) {
    return (byte) ((insn >>> 20) & 31);
  }

  static int immediateI(int insn) {
    return insn >> 20;
  }

  static int immediateS(int insn) {
    return (insn >> 25 << 5) | ((insn >>> 7) & 31);
  }

  static int immediateB(int insn) {
    return (insn >> 31 << 12)
        | ((insn << 4) & 0x800)
        | ((insn >>> 20) & 0x7e0)
        | ((insn >>> 7) & 0x1e);
  }

  static int immediateU(int insn) {
    return insn & 0xffff_f000;
  }

  static int immediateJ(int insn) {
    return (insn >> 31 << 20) | (insn & 0xff000) | ((insn >>> 9) & 0x800) | ((insn >>> 20) & 0x7fe);
  }

  /** Three registers. */
  abstract static class Registers extends Op {
    final byte rd;
    final byte rs1;
    final byte rs2;

    Registers(int insn) {
      rd = rd(insn);
      rs1 = rs1(insn);
      rs2 = rs2(insn);
    }
  }

  /** Two registers and the I immediate. */
  abstract static class Immediate extends Op {
    final byte rd;
    final byte rs1;
    final int imm;

    Immediate(int insn) {
      this(rd(insn), rs1(insn), immediateI(insn));
    }

    Immediate(byte rd, byte rs1, int imm) {
      this.rd = rd;
      this.rs1 = rs1;
      this.imm = imm;
    }
  }
}
