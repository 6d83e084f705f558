package dev.sidestep.riscv;

/**
 * Instruction bits to ops ({@code @riscv unpriv 35}, opcode map). Stateless; what no extension of
 * this hart defines becomes {@link SystemOps.Illegal}.
 */
final class Decoder {
  private static final int ECALL = 0x0000_0073;
  private static final int EBREAK = 0x0010_0073;
  private static final int SRET = 0x1020_0073;
  private static final int MRET = 0x3020_0073;
  private static final int WFI = 0x1050_0073;

  private Decoder() {}

  /**
   * The op of a 32-bit instruction.
   *
   * @param bits what a trap reports: the instruction as it is in memory
   */
  static Op decode(int insn, int bits) {
    return switch (insn & 0x7f) {
      case 0x03 -> load(insn, bits);
      case 0x07 -> FloatDecoder.load(insn, bits);
      case 0x0f -> miscMem(insn, bits);
      case 0x13 -> immediate(insn, bits);
      case 0x17 -> new ImmediateOps.Auipc(insn);
      case 0x1b -> immediateWord(insn, bits);
      case 0x23 -> store(insn, bits);
      case 0x27 -> FloatDecoder.store(insn, bits);
      case 0x2f -> atomic(insn, bits);
      case 0x33 -> register(insn, bits);
      case 0x37 -> new ImmediateOps.Lui(insn);
      case 0x3b -> registerWord(insn, bits);
      case 0x43, 0x47, 0x4b, 0x4f -> FloatDecoder.fused(insn, bits);
      case 0x53 -> FloatDecoder.compute(insn, bits);
      case 0x63 -> branch(insn, bits);
      case 0x67 -> jalr(insn, bits);
      case 0x6f -> (insn >>> 7 & 31) == 0 ? new BranchOps.Jump(insn) : new BranchOps.Jal(insn);
      case 0x73 -> system(insn, bits);
      default -> new SystemOps.Illegal(bits);
    };
  }

  private static int funct3(int insn) {
    return insn >>> 12 & 7;
  }

  private static int funct7(int insn) {
    return insn >>> 25;
  }

  private static Op load(int insn, int bits) {
    return switch (funct3(insn)) {
      case 0 -> new LoadOps.Lb(insn);
      case 1 -> new LoadOps.Lh(insn);
      case 2 -> new LoadOps.Lw(insn);
      case 3 -> new LoadOps.Ld(insn);
      case 4 -> new LoadOps.Lbu(insn);
      case 5 -> new LoadOps.Lhu(insn);
      case 6 -> new LoadOps.Lwu(insn);
      default -> new SystemOps.Illegal(bits);
    };
  }

  private static Op store(int insn, int bits) {
    return switch (funct3(insn)) {
      case 0 -> new StoreOps.Sb(insn);
      case 1 -> new StoreOps.Sh(insn);
      case 2 -> new StoreOps.Sw(insn);
      case 3 -> new StoreOps.Sd(insn);
      default -> new SystemOps.Illegal(bits);
    };
  }

  private static Op miscMem(int insn, int bits) {
    return switch (funct3(insn)) {
      case 0 -> fence(insn);
      case 1 -> new SystemOps.FenceI();
      default -> new SystemOps.Illegal(bits);
    };
  }

  private static Op fence(int insn) {
    boolean storesBefore = (insn >>> 24 & 5) != 0;
    boolean loadsAfter = (insn >>> 20 & 10) != 0;
    return storesBefore && loadsAfter ? new SystemOps.FullFence() : new SystemOps.WeakFence();
  }

  private static Op jalr(int insn, int bits) {
    if (funct3(insn) != 0) {
      return new SystemOps.Illegal(bits);
    }
    return (insn >>> 7 & 31) == 0 ? new BranchOps.Jr(insn) : new BranchOps.Jalr(insn);
  }

