package dev.sidestep.testkit.asm;

/**
 * One method for each double-precision instruction. Without a rounding mode, {@code frm} decides.
 *
 * @param <A> what every method returns
 */
@SuppressWarnings("MemberName") // methods are mnemonics, with an underscore for each dot
public interface DoubleOps<A> extends Emitter<A> {

  // D.

  default A fld(FReg rd, int offset, Reg base) {
    return emit("fld", rd.number(), offset, base.number());
  }

  default A fsd(FReg rs, int offset, Reg base) {
    return emit("fsd", rs.number(), offset, base.number());
  }

  default A fmadd_d(FReg rd, FReg rs1, FReg rs2, FReg rs3) {
    return fmadd_d(rd, rs1, rs2, rs3, RoundingMode.DYN);
  }

  default A fmadd_d(FReg rd, FReg rs1, FReg rs2, FReg rs3, RoundingMode rounding) {
    return emit(
        "fmadd.d", rd.number(), rs1.number(), rs2.number(), rs3.number(), rounding.number());
  }

  default A fmsub_d(FReg rd, FReg rs1, FReg rs2, FReg rs3) {
    return fmsub_d(rd, rs1, rs2, rs3, RoundingMode.DYN);
  }

  default A fmsub_d(FReg rd, FReg rs1, FReg rs2, FReg rs3, RoundingMode rounding) {
    return emit(
        "fmsub.d", rd.number(), rs1.number(), rs2.number(), rs3.number(), rounding.number());
  }

  default A fnmsub_d(FReg rd, FReg rs1, FReg rs2, FReg rs3) {
    return fnmsub_d(rd, rs1, rs2, rs3, RoundingMode.DYN);
  }

  default A fnmsub_d(FReg rd, FReg rs1, FReg rs2, FReg rs3, RoundingMode rounding) {
    return emit(
        "fnmsub.d", rd.number(), rs1.number(), rs2.number(), rs3.number(), rounding.number());
  }

  default A fnmadd_d(FReg rd, FReg rs1, FReg rs2, FReg rs3) {
    return fnmadd_d(rd, rs1, rs2, rs3, RoundingMode.DYN);
  }

  default A fnmadd_d(FReg rd, FReg rs1, FReg rs2, FReg rs3, RoundingMode rounding) {
    return emit(
        "fnmadd.d", rd.number(), rs1.number(), rs2.number(), rs3.number(), rounding.number());
  }

  default A fadd_d(FReg rd, FReg rs1, FReg rs2) {
    return fadd_d(rd, rs1, rs2, RoundingMode.DYN);
  }

  default A fadd_d(FReg rd, FReg rs1, FReg rs2, RoundingMode rounding) {
    return emit("fadd.d", rd.number(), rs1.number(), rs2.number(), rounding.number());
  }

  default A fsub_d(FReg rd, FReg rs1, FReg rs2) {
    return fsub_d(rd, rs1, rs2, RoundingMode.DYN);
  }

  default A fsub_d(FReg rd, FReg rs1, FReg rs2, RoundingMode rounding) {
    return emit("fsub.d", rd.number(), rs1.number(), rs2.number(), rounding.number());
  }

  default A fmul_d(FReg rd, FReg rs1, FReg rs2) {
    return fmul_d(rd, rs1, rs2, RoundingMode.DYN);
  }

  default A fmul_d(FReg rd, FReg rs1, FReg rs2, RoundingMode rounding) {
    return emit("fmul.d", rd.number(), rs1.number(), rs2.number(), rounding.number());
  }

  default A fdiv_d(FReg rd, FReg rs1, FReg rs2) {
    return fdiv_d(rd, rs1, rs2, RoundingMode.DYN);
  }

  default A fdiv_d(FReg rd, FReg rs1, FReg rs2, RoundingMode rounding) {
    return emit("fdiv.d", rd.number(), rs1.number(), rs2.number(), rounding.number());
  }

  default A fsqrt_d(FReg rd, FReg rs) {
    return fsqrt_d(rd, rs, RoundingMode.DYN);
  }

  default A fsqrt_d(FReg rd, FReg rs, RoundingMode rounding) {
    return emit("fsqrt.d", rd.number(), rs.number(), rounding.number());
  }

  default A fsgnj_d(FReg rd, FReg rs1, FReg rs2) {
    return emit("fsgnj.d", rd.number(), rs1.number(), rs2.number());
  }

  default A fsgnjn_d(FReg rd, FReg rs1, FReg rs2) {
    return emit("fsgnjn.d", rd.number(), rs1.number(), rs2.number());
  }

