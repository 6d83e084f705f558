package dev.sidestep.testkit.asm;

import static dev.sidestep.testkit.asm.Operand.*;

import java.util.List;

/**
 * The operands of an instruction in the order in which assembly language writes them: a load is
 * {@code rd, offset, base} and a store is {@code source, offset, base}.
 *
 * @riscv unpriv 2.2
 * @riscv unpriv 16.2
 */
@SuppressWarnings("ImmutableEnumChecker") // the list is unmodifiable
public enum Format {
  /** Register, register, register. */
  R(RD, RS1, RS2),
  /** One source, as in {@code clz}. */
  UNARY(RD, RS1),
  /** Register and 12-bit immediate. */
  I(RD, RS1, IMM_I),
  /** Load, and {@code jalr}. */
  LOAD(RD, IMM_I, RS1),
  /** 64-bit shift or single bit by immediate. */
  SHIFT(RD, RS1, SHAMT6),
  /** 32-bit shift by immediate. */
  SHIFT_W(RD, RS1, SHAMT5),
  /** Store. */
  S(RS2, IMM_S, RS1),
  /** Conditional branch. */
  B(RS1, RS2, IMM_B),
  /** Upper immediate. */
  U(RD, IMM_U),
  /** Jump and link. */
  J(RD, IMM_J),
  /** CSR access by register. */
  CSR_REG(RD, Operand.CSR, RS1),
  /** CSR access by immediate. */
  CSR_IMM(RD, Operand.CSR, ZIMM),
  /** Memory fence. */
  FENCE(PREDECESSOR, SUCCESSOR),
  /** No operands. */
  NONE(),
  /** Address and address space of {@code sfence.vma}. */
  SFENCE(RS1, RS2),
  /** Load reserved. */
  LR(RD, RS1, ORDERING),
  /** Store conditional and atomic operation: destination, source, address. */
  AMO(RD, RS2, RS1, ORDERING),
  /** Floating-point load. */
  FLOAD(FRD, IMM_I, RS1),
  /** Floating-point store. */
  FSTORE(FRS2, IMM_S, RS1),
  /** Fused multiply-add. */
  R4(FRD, FRS1, FRS2, FRS3, ROUNDING),
  /** Two floating-point sources, rounded. */
  FR(FRD, FRS1, FRS2, ROUNDING),
  /** Two floating-point sources, exact. */
  FR_EXACT(FRD, FRS1, FRS2),
  /** One floating-point source, rounded. */
  FR_UNARY(FRD, FRS1, ROUNDING),
  /** Comparison into an integer register. */
  FCOMPARE(RD, FRS1, FRS2),
  /** Conversion to an integer. */
  F_TO_X(RD, FRS1, ROUNDING),
  /** Bits or class of a floating-point register into an integer register. */
  F_TO_X_EXACT(RD, FRS1),
  /** Conversion from an integer. */
  X_TO_F(FRD, RS1, ROUNDING),
  /** Bits of an integer register into a floating-point register. */
  X_TO_F_EXACT(FRD, RS1),

  /** Compressed: destination and six-bit immediate. */
  CI(C_RD, C_IMM6),
  /** Compressed: {@code c.addiw}. */
  CI_NOT_ZERO(C_RD_NOT_ZERO, C_IMM6),
  /** Compressed: {@code c.lui}. */
  CI_UPPER(C_RD_NOT_SP, C_UPPER),
  /** Compressed: {@code c.addi16sp}. */
  CI_16SP(C_IMM_16SP),
  /** Compressed: {@code c.slli}. */
  CI_SHIFT(C_RD, C_SHAMT),
  /** Compressed: {@code c.lwsp}. */
  CI_LOAD_W(C_RD_NOT_ZERO, C_LOAD_SP_W),
  /** Compressed: {@code c.ldsp}. */
  CI_LOAD_D(C_RD_NOT_ZERO, C_LOAD_SP_D),
  /** Compressed: {@code c.fldsp}. */
  CI_FLOAD_D(C_FRD, C_LOAD_SP_D),
  /** Compressed: {@code c.swsp}. */
  CSS_W(C_RS2, C_STORE_SP_W),
  /** Compressed: {@code c.sdsp}. */
  CSS_D(C_RS2, C_STORE_SP_D),
  /** Compressed: {@code c.fsdsp}. */
  CSS_FD(C_FRS2, C_STORE_SP_D),
  /** Compressed: jump to a register. */
  CR_JUMP(C_RD_NOT_ZERO),
  /** Compressed: two registers. */
  CR(C_RD, C_RS2_NOT_ZERO),
  /** Compressed: {@code c.addi4spn}. */
  CIW(C_LOW, C_IMM_4SPN),
  /** Compressed: word load. */
  CL_W(C_LOW, C_OFFSET_W, C_HIGH),
  /** Compressed: doubleword load. */
  CL_D(C_LOW, C_OFFSET_D, C_HIGH),
  /** Compressed: floating-point load. */
  CL_FD(C_FLOW, C_OFFSET_D, C_HIGH),
  /** Compressed: word store. */
  CS_W(C_LOW, C_OFFSET_W, C_HIGH),
  /** Compressed: doubleword store. */
  CS_D(C_LOW, C_OFFSET_D, C_HIGH),
  /** Compressed: floating-point store. */
  CS_FD(C_FLOW, C_OFFSET_D, C_HIGH),
  /** Compressed: arithmetic on two of x8..x15. */
  CA(C_HIGH, C_LOW),
  /** Compressed: shift of one of x8..x15. */
  CB_SHIFT(C_HIGH, C_SHAMT),
  /** Compressed: {@code c.andi}. */
  CB_IMM(C_HIGH, C_IMM6),
  /** Compressed: branch. */
  CB(C_HIGH, C_IMM_B),
  /** Compressed: {@code c.j}. */
  CJ(C_IMM_J);

  private final List<Operand> operands;

  Format(Operand... operands) {
    this.operands = List.of(operands);
  }

  /** The operands, in assembly order. */
  public List<Operand> operands() {
    return operands;
  }
}
