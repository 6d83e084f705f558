package dev.sidestep.testkit.asm;

/**
 * One method for each single-precision instruction. Without a rounding mode, {@code frm} decides.
 *
 * @param <A> what every method returns
 */
@SuppressWarnings("MemberName") // methods are mnemonics, with an underscore for each dot
public interface FloatOps<A> extends Emitter<A> {

  // F.

  default A flw(FReg rd, int offset, Reg base) {
    return emit("flw", rd.number(), offset, base.number());
  }

  default A fsw(FReg rs, int offset, Reg base) {
    return emit("fsw", rs.number(), offset, base.number());
  }

  default A fmadd_s(FReg rd, FReg rs1, FReg rs2, FReg rs3) {
    return fmadd_s(rd, rs1, rs2, rs3, RoundingMode.DYN);
  }

  default A fmadd_s(FReg rd, FReg rs1, FReg rs2, FReg rs3, RoundingMode rounding) {
    return emit(
        "fmadd.s", rd.number(), rs1.number(), rs2.number(), rs3.number(), rounding.number());
  }

  default A fmsub_s(FReg rd, FReg rs1, FReg rs2, FReg rs3) {
    return fmsub_s(rd, rs1, rs2, rs3, RoundingMode.DYN);
  }

  default A fmsub_s(FReg rd, FReg rs1, FReg rs2, FReg rs3, RoundingMode rounding) {
    return emit(
        "fmsub.s", rd.number(), rs1.number(), rs2.number(), rs3.number(), rounding.number());
  }

  default A fnmsub_s(FReg rd, FReg rs1, FReg rs2, FReg rs3) {
    return fnmsub_s(rd, rs1, rs2, rs3, RoundingMode.DYN);
  }

  default A fnmsub_s(FReg rd, FReg rs1, FReg rs2, FReg rs3, RoundingMode rounding) {
    return emit(
        "fnmsub.s", rd.number(), rs1.number(), rs2.number(), rs3.number(), rounding.number());
  }

  default A fnmadd_s(FReg rd, FReg rs1, FReg rs2, FReg rs3) {
    return fnmadd_s(rd, rs1, rs2, rs3, RoundingMode.DYN);
  }

  default A fnmadd_s(FReg rd, FReg rs1, FReg rs2, FReg rs3, RoundingMode rounding) {
    return emit(
        "fnmadd.s", rd.number(), rs1.number(), rs2.number(), rs3.number(), rounding.number());
  }

  default A fadd_s(FReg rd, FReg rs1, FReg rs2) {
    return fadd_s(rd, rs1, rs2, RoundingMode.DYN);
  }

  default A fadd_s(FReg rd, FReg rs1, FReg rs2, RoundingMode rounding) {
    return emit("fadd.s", rd.number(), rs1.number(), rs2.number(), rounding.number());
  }

  default A fsub_s(FReg rd, FReg rs1, FReg rs2) {
    return fsub_s(rd, rs1, rs2, RoundingMode.DYN);
  }

  default A fsub_s(FReg rd, FReg rs1, FReg rs2, RoundingMode rounding) {
    return emit("fsub.s", rd.number(), rs1.number(), rs2.number(), rounding.number());
  }

  default A fmul_s(FReg rd, FReg rs1, FReg rs2) {
    return fmul_s(rd, rs1, rs2, RoundingMode.DYN);
  }

  default A fmul_s(FReg rd, FReg rs1, FReg rs2, RoundingMode rounding) {
    return emit("fmul.s", rd.number(), rs1.number(), rs2.number(), rounding.number());
  }

  default A fdiv_s(FReg rd, FReg rs1, FReg rs2) {
    return fdiv_s(rd, rs1, rs2, RoundingMode.DYN);
  }

  default A fdiv_s(FReg rd, FReg rs1, FReg rs2, RoundingMode rounding) {
    return emit("fdiv.s", rd.number(), rs1.number(), rs2.number(), rounding.number());
  }

  default A fsqrt_s(FReg rd, FReg rs) {
    return fsqrt_s(rd, rs, RoundingMode.DYN);
  }

  default A fsqrt_s(FReg rd, FReg rs, RoundingMode rounding) {
    return emit("fsqrt.s", rd.number(), rs.number(), rounding.number());
  }

