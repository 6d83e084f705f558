package dev.sidestep.testkit.asm;

/**
 * One method for each instruction of RV64I and M. Operands are in assembly order: {@code lw(rd,
 * offset, base)}, {@code sw(rs, offset, base)}; branches and jumps take a label.
 *
 * @param <A> what every method returns
 */
@SuppressWarnings("MemberName") // methods are mnemonics, with an underscore for each dot
public interface IntegerOps<A> extends Emitter<A> {

  // Upper immediates, jumps, branches, loads, stores.

  default A lui(Reg rd, int upper) {
    return emit("lui", rd.number(), upper);
  }

  default A auipc(Reg rd, int upper) {
    return emit("auipc", rd.number(), upper);
  }

  default A jal(Reg rd, String label) {
    return emitTo("jal", label, rd.number());
  }

  default A jalr(Reg rd, int offset, Reg base) {
    return emit("jalr", rd.number(), offset, base.number());
  }

  default A beq(Reg rs1, Reg rs2, String label) {
    return emitTo("beq", label, rs1.number(), rs2.number());
  }

  default A bne(Reg rs1, Reg rs2, String label) {
    return emitTo("bne", label, rs1.number(), rs2.number());
  }

  default A blt(Reg rs1, Reg rs2, String label) {
    return emitTo("blt", label, rs1.number(), rs2.number());
  }

  default A bge(Reg rs1, Reg rs2, String label) {
    return emitTo("bge", label, rs1.number(), rs2.number());
  }

  default A bltu(Reg rs1, Reg rs2, String label) {
    return emitTo("bltu", label, rs1.number(), rs2.number());
  }

  default A bgeu(Reg rs1, Reg rs2, String label) {
    return emitTo("bgeu", label, rs1.number(), rs2.number());
  }

  default A lb(Reg rd, int offset, Reg base) {
    return emit("lb", rd.number(), offset, base.number());
  }

  default A lh(Reg rd, int offset, Reg base) {
    return emit("lh", rd.number(), offset, base.number());
  }

  default A lw(Reg rd, int offset, Reg base) {
    return emit("lw", rd.number(), offset, base.number());
  }

  default A ld(Reg rd, int offset, Reg base) {
    return emit("ld", rd.number(), offset, base.number());
  }

  default A lbu(Reg rd, int offset, Reg base) {
    return emit("lbu", rd.number(), offset, base.number());
  }

  default A lhu(Reg rd, int offset, Reg base) {
    return emit("lhu", rd.number(), offset, base.number());
  }

  default A lwu(Reg rd, int offset, Reg base) {
    return emit("lwu", rd.number(), offset, base.number());
  }

  default A sb(Reg rs, int offset, Reg base) {
    return emit("sb", rs.number(), offset, base.number());
  }

  default A sh(Reg rs, int offset, Reg base) {
    return emit("sh", rs.number(), offset, base.number());
  }

  default A sw(Reg rs, int offset, Reg base) {
    return emit("sw", rs.number(), offset, base.number());
  }

  default A sd(Reg rs, int offset, Reg base) {
    return emit("sd", rs.number(), offset, base.number());
  }

  // Arithmetic.

  default A addi(Reg rd, Reg rs, int imm) {
    return emit("addi", rd.number(), rs.number(), imm);
  }

  default A slti(Reg rd, Reg rs, int imm) {
    return emit("slti", rd.number(), rs.number(), imm);
  }

  default A sltiu(Reg rd, Reg rs, int imm) {
    return emit("sltiu", rd.number(), rs.number(), imm);
  }

  default A xori(Reg rd, Reg rs, int imm) {
    return emit("xori", rd.number(), rs.number(), imm);
  }

  default A ori(Reg rd, Reg rs, int imm) {
    return emit("ori", rd.number(), rs.number(), imm);
  }

  default A andi(Reg rd, Reg rs, int imm) {
    return emit("andi", rd.number(), rs.number(), imm);
  }

  default A slli(Reg rd, Reg rs, int amount) {
    return emit("slli", rd.number(), rs.number(), amount);
  }

  default A srli(Reg rd, Reg rs, int amount) {
    return emit("srli", rd.number(), rs.number(), amount);
  }

  default A srai(Reg rd, Reg rs, int amount) {
    return emit("srai", rd.number(), rs.number(), amount);
  }

  default A add(Reg rd, Reg rs1, Reg rs2) {
    return emit("add", rd.number(), rs1.number(), rs2.number());
  }

  default A sub(Reg rd, Reg rs1, Reg rs2) {
    return emit("sub", rd.number(), rs1.number(), rs2.number());
  }

