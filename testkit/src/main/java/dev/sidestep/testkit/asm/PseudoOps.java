package dev.sidestep.testkit.asm;

import static dev.sidestep.testkit.asm.Reg.RA;
import static dev.sidestep.testkit.asm.Reg.ZERO;

/**
 * Pseudo-instructions that are one instruction each. The longer ones ({@code li}, {@code la},
 * {@code call}, {@code tail}) are {@link Assembler}'s.
 *
 * @param <A> what every method returns
 * @riscv unpriv 25 (assembly programmer's handbook)
 */
@SuppressWarnings("MemberName") // methods are mnemonics, with an underscore for each dot
public interface PseudoOps<A>
    extends IntegerOps<A>, SystemOps<A>, FloatOps<A>, DoubleOps<A>, BitManipulationOps<A> {

  default A nop() {
    return addi(ZERO, ZERO, 0);
  }

  default A mv(Reg rd, Reg rs) {
    return addi(rd, rs, 0);
  }

  default A not(Reg rd, Reg rs) {
    return xori(rd, rs, -1);
  }

  default A neg(Reg rd, Reg rs) {
    return sub(rd, ZERO, rs);
  }

  default A negw(Reg rd, Reg rs) {
    return subw(rd, ZERO, rs);
  }

  default A sext_w(Reg rd, Reg rs) {
    return addiw(rd, rs, 0);
  }

  default A zext_b(Reg rd, Reg rs) {
    return andi(rd, rs, 0xff);
  }

  default A zext_w(Reg rd, Reg rs) {
    return add_uw(rd, rs, ZERO);
  }

  default A seqz(Reg rd, Reg rs) {
    return sltiu(rd, rs, 1);
  }

  default A snez(Reg rd, Reg rs) {
    return sltu(rd, ZERO, rs);
  }

  default A sltz(Reg rd, Reg rs) {
    return slt(rd, rs, ZERO);
  }

  default A sgtz(Reg rd, Reg rs) {
    return slt(rd, ZERO, rs);
  }

  default A beqz(Reg rs, String label) {
    return beq(rs, ZERO, label);
  }

  default A bnez(Reg rs, String label) {
    return bne(rs, ZERO, label);
  }

  default A blez(Reg rs, String label) {
    return bge(ZERO, rs, label);
  }

  default A bgez(Reg rs, String label) {
    return bge(rs, ZERO, label);
  }

  default A bltz(Reg rs, String label) {
    return blt(rs, ZERO, label);
  }

  default A bgtz(Reg rs, String label) {
    return blt(ZERO, rs, label);
  }

  default A bgt(Reg rs1, Reg rs2, String label) {
    return blt(rs2, rs1, label);
  }

  default A ble(Reg rs1, Reg rs2, String label) {
    return bge(rs2, rs1, label);
  }

  default A bgtu(Reg rs1, Reg rs2, String label) {
    return bltu(rs2, rs1, label);
  }

  default A bleu(Reg rs1, Reg rs2, String label) {
    return bgeu(rs2, rs1, label);
  }

  default A j(String label) {
    return jal(ZERO, label);
  }

  /** {@code jal ra, label}: a call within 1 MiB. */
  default A jal(String label) {
    return jal(RA, label);
  }

  default A jr(Reg rs) {
    return jalr(ZERO, 0, rs);
  }

  /** {@code jalr ra, 0(rs)}. */
  default A jalr(Reg rs) {
    return jalr(RA, 0, rs);
  }

  default A ret() {
    return jr(RA);
  }

  default A csrr(Reg rd, int csr) {
    return csrrs(rd, csr, ZERO);
  }

  default A csrw(int csr, Reg rs) {
    return csrrw(ZERO, csr, rs);
  }

  default A csrs(int csr, Reg rs) {
    return csrrs(ZERO, csr, rs);
  }

  default A csrc(int csr, Reg rs) {
    return csrrc(ZERO, csr, rs);
  }

  default A csrwi(int csr, int imm) {
    return csrrwi(ZERO, csr, imm);
  }

  default A csrsi(int csr, int imm) {
    return csrrsi(ZERO, csr, imm);
  }

  default A csrci(int csr, int imm) {
    return csrrci(ZERO, csr, imm);
  }

  default A rdcycle(Reg rd) {
    return csrr(rd, Csrs.CYCLE);
  }

  default A rdtime(Reg rd) {
    return csrr(rd, Csrs.TIME);
  }

  default A rdinstret(Reg rd) {
    return csrr(rd, Csrs.INSTRET);
  }

  /** {@code fence iorw, iorw}. */
  default A fence() {
    return fence(15, 15);
  }

  /** All addresses, all address spaces. */
  default A sfence_vma() {
    return sfence_vma(ZERO, ZERO);
  }

  default A fmv_s(FReg rd, FReg rs) {
    return fsgnj_s(rd, rs, rs);
  }

  default A fabs_s(FReg rd, FReg rs) {
    return fsgnjx_s(rd, rs, rs);
  }

  default A fneg_s(FReg rd, FReg rs) {
    return fsgnjn_s(rd, rs, rs);
  }

  default A fmv_d(FReg rd, FReg rs) {
    return fsgnj_d(rd, rs, rs);
  }

  default A fabs_d(FReg rd, FReg rs) {
    return fsgnjx_d(rd, rs, rs);
  }

  default A fneg_d(FReg rd, FReg rs) {
    return fsgnjn_d(rd, rs, rs);
  }
}