  default A fsgnjx_d(FReg rd, FReg rs1, FReg rs2) {
    return emit("fsgnjx.d", rd.number(), rs1.number(), rs2.number());
  }

  default A fmin_d(FReg rd, FReg rs1, FReg rs2) {
    return emit("fmin.d", rd.number(), rs1.number(), rs2.number());
  }

  default A fmax_d(FReg rd, FReg rs1, FReg rs2) {
    return emit("fmax.d", rd.number(), rs1.number(), rs2.number());
  }

  default A fcvt_s_d(FReg rd, FReg rs) {
    return fcvt_s_d(rd, rs, RoundingMode.DYN);
  }

  default A fcvt_s_d(FReg rd, FReg rs, RoundingMode rounding) {
    return emit("fcvt.s.d", rd.number(), rs.number(), rounding.number());
  }

  default A fcvt_d_s(FReg rd, FReg rs) {
    return fcvt_d_s(rd, rs, RoundingMode.DYN);
  }

  default A fcvt_d_s(FReg rd, FReg rs, RoundingMode rounding) {
    return emit("fcvt.d.s", rd.number(), rs.number(), rounding.number());
  }

  default A feq_d(Reg rd, FReg rs1, FReg rs2) {
    return emit("feq.d", rd.number(), rs1.number(), rs2.number());
  }

  default A flt_d(Reg rd, FReg rs1, FReg rs2) {
    return emit("flt.d", rd.number(), rs1.number(), rs2.number());
  }

  default A fle_d(Reg rd, FReg rs1, FReg rs2) {
    return emit("fle.d", rd.number(), rs1.number(), rs2.number());
  }

  default A fclass_d(Reg rd, FReg rs) {
    return emit("fclass.d", rd.number(), rs.number());
  }

  default A fcvt_w_d(Reg rd, FReg rs) {
    return fcvt_w_d(rd, rs, RoundingMode.DYN);
  }

  default A fcvt_w_d(Reg rd, FReg rs, RoundingMode rounding) {
    return emit("fcvt.w.d", rd.number(), rs.number(), rounding.number());
  }

  default A fcvt_wu_d(Reg rd, FReg rs) {
    return fcvt_wu_d(rd, rs, RoundingMode.DYN);
  }

  default A fcvt_wu_d(Reg rd, FReg rs, RoundingMode rounding) {
    return emit("fcvt.wu.d", rd.number(), rs.number(), rounding.number());
  }

  default A fcvt_l_d(Reg rd, FReg rs) {
    return fcvt_l_d(rd, rs, RoundingMode.DYN);
  }

  default A fcvt_l_d(Reg rd, FReg rs, RoundingMode rounding) {
    return emit("fcvt.l.d", rd.number(), rs.number(), rounding.number());
  }

  default A fcvt_lu_d(Reg rd, FReg rs) {
    return fcvt_lu_d(rd, rs, RoundingMode.DYN);
  }

  default A fcvt_lu_d(Reg rd, FReg rs, RoundingMode rounding) {
    return emit("fcvt.lu.d", rd.number(), rs.number(), rounding.number());
  }

  default A fmv_x_d(Reg rd, FReg rs) {
    return emit("fmv.x.d", rd.number(), rs.number());
  }

  default A fcvt_d_w(FReg rd, Reg rs) {
    return fcvt_d_w(rd, rs, RoundingMode.DYN);
  }

  default A fcvt_d_w(FReg rd, Reg rs, RoundingMode rounding) {
    return emit("fcvt.d.w", rd.number(), rs.number(), rounding.number());
  }

  default A fcvt_d_wu(FReg rd, Reg rs) {
    return fcvt_d_wu(rd, rs, RoundingMode.DYN);
  }

  default A fcvt_d_wu(FReg rd, Reg rs, RoundingMode rounding) {
    return emit("fcvt.d.wu", rd.number(), rs.number(), rounding.number());
  }

  default A fcvt_d_l(FReg rd, Reg rs) {
    return fcvt_d_l(rd, rs, RoundingMode.DYN);
  }

  default A fcvt_d_l(FReg rd, Reg rs, RoundingMode rounding) {
    return emit("fcvt.d.l", rd.number(), rs.number(), rounding.number());
  }

  default A fcvt_d_lu(FReg rd, Reg rs) {
    return fcvt_d_lu(rd, rs, RoundingMode.DYN);
  }

  default A fcvt_d_lu(FReg rd, Reg rs, RoundingMode rounding) {
    return emit("fcvt.d.lu", rd.number(), rs.number(), rounding.number());
  }

  default A fmv_d_x(FReg rd, Reg rs) {
    return emit("fmv.d.x", rd.number(), rs.number());
  }
}
