package dev.sidestep.testkit.asm;

/**
 * One method for each compressed instruction. Nothing is compressed unless asked for here.
 *
 * @param <A> what every method returns
 */
@SuppressWarnings("MemberName") // methods are mnemonics, with an underscore for each dot
public interface CompressedOps<A> extends Emitter<A> {

  // By quadrant.

  default A c_addi4spn(Reg rd, int imm) {
    return emit("c.addi4spn", rd.number(), imm);
  }

  default A c_fld(FReg rd, int offset, Reg base) {
    return emit("c.fld", rd.number(), offset, base.number());
  }

  default A c_lw(Reg rd, int offset, Reg base) {
    return emit("c.lw", rd.number(), offset, base.number());
  }

  default A c_ld(Reg rd, int offset, Reg base) {
    return emit("c.ld", rd.number(), offset, base.number());
  }

  default A c_fsd(FReg rs, int offset, Reg base) {
    return emit("c.fsd", rs.number(), offset, base.number());
  }

  default A c_sw(Reg rs, int offset, Reg base) {
    return emit("c.sw", rs.number(), offset, base.number());
  }

  default A c_sd(Reg rs, int offset, Reg base) {
    return emit("c.sd", rs.number(), offset, base.number());
  }

  default A c_nop() {
    return emit("c.nop");
  }

  default A c_addi(Reg rd, int imm) {
    return emit("c.addi", rd.number(), imm);
  }

  default A c_addiw(Reg rd, int imm) {
    return emit("c.addiw", rd.number(), imm);
  }

  default A c_li(Reg rd, int imm) {
    return emit("c.li", rd.number(), imm);
  }

  default A c_addi16sp(int imm) {
    return emit("c.addi16sp", imm);
  }

  default A c_lui(Reg rd, int upper) {
    return emit("c.lui", rd.number(), upper);
  }

  default A c_srli(Reg rd, int amount) {
    return emit("c.srli", rd.number(), amount);
  }

  default A c_srai(Reg rd, int amount) {
    return emit("c.srai", rd.number(), amount);
  }

  default A c_andi(Reg rd, int imm) {
    return emit("c.andi", rd.number(), imm);
  }

  default A c_sub(Reg rd, Reg rs) {
    return emit("c.sub", rd.number(), rs.number());
  }

  default A c_xor(Reg rd, Reg rs) {
    return emit("c.xor", rd.number(), rs.number());
  }

  default A c_or(Reg rd, Reg rs) {
    return emit("c.or", rd.number(), rs.number());
  }

  default A c_and(Reg rd, Reg rs) {
    return emit("c.and", rd.number(), rs.number());
  }

  default A c_subw(Reg rd, Reg rs) {
    return emit("c.subw", rd.number(), rs.number());
  }

  default A c_addw(Reg rd, Reg rs) {
    return emit("c.addw", rd.number(), rs.number());
  }

  default A c_j(String label) {
    return emitTo("c.j", label);
  }

  default A c_beqz(Reg rs, String label) {
    return emitTo("c.beqz", label, rs.number());
  }

  default A c_bnez(Reg rs, String label) {
    return emitTo("c.bnez", label, rs.number());
  }

  default A c_slli(Reg rd, int amount) {
    return emit("c.slli", rd.number(), amount);
  }

  default A c_fldsp(FReg rd, int offset) {
    return emit("c.fldsp", rd.number(), offset);
  }

  default A c_lwsp(Reg rd, int offset) {
    return emit("c.lwsp", rd.number(), offset);
  }

  default A c_ldsp(Reg rd, int offset) {
    return emit("c.ldsp", rd.number(), offset);
  }

  default A c_jr(Reg rs) {
    return emit("c.jr", rs.number());
  }

  default A c_mv(Reg rd, Reg rs) {
    return emit("c.mv", rd.number(), rs.number());
  }

  default A c_ebreak() {
    return emit("c.ebreak");
  }

  default A c_jalr(Reg rs) {
    return emit("c.jalr", rs.number());
  }

  default A c_add(Reg rd, Reg rs) {
    return emit("c.add", rd.number(), rs.number());
  }

  default A c_fsdsp(FReg rs, int offset) {
    return emit("c.fsdsp", rs.number(), offset);
  }

  default A c_swsp(Reg rs, int offset) {
    return emit("c.swsp", rs.number(), offset);
  }

  default A c_sdsp(Reg rs, int offset) {
    return emit("c.sdsp", rs.number(), offset);
  }
}
