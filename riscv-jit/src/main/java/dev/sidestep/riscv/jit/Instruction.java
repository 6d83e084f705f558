package dev.sidestep.riscv.jit;

/**
 * One guest instruction in its 32-bit form ({@code @riscv unpriv 2.2, 2.3}).
 *
 * @param offset in the page
 * @param length in the page, in bytes: 2 or 4
 * @param bits expanded if it is compressed
 */
record Instruction(int offset, int length, int bits) {
  static final int LOAD = 0x03;
  static final int LOAD_FP = 0x07;
  static final int MISC_MEM = 0x0f;
  static final int OP_IMM = 0x13;
  static final int AUIPC = 0x17;
  static final int OP_IMM_32 = 0x1b;
  static final int STORE = 0x23;
  static final int STORE_FP = 0x27;
  static final int AMO = 0x2f;
  static final int OP = 0x33;
  static final int LUI = 0x37;
  static final int OP_32 = 0x3b;
  static final int MADD = 0x43;
  static final int MSUB = 0x47;
  static final int NMSUB = 0x4b;
  static final int NMADD = 0x4f;
  static final int OP_FP = 0x53;
  static final int BRANCH = 0x63;
  static final int JALR = 0x67;
  static final int JAL = 0x6f;
  static final int SYSTEM = 0x73;

  int opcode() {
    return bits & 0x7f;
  }

  int rd() {
    return bits >>> 7 & 31;
  }

  int rs1() {
    return bits >>> 15 & 31;
  }

  int rs2() {
    return bits >>> 20 & 31;
  }

  int rs3() {
    return bits >>> 27;
  }

  int funct3() {
    return bits >>> 12 & 7;
  }

  int funct7() {
    return bits >>> 25;
  }

  int immediateI() {
    return bits >> 20;
  }

  int immediateS() {
    return bits >> 25 << 5 | rd();
  }

  int immediateU() {
    return bits & 0xffff_f000;
  }

  /** Offset in the page behind it. */
  int next() {
    return offset + length;
  }

  /** Offset in the page that a branch leads to; outside [0, 4096) in another page. */
  int branchTarget() {
    return offset
        + (bits >> 31 << 12 | (bits << 4 & 0x800) | (bits >>> 20 & 0x7e0) | (bits >>> 7 & 0x1e));
  }

  /** Offset in the page that {@code jal} leads to; outside [0, 4096) in another page. */
  int jumpTarget() {
    return offset
        + (bits >> 31 << 20 | (bits & 0xff000) | (bits >>> 9 & 0x800) | (bits >>> 20 & 0x7fe));
  }
}
