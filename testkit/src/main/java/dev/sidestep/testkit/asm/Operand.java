package dev.sidestep.testkit.asm;

import dev.sidestep.base.Bits;

/**
 * One operand of an instruction: what it is, which values it takes, and which bits hold it.
 *
 * <p>Values are plain numbers: 0..31 for a register, bytes for an offset, the 20 (or, for {@code
 * c.lui}, 6) upper bits as a signed number for an upper immediate.
 *
 * @riscv unpriv 2.3
 * @riscv unpriv 16.2
 */
@SuppressWarnings("ImmutableEnumChecker") // the lists are unmodifiable, the array stays inside
public enum Operand {
  /** Integer destination. */
  RD(Kind.X, 0, 31, 1, "4:0@7"),
  /** First integer source, or base address. */
  RS1(Kind.X, 0, 31, 1, "4:0@15"),
  /** Second integer source. */
  RS2(Kind.X, 0, 31, 1, "4:0@20"),
  /** Floating-point destination. */
  FRD(Kind.F, 0, 31, 1, "4:0@7"),
  /** First floating-point source. */
  FRS1(Kind.F, 0, 31, 1, "4:0@15"),
  /** Second floating-point source. */
  FRS2(Kind.F, 0, 31, 1, "4:0@20"),
  /** Third floating-point source. */
  FRS3(Kind.F, 0, 31, 1, "4:0@27"),
  /** I-type immediate. */
  IMM_I(Kind.SIGNED, -2048, 2047, 1, "11:0@20"),
  /** S-type immediate. */
  IMM_S(Kind.SIGNED, -2048, 2047, 1, "11:5@25 4:0@7"),
  /** B-type offset from the instruction. */
  IMM_B(Kind.SIGNED, -4096, 4094, 2, "12:12@31 10:5@25 4:1@8 11:11@7"),
  /** Bits 31..12 of a U-type immediate, as a signed number. */
  IMM_U(Kind.SIGNED, -0x8_0000, 0x7_ffff, 1, "19:0@12"),
  /** J-type offset from the instruction. */
  IMM_J(Kind.SIGNED, -0x10_0000, 0xf_fffe, 2, "20:20@31 10:1@21 11:11@20 19:12@12"),
  /** Shift amount or bit number, 64-bit. */
  SHAMT6(Kind.UNSIGNED, 0, 63, 1, "5:0@20"),
  /** Shift amount, 32-bit. */
  SHAMT5(Kind.UNSIGNED, 0, 31, 1, "4:0@20"),
  /** CSR number. */
  CSR(Kind.UNSIGNED, 0, 4095, 1, "11:0@20"),
  /** Five-bit immediate of a CSR instruction. */
  ZIMM(Kind.UNSIGNED, 0, 31, 1, "4:0@15"),
  /** What a fence orders before it: I=8, O=4, R=2, W=1. */
  PREDECESSOR(Kind.UNSIGNED, 0, 15, 1, "3:0@24"),
  /** What a fence orders after it: I=8, O=4, R=2, W=1. */
  SUCCESSOR(Kind.UNSIGNED, 0, 15, 1, "3:0@20"),
  /** Rounding mode; 5 and 6 are reserved. */
  ROUNDING(Kind.UNSIGNED, 0, 7, 1, "2:0@12", 5, 6),
  /** The aq (2) and rl (1) bits. */
  ORDERING(Kind.UNSIGNED, 0, 3, 1, "1:0@25"),