  default A fsgnj_s(FReg rd, FReg rs1, FReg rs2) {
    return emit("fsgnj.s", rd.number(), rs1.number(), rs2.number());
  }

  default A fsgnjn_s(FReg rd, FReg rs1, FReg rs2) {
    return emit("fsgnjn.s", rd.number(), rs1.number(), rs2.number());
  }

  default A fsgnjx_s(FReg rd, FReg rs1, FReg rs2) {
    return emit("fsgnjx.s", rd.number(), rs1.number(), rs2.number());
  }

  default A fmin_s(FReg rd, FReg rs1, FReg rs2) {
    return emit("fmin.s", rd.number(), rs1.number(), rs2.number());
  }

  default A fmax_s(FReg rd, FReg rs1, FReg rs2) {
    return emit("fmax.s", rd.number(), rs1.number(), rs2.number());
  }

  default A fcvt_w_s(Reg rd, FReg rs) {
    return fcvt_w_s(rd, rs, RoundingMode.DYN);
  }

  default A fcvt_w_s(Reg rd, FReg rs, RoundingMode rounding) {
    return emit("fcvt.w.s", rd.number(), rs.number(), rounding.number());
  }

  default A fcvt_wu_s(Reg rd, FReg rs) {
    return fcvt_wu_s(rd, rs, RoundingMode.DYN);
  }

  default A fcvt_wu_s(Reg rd, FReg rs, RoundingMode rounding) {
    return emit("fcvt.wu.s", rd.number(), rs.number(), rounding.number());
  }

  default A fcvt_l_s(Reg rd, FReg rs) {
    return fcvt_l_s(rd, rs, RoundingMode.DYN);
  }

  default A fcvt_l_s(Reg rd, FReg rs, RoundingMode rounding) {
    return emit("fcvt.l.s", rd.number(), rs.number(), rounding.number());
  }

  default A fcvt_lu_s(Reg rd, FReg rs) {
    return fcvt_lu_s(rd, rs, RoundingMode.DYN);
  }

  default A fcvt_lu_s(Reg rd, FReg rs, RoundingMode rounding) {
    return emit("fcvt.lu.s", rd.number(), rs.number(), rounding.number());
  }

  default A fmv_x_w(Reg rd, FReg rs) {
    return emit("fmv.x.w", rd.number(), rs.number());
  }

  default A feq_s(Reg rd, FReg rs1, FReg rs2) {
    return emit("feq.s", rd.number(), rs1.number(), rs2.number());
  }

  default A flt_s(Reg rd, FReg rs1, FReg rs2) {
    return emit("flt.s", rd.number(), rs1.number(), rs2.number());
  }

  default A fle_s(Reg rd, FReg rs1, FReg rs2) {
    return emit("fle.s", rd.number(), rs1.number(), rs2.number());
  }

  default A fclass_s(Reg rd, FReg rs) {
    return emit("fclass.s", rd.number(), rs.number());
  }

  default A fcvt_s_w(FReg rd, Reg rs) {
    return fcvt_s_w(rd, rs, RoundingMode.DYN);
  }

  default A fcvt_s_w(FReg rd, Reg rs, RoundingMode rounding) {
    return emit("fcvt.s.w", rd.number(), rs.number(), rounding.number());
  }

  default A fcvt_s_wu(FReg rd, Reg rs) {
    return fcvt_s_wu(rd, rs, RoundingMode.DYN);
  }

  default A fcvt_s_wu(FReg rd, Reg rs, RoundingMode rounding) {
    return emit("fcvt.s.wu", rd.number(), rs.number(), rounding.number());
  }

  default A fcvt_s_l(FReg rd, Reg rs) {
    return fcvt_s_l(rd, rs, RoundingMode.DYN);
  }

  default A fcvt_s_l(FReg rd, Reg rs, RoundingMode rounding) {
    return emit("fcvt.s.l", rd.number(), rs.number(), rounding.number());
  }

  default A fcvt_s_lu(FReg rd, Reg rs) {
    return fcvt_s_lu(rd, rs, RoundingMode.DYN);
  }

  default A fcvt_s_lu(FReg rd, Reg rs, RoundingMode rounding) {
    return emit("fcvt.s.lu", rd.number(), rs.number(), rounding.number());
  }

  default A fmv_w_x(FReg rd, Reg rs) {
    return emit("fmv.w.x", rd.number(), rs.number());
  }
}
