package dev.sidestep.testkit.asm;

/**
 * One method for each instruction of Zba, Zbb and Zbs.
 *
 * @param <A> what every method returns
 */
@SuppressWarnings("MemberName") // methods are mnemonics, with an underscore for each dot
public interface BitManipulationOps<A> extends Emitter<A> {

  // Zba.

  default A add_uw(Reg rd, Reg rs1, Reg rs2) {
    return emit("add.uw", rd.number(), rs1.number(), rs2.number());
  }

  default A sh1add(Reg rd, Reg rs1, Reg rs2) {
    return emit("sh1add", rd.number(), rs1.number(), rs2.number());
  }

  default A sh2add(Reg rd, Reg rs1, Reg rs2) {
    return emit("sh2add", rd.number(), rs1.number(), rs2.number());
  }

  default A sh3add(Reg rd, Reg rs1, Reg rs2) {
    return emit("sh3add", rd.number(), rs1.number(), rs2.number());
  }

  default A sh1add_uw(Reg rd, Reg rs1, Reg rs2) {
    return emit("sh1add.uw", rd.number(), rs1.number(), rs2.number());
  }

  default A sh2add_uw(Reg rd, Reg rs1, Reg rs2) {
    return emit("sh2add.uw", rd.number(), rs1.number(), rs2.number());
  }

  default A sh3add_uw(Reg rd, Reg rs1, Reg rs2) {
    return emit("sh3add.uw", rd.number(), rs1.number(), rs2.number());
  }

  default A slli_uw(Reg rd, Reg rs, int amount) {
    return emit("slli.uw", rd.number(), rs.number(), amount);
  }

  // Zbb.

  default A andn(Reg rd, Reg rs1, Reg rs2) {
    return emit("andn", rd.number(), rs1.number(), rs2.number());
  }

  default A orn(Reg rd, Reg rs1, Reg rs2) {
    return emit("orn", rd.number(), rs1.number(), rs2.number());
  }

  default A xnor(Reg rd, Reg rs1, Reg rs2) {
    return emit("xnor", rd.number(), rs1.number(), rs2.number());
  }

  default A clz(Reg rd, Reg rs) {
    return emit("clz", rd.number(), rs.number());
  }

  default A ctz(Reg rd, Reg rs) {
    return emit("ctz", rd.number(), rs.number());
  }

  default A cpop(Reg rd, Reg rs) {
    return emit("cpop", rd.number(), rs.number());
  }

  default A clzw(Reg rd, Reg rs) {
    return emit("clzw", rd.number(), rs.number());
  }

  default A ctzw(Reg rd, Reg rs) {
    return emit("ctzw", rd.number(), rs.number());
  }

  default A cpopw(Reg rd, Reg rs) {
    return emit("cpopw", rd.number(), rs.number());
  }

  default A max(Reg rd, Reg rs1, Reg rs2) {
    return emit("max", rd.number(), rs1.number(), rs2.number());
  }

  default A maxu(Reg rd, Reg rs1, Reg rs2) {
    return emit("maxu", rd.number(), rs1.number(), rs2.number());
  }

  default A min(Reg rd, Reg rs1, Reg rs2) {
    return emit("min", rd.number(), rs1.number(), rs2.number());
  }

  default A minu(Reg rd, Reg rs1, Reg rs2) {
    return emit("minu", rd.number(), rs1.number(), rs2.number());
  }

  default A sext_b(Reg rd, Reg rs) {
    return emit("sext.b", rd.number(), rs.number());
  }

  default A sext_h(Reg rd, Reg rs) {
    return emit("sext.h", rd.number(), rs.number());
  }

  default A zext_h(Reg rd, Reg rs) {
    return emit("zext.h", rd.number(), rs.number());
  }

  default A rol(Reg rd, Reg rs1, Reg rs2) {
    return emit("rol", rd.number(), rs1.number(), rs2.number());
  }

  default A rolw(Reg rd, Reg rs1, Reg rs2) {
    return emit("rolw", rd.number(), rs1.number(), rs2.number());
  }

  default A ror(Reg rd, Reg rs1, Reg rs2) {
    return emit("ror", rd.number(), rs1.number(), rs2.number());
  }

  default A rori(Reg rd, Reg rs, int amount) {
    return emit("rori", rd.number(), rs.number(), amount);
  }

  default A roriw(Reg rd, Reg rs, int amount) {
    return emit("roriw", rd.number(), rs.number(), amount);
  }

  default A rorw(Reg rd, Reg rs1, Reg rs2) {
    return emit("rorw", rd.number(), rs1.number(), rs2.number());
  }

  default A orc_b(Reg rd, Reg rs) {
    return emit("orc.b", rd.number(), rs.number());
  }

  default A rev8(Reg rd, Reg rs) {
    return emit("rev8", rd.number(), rs.number());
  }

  // Zbs.

  default A bclr(Reg rd, Reg rs1, Reg rs2) {
    return emit("bclr", rd.number(), rs1.number(), rs2.number());
  }

  default A bclri(Reg rd, Reg rs, int amount) {
    return emit("bclri", rd.number(), rs.number(), amount);
  }

  default A bext(Reg rd, Reg rs1, Reg rs2) {
    return emit("bext", rd.number(), rs1.number(), rs2.number());
  }

  default A bexti(Reg rd, Reg rs, int amount) {
    return emit("bexti", rd.number(), rs.number(), amount);
  }

  default A binv(Reg rd, Reg rs1, Reg rs2) {
    return emit("binv", rd.number(), rs1.number(), rs2.number());
  }

  default A binvi(Reg rd, Reg rs, int amount) {
    return emit("binvi", rd.number(), rs.number(), amount);
  }

  default A bset(Reg rd, Reg rs1, Reg rs2) {
    return emit("bset", rd.number(), rs1.number(), rs2.number());
  }

  default A bseti(Reg rd, Reg rs, int amount) {
    return emit("bseti", rd.number(), rs.number(), amount);
  }
}