  /** Compressed: destination, also the first source; x0 makes a HINT. */
  C_RD(Kind.X, 0, 31, 1, "4:0@7"),
  /** Compressed: destination that must not be x0. */
  C_RD_NOT_ZERO(Kind.X, 1, 31, 1, "4:0@7"),
  /** Compressed: destination of c.lui, for which x2 means c.addi16sp. */
  C_RD_NOT_SP(Kind.X, 0, 31, 1, "4:0@7", 2),
  /** Compressed: second source that must not be x0. */
  C_RS2_NOT_ZERO(Kind.X, 1, 31, 1, "4:0@2"),
  /** Compressed: register stored relative to sp. */
  C_RS2(Kind.X, 0, 31, 1, "4:0@2"),
  /** Compressed: floating-point register loaded relative to sp. */
  C_FRD(Kind.F, 0, 31, 1, "4:0@7"),
  /** Compressed: floating-point register stored relative to sp. */
  C_FRS2(Kind.F, 0, 31, 1, "4:0@2"),
  /** Compressed: one of x8..x15 at bits 4..2. */
  C_LOW(Kind.X, 8, 15, 1, "2:0@2"),
  /** Compressed: one of x8..x15 at bits 9..7. */
  C_HIGH(Kind.X, 8, 15, 1, "2:0@7"),
  /** Compressed: one of f8..f15 at bits 4..2. */
  C_FLOW(Kind.F, 8, 15, 1, "2:0@2"),
  /** Compressed: six-bit immediate. */
  C_IMM6(Kind.SIGNED, -32, 31, 1, "5:5@12 4:0@2"),
  /** Compressed: bits 17..12 of an upper immediate, as a signed number. */
  C_UPPER(Kind.SIGNED, -32, 31, 1, "5:5@12 4:0@2", 0),
  /** Compressed: shift amount. */
  C_SHAMT(Kind.UNSIGNED, 0, 63, 1, "5:5@12 4:0@2"),
  /** Immediate of c.addi4spn. */
  C_IMM_4SPN(Kind.UNSIGNED, 4, 1020, 4, "5:4@11 9:6@7 2:2@6 3:3@5"),
  /** Immediate of c.addi16sp. */
  C_IMM_16SP(Kind.SIGNED, -512, 496, 16, "9:9@12 4:4@6 6:6@5 8:7@3 5:5@2", 0),
  /** Offset of a compressed word access. */
  C_OFFSET_W(Kind.UNSIGNED, 0, 124, 4, "5:3@10 2:2@6 6:6@5"),
  /** Offset of a compressed doubleword access. */
  C_OFFSET_D(Kind.UNSIGNED, 0, 248, 8, "5:3@10 7:6@5"),
  /** Offset of c.lwsp. */
  C_LOAD_SP_W(Kind.UNSIGNED, 0, 252, 4, "5:5@12 4:2@4 7:6@2"),
  /** Offset of c.ldsp and c.fldsp. */
  C_LOAD_SP_D(Kind.UNSIGNED, 0, 504, 8, "5:5@12 4:3@5 8:6@2"),
  /** Offset of c.swsp. */
  C_STORE_SP_W(Kind.UNSIGNED, 0, 252, 4, "5:2@9 7:6@7"),
  /** Offset of c.sdsp and c.fsdsp. */
  C_STORE_SP_D(Kind.UNSIGNED, 0, 504, 8, "5:3@10 8:6@7"),
  /** Offset of c.beqz and c.bnez from the instruction. */
  C_IMM_B(Kind.SIGNED, -256, 254, 2, "8:8@12 4:3@10 7:6@5 2:1@3 5:5@2"),
  /** Offset of c.j from the instruction. */
  C_IMM_J(Kind.SIGNED, -2048, 2046, 2, "11:11@12 4:4@11 9:8@9 10:10@8 6:6@7 7:7@6 3:1@3 5:5@2");

  /** What the number means. */
  public enum Kind {
    /** Number of an integer register. */
    X,
    /** Number of a floating-point register. */
    F,
    /** Number whose highest encoded bit is its sign. */
    SIGNED,
    /** Number without a sign. */
    UNSIGNED
  }

  private final Kind kind;
  private final int min;
  private final int max;
  private final int step;
  private final BitScatter scatter;
  private final int[] reserved;

  Operand(Kind kind, int min, int max, int step, String scatter, int... reserved) {
    this.kind = kind;
    this.min = min;
    this.max = max;
    this.step = step;
    this.scatter = BitScatter.parse(scatter);
    this.reserved = reserved;
  }

  /** What the number means. */
  public Kind kind() {
    return kind;
  }

  /** The smallest value in range. */
  public int min() {
    return min;
  }

  /** The largest value in range. */
  public int max() {
    return max;
  }

  /** Legal values are multiples of this. */
  public int step() {
    return step;
  }

  /** True if {@code value} is in range, aligned and not reserved. */
  public boolean accepts(long value) {
    if (value < min || value > max || value % step != 0) {
      return false;
    }
    for (int each : reserved) {
      if (each == value) {
        return false;
      }
    }
    return true;
  }

  /** The instruction bits that belong to this operand. */
  public int mask() {
    return scatter.mask();
  }

  /** The instruction bits that hold {@code value}, which must be {@link #accepts accepted}. */
  int encode(long value) {
    return scatter.scatter(value);
  }

  /** The value held by {@code instruction}, legal or not. */
  public long decode(int instruction) {
    long value = scatter.gather(instruction);
    return switch (kind) {
      case SIGNED -> Bits.signExtend(value, scatter.highestBit() + 1);
      case UNSIGNED -> value;
      // The three-bit register fields of compressed instructions count from x8.
      case X, F -> scatter.highestBit() == 2 ? value + 8 : value;
    };
  }
}