  private static Op branch(int insn, int bits) {
    boolean withZero = Op.rs2(insn) == 0;
    return switch (funct3(insn)) {
      case 0 -> withZero ? new BranchOps.Beqz(insn) : new BranchOps.Beq(insn);
      case 1 -> withZero ? new BranchOps.Bnez(insn) : new BranchOps.Bne(insn);
      case 4 -> new BranchOps.Blt(insn);
      case 5 -> new BranchOps.Bge(insn);
      case 6 -> new BranchOps.Bltu(insn);
      case 7 -> new BranchOps.Bgeu(insn);
      default -> new SystemOps.Illegal(bits);
    };
  }

  private static Op immediate(int insn, int bits) {
    return switch (funct3(insn)) {
      case 0 -> addImmediate(insn);
      case 1 -> shiftLeft(insn, bits);
      case 2 -> new ImmediateOps.Slti(insn);
      case 3 -> new ImmediateOps.Sltiu(insn);
      case 4 -> new ImmediateOps.Xori(insn);
      case 5 -> shiftRight(insn, bits);
      case 6 -> new ImmediateOps.Ori(insn);
      default -> new ImmediateOps.Andi(insn);
    };
  }

  private static Op addImmediate(int insn) {
    if (Op.rd(insn) == Op.SINK) {
      return new ImmediateOps.Nop();
    }
    if (Op.rs1(insn) == 0) {
      return new ImmediateOps.Li(insn);
    }
    return Op.immediateI(insn) == 0 ? new ImmediateOps.Move(insn) : new ImmediateOps.Addi(insn);
  }

  /** {@code slli} and what shares its funct3; the upper six bits choose. */
  private static Op shiftLeft(int insn, int bits) {
    return switch (insn >>> 26) {
      case 0x00 -> new ImmediateOps.Slli(insn);
      case 0x0a -> new BitOps.Bseti(insn);
      case 0x12 -> new BitOps.Bclri(insn);
      case 0x1a -> new BitOps.Binvi(insn);
      case 0x18 -> unary(insn, bits);
      default -> new SystemOps.Illegal(bits);
    };
  }

  private static Op unary(int insn, int bits) {
    return switch (insn >>> 20 & 0x3f) {
      case 0 -> new BitOps.Clz(insn);
      case 1 -> new BitOps.Ctz(insn);
      case 2 -> new BitOps.Cpop(insn);
      case 4 -> new BitOps.SextB(insn);
      case 5 -> new BitOps.SextH(insn);
      default -> new SystemOps.Illegal(bits);
    };
  }

  private static Op shiftRight(int insn, int bits) {
    return switch (insn >>> 26) {
      case 0x00 -> new ImmediateOps.Srli(insn);
      case 0x10 -> new ImmediateOps.Srai(insn);
      case 0x12 -> new BitOps.Bexti(insn);
      case 0x18 -> new BitOps.Rori(insn);
      default -> wholeWord(insn, bits);
    };
  }

  private static Op wholeWord(int insn, int bits) {
    return switch (insn >>> 20) {
      case 0x287 -> new BitOps.OrcB(insn);
      case 0x6b8 -> new BitOps.Rev8(insn);
      default -> new SystemOps.Illegal(bits);
    };
  }

  private static Op immediateWord(int insn, int bits) {
    return switch (funct3(insn)) {
      case 0 -> new ImmediateOps.Addiw(insn);
      case 1 -> shiftLeftWord(insn, bits);
      case 5 -> shiftRightWord(insn, bits);
      default -> new SystemOps.Illegal(bits);
    };
  }

  private static Op shiftLeftWord(int insn, int bits) {
    if (insn >>> 26 == 0x02) {
      return new BitOps.SlliUw(insn);
    }
    return switch (funct7(insn)) {
      case 0x00 -> new ImmediateOps.Slliw(insn);
      case 0x30 -> unaryWord(insn, bits);
      default -> new SystemOps.Illegal(bits);
    };
  }

  private static Op unaryWord(int insn, int bits) {
    return switch (insn >>> 20 & 31) {
      case 0 -> new BitOps.Clzw(insn);
      case 1 -> new BitOps.Ctzw(insn);
      case 2 -> new BitOps.Cpopw(insn);
      default -> new SystemOps.Illegal(bits);
    };
  }