  default A sll(Reg rd, Reg rs1, Reg rs2) {
    return emit("sll", rd.number(), rs1.number(), rs2.number());
  }

  default A slt(Reg rd, Reg rs1, Reg rs2) {
    return emit("slt", rd.number(), rs1.number(), rs2.number());
  }

  default A sltu(Reg rd, Reg rs1, Reg rs2) {
    return emit("sltu", rd.number(), rs1.number(), rs2.number());
  }

  default A xor(Reg rd, Reg rs1, Reg rs2) {
    return emit("xor", rd.number(), rs1.number(), rs2.number());
  }

  default A srl(Reg rd, Reg rs1, Reg rs2) {
    return emit("srl", rd.number(), rs1.number(), rs2.number());
  }

  default A sra(Reg rd, Reg rs1, Reg rs2) {
    return emit("sra", rd.number(), rs1.number(), rs2.number());
  }

  default A or(Reg rd, Reg rs1, Reg rs2) {
    return emit("or", rd.number(), rs1.number(), rs2.number());
  }

  default A and(Reg rd, Reg rs1, Reg rs2) {
    return emit("and", rd.number(), rs1.number(), rs2.number());
  }

  default A addiw(Reg rd, Reg rs, int imm) {
    return emit("addiw", rd.number(), rs.number(), imm);
  }

  default A slliw(Reg rd, Reg rs, int amount) {
    return emit("slliw", rd.number(), rs.number(), amount);
  }

  default A srliw(Reg rd, Reg rs, int amount) {
    return emit("srliw", rd.number(), rs.number(), amount);
  }

  default A sraiw(Reg rd, Reg rs, int amount) {
    return emit("sraiw", rd.number(), rs.number(), amount);
  }

  default A addw(Reg rd, Reg rs1, Reg rs2) {
    return emit("addw", rd.number(), rs1.number(), rs2.number());
  }

  default A subw(Reg rd, Reg rs1, Reg rs2) {
    return emit("subw", rd.number(), rs1.number(), rs2.number());
  }

  default A sllw(Reg rd, Reg rs1, Reg rs2) {
    return emit("sllw", rd.number(), rs1.number(), rs2.number());
  }

  default A srlw(Reg rd, Reg rs1, Reg rs2) {
    return emit("srlw", rd.number(), rs1.number(), rs2.number());
  }

  default A sraw(Reg rd, Reg rs1, Reg rs2) {
    return emit("sraw", rd.number(), rs1.number(), rs2.number());
  }

  // Multiplication and division.

  default A mul(Reg rd, Reg rs1, Reg rs2) {
    return emit("mul", rd.number(), rs1.number(), rs2.number());
  }

  default A mulh(Reg rd, Reg rs1, Reg rs2) {
    return emit("mulh", rd.number(), rs1.number(), rs2.number());
  }

  default A mulhsu(Reg rd, Reg rs1, Reg rs2) {
    return emit("mulhsu", rd.number(), rs1.number(), rs2.number());
  }

  default A mulhu(Reg rd, Reg rs1, Reg rs2) {
    return emit("mulhu", rd.number(), rs1.number(), rs2.number());
  }

  default A div(Reg rd, Reg rs1, Reg rs2) {
    return emit("div", rd.number(), rs1.number(), rs2.number());
  }

  default A divu(Reg rd, Reg rs1, Reg rs2) {
    return emit("divu", rd.number(), rs1.number(), rs2.number());
  }

  default A rem(Reg rd, Reg rs1, Reg rs2) {
    return emit("rem", rd.number(), rs1.number(), rs2.number());
  }

  default A remu(Reg rd, Reg rs1, Reg rs2) {
    return emit("remu", rd.number(), rs1.number(), rs2.number());
  }

  default A mulw(Reg rd, Reg rs1, Reg rs2) {
    return emit("mulw", rd.number(), rs1.number(), rs2.number());
  }

  default A divw(Reg rd, Reg rs1, Reg rs2) {
    return emit("divw", rd.number(), rs1.number(), rs2.number());
  }

  default A divuw(Reg rd, Reg rs1, Reg rs2) {
    return emit("divuw", rd.number(), rs1.number(), rs2.number());
  }

  default A remw(Reg rd, Reg rs1, Reg rs2) {
    return emit("remw", rd.number(), rs1.number(), rs2.number());
  }

  default A remuw(Reg rd, Reg rs1, Reg rs2) {
    return emit("remuw", rd.number(), rs1.number(), rs2.number());
  }
}