  private static Op shiftRightWord(int insn, int bits) {
    return switch (funct7(insn)) {
      case 0x00 -> new ImmediateOps.Srliw(insn);
      case 0x20 -> new ImmediateOps.Sraiw(insn);
      case 0x30 -> new BitOps.Roriw(insn);
      default -> new SystemOps.Illegal(bits);
    };
  }

  /** Ten bits that tell register instructions apart: funct7, then funct3. */
  private static int selector(int insn) {
    return funct7(insn) << 3 | funct3(insn);
  }

  private static Op register(int insn, int bits) {
    return switch (funct7(insn)) {
      case 0x00 -> base(insn);
      case 0x01 -> multiply(insn);
      default -> manipulate(insn, bits);
    };
  }

  private static Op base(int insn) {
    return switch (funct3(insn)) {
      case 0 -> Op.rs1(insn) == 0 ? new IntegerOps.Mv(insn) : new IntegerOps.Add(insn);
      case 1 -> new IntegerOps.Sll(insn);
      case 2 -> new IntegerOps.Slt(insn);
      case 3 -> new IntegerOps.Sltu(insn);
      case 4 -> new IntegerOps.Xor(insn);
      case 5 -> new IntegerOps.Srl(insn);
      case 6 -> new IntegerOps.Or(insn);
      default -> new IntegerOps.And(insn);
    };
  }

  private static Op multiply(int insn) {
    return switch (funct3(insn)) {
      case 0 -> new MulDivOps.Mul(insn);
      case 1 -> new MulDivOps.Mulh(insn);
      case 2 -> new MulDivOps.Mulhsu(insn);
      case 3 -> new MulDivOps.Mulhu(insn);
      case 4 -> new MulDivOps.Div(insn);
      case 5 -> new MulDivOps.Divu(insn);
      case 6 -> new MulDivOps.Rem(insn);
      default -> new MulDivOps.Remu(insn);
    };
  }

  private static Op manipulate(int insn, int bits) {
    return switch (selector(insn)) {
      case 0x20 << 3 -> new IntegerOps.Sub(insn);
      case 0x20 << 3 | 5 -> new IntegerOps.Sra(insn);
      case 0x10 << 3 | 2 -> new BitOps.Sh1add(insn);
      case 0x10 << 3 | 4 -> new BitOps.Sh2add(insn);
      case 0x10 << 3 | 6 -> new BitOps.Sh3add(insn);
      case 0x20 << 3 | 7 -> new BitOps.Andn(insn);
      case 0x20 << 3 | 6 -> new BitOps.Orn(insn);
      case 0x20 << 3 | 4 -> new BitOps.Xnor(insn);
      case 0x05 << 3 | 4 -> new BitOps.Min(insn);
      case 0x05 << 3 | 5 -> new BitOps.Minu(insn);
      case 0x05 << 3 | 6 -> new BitOps.Max(insn);
      case 0x05 << 3 | 7 -> new BitOps.Maxu(insn);
      case 0x30 << 3 | 1 -> new BitOps.Rol(insn);
      case 0x30 << 3 | 5 -> new BitOps.Ror(insn);
      case 0x24 << 3 | 1 -> new BitOps.Bclr(insn);
      case 0x24 << 3 | 5 -> new BitOps.Bext(insn);
      case 0x34 << 3 | 1 -> new BitOps.Binv(insn);
      case 0x14 << 3 | 1 -> new BitOps.Bset(insn);
      default -> new SystemOps.Illegal(bits);
    };
  }

  private static Op registerWord(int insn, int bits) {
    return switch (selector(insn)) {
      case 0 -> new IntegerOps.Addw(insn);
      case 1 -> new IntegerOps.Sllw(insn);
      case 5 -> new IntegerOps.Srlw(insn);
      case 0x20 << 3 -> new IntegerOps.Subw(insn);
      case 0x20 << 3 | 5 -> new IntegerOps.Sraw(insn);
      case 0x01 << 3 -> new MulDivOps.Mulw(insn);
      case 0x01 << 3 | 4 -> new MulDivOps.Divw(insn);
      case 0x01 << 3 | 5 -> new MulDivOps.Divuw(insn);
      case 0x01 << 3 | 6 -> new MulDivOps.Remw(insn);
      case 0x01 << 3 | 7 -> new MulDivOps.Remuw(insn);
      case 0x04 << 3 -> new BitOps.AddUw(insn);
      case 0x04 << 3 | 4 ->
          Op.rs2(insn) == 0 ? new BitOps.ZextH(insn) : new SystemOps.Illegal(bits);
      case 0x10 << 3 | 2 -> new BitOps.Sh1addUw(insn);
      case 0x10 << 3 | 4 -> new BitOps.Sh2addUw(insn);
      case 0x10 << 3 | 6 -> new BitOps.Sh3addUw(insn);
      case 0x30 << 3 | 1 -> new BitOps.Rolw(insn);
      case 0x30 << 3 | 5 -> new BitOps.Rorw(insn);
      default -> new SystemOps.Illegal(bits);
    };
  }

  private static Op atomic(int insn, int bits) {
    return switch (funct3(insn)) {
      case 2 -> atomicWord(insn, bits);
      case 3 -> atomicDouble(insn, bits);
      default -> new SystemOps.Illegal(bits);
    };
  }

  private static Op atomicWord(int insn, int bits) {
    return switch (insn >>> 27) {
      case 0x00 -> new AtomicOps.AmoaddW(insn);
      case 0x01 -> new AtomicOps.AmoswapW(insn);
      case 0x02 -> Op.rs2(insn) == 0 ? new AtomicOps.LrW(insn) : new SystemOps.Illegal(bits);
      case 0x03 -> new AtomicOps.ScW(insn);
      case 0x04 -> new AtomicOps.AmoxorW(insn);
      case 0x08 -> new AtomicOps.AmoorW(insn);
      case 0x0c -> new AtomicOps.AmoandW(insn);
      case 0x10 -> new AtomicOps.AmominW(insn);
      case 0x14 -> new AtomicOps.AmomaxW(insn);
      case 0x18 -> new AtomicOps.AmominuW(insn);
      case 0x1c -> new AtomicOps.AmomaxuW(insn);
      default -> new SystemOps.Illegal(bits);
    };
  }

  private static Op atomicDouble(int insn, int bits) {
    return switch (insn >>> 27) {
      case 0x00 -> new AtomicOps.AmoaddD(insn);
      case 0x01 -> new AtomicOps.AmoswapD(insn);
      case 0x02 -> Op.rs2(insn) == 0 ? new AtomicOps.LrD(insn) : new SystemOps.Illegal(bits);
      case 0x03 -> new AtomicOps.ScD(insn);
      case 0x04 -> new AtomicOps.AmoxorD(insn);
      case 0x08 -> new AtomicOps.AmoorD(insn);
      case 0x0c -> new AtomicOps.AmoandD(insn);
      case 0x10 -> new AtomicOps.AmominD(insn);
      case 0x14 -> new AtomicOps.AmomaxD(insn);
      case 0x18 -> new AtomicOps.AmominuD(insn);
      case 0x1c -> new AtomicOps.AmomaxuD(insn);
      default -> new SystemOps.Illegal(bits);
    };
  }

  private static Op system(int insn, int bits) {
    if ((funct3(insn) & 3) != 0) {
      return Csr.isImplemented(insn >>> 20) ? new CsrOps.Access(insn) : new SystemOps.Illegal(bits);
    }
    boolean isSfence = funct7(insn) == 0x09 && (insn & 0x7fff) == 0x73;
    return switch (insn) {
      case ECALL -> new SystemOps.Ecall(bits);
      case EBREAK -> new SystemOps.Ebreak(bits);
      case SRET -> new SystemOps.Sret(bits);
      case MRET -> new SystemOps.Mret(bits);
      case WFI -> new SystemOps.Wfi(bits);
      default -> isSfence ? new SystemOps.SfenceVma(bits) : new SystemOps.Illegal(bits);
    };
  }
}
