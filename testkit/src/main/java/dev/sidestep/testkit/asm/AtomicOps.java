package dev.sidestep.testkit.asm;

/**
 * One method for each atomic instruction, without and with aq/rl bits. The address comes last, as
 * in {@code amoadd.w rd, rs, (address)}.
 *
 * @param <A> what every method returns
 */
@SuppressWarnings("MemberName") // methods are mnemonics, with an underscore for each dot
public interface AtomicOps<A> extends Emitter<A> {

  // Words, then doublewords.

  default A lr_w(Reg rd, Reg address) {
    return lr_w(rd, address, Ordering.RELAXED);
  }

  default A lr_w(Reg rd, Reg address, Ordering ordering) {
    return emit("lr.w", rd.number(), address.number(), ordering.number());
  }

  default A sc_w(Reg rd, Reg rs, Reg address) {
    return sc_w(rd, rs, address, Ordering.RELAXED);
  }

  default A sc_w(Reg rd, Reg rs, Reg address, Ordering ordering) {
    return emit("sc.w", rd.number(), rs.number(), address.number(), ordering.number());
  }

  default A amoswap_w(Reg rd, Reg rs, Reg address) {
    return amoswap_w(rd, rs, address, Ordering.RELAXED);
  }

  default A amoswap_w(Reg rd, Reg rs, Reg address, Ordering ordering) {
    return emit("amoswap.w", rd.number(), rs.number(), address.number(), ordering.number());
  }

  default A amoadd_w(Reg rd, Reg rs, Reg address) {
    return amoadd_w(rd, rs, address, Ordering.RELAXED);
  }

  default A amoadd_w(Reg rd, Reg rs, Reg address, Ordering ordering) {
    return emit("amoadd.w", rd.number(), rs.number(), address.number(), ordering.number());
  }

  default A amoxor_w(Reg rd, Reg rs, Reg address) {
    return amoxor_w(rd, rs, address, Ordering.RELAXED);
  }

  default A amoxor_w(Reg rd, Reg rs, Reg address, Ordering ordering) {
    return emit("amoxor.w", rd.number(), rs.number(), address.number(), ordering.number());
  }

  default A amoand_w(Reg rd, Reg rs, Reg address) {
    return amoand_w(rd, rs, address, Ordering.RELAXED);
  }

  default A amoand_w(Reg rd, Reg rs, Reg address, Ordering ordering) {
    return emit("amoand.w", rd.number(), rs.number(), address.number(), ordering.number());
  }

  default A amoor_w(Reg rd, Reg rs, Reg address) {
    return amoor_w(rd, rs, address, Ordering.RELAXED);
  }

  default A amoor_w(Reg rd, Reg rs, Reg address, Ordering ordering) {
    return emit("amoor.w", rd.number(), rs.number(), address.number(), ordering.number());
  }

  default A amomin_w(Reg rd, Reg rs, Reg address) {
    return amomin_w(rd, rs, address, Ordering.RELAXED);
  }

  default A amomin_w(Reg rd, Reg rs, Reg address, Ordering ordering) {
    return emit("amomin.w", rd.number(), rs.number(), address.number(), ordering.number());
  }

  default A amomax_w(Reg rd, Reg rs, Reg address) {
    return amomax_w(rd, rs, address, Ordering.RELAXED);
  }

  default A amomax_w(Reg rd, Reg rs, Reg address, Ordering ordering) {
    return emit("amomax.w", rd.number(), rs.number(), address.number(), ordering.number());
  }

  default A amominu_w(Reg rd, Reg rs, Reg address) {
    return amominu_w(rd, rs, address, Ordering.RELAXED);
  }

  default A amominu_w(Reg rd, Reg rs, Reg address, Ordering ordering) {
    return emit("amominu.w", rd.number(), rs.number(), address.number(), ordering.number());
  }

  default A amomaxu_w(Reg rd, Reg rs, Reg address) {
    return amomaxu_w(rd, rs, address, Ordering.RELAXED);
  }

  default A amomaxu_w(Reg rd, Reg rs, Reg address, Ordering ordering) {
    return emit("amomaxu.w", rd.number(), rs.number(), address.number(), ordering.number());
  }

  default A lr_d(Reg rd, Reg address) {
    return lr_d(rd, address, Ordering.RELAXED);
  }

  default A lr_d(Reg rd, Reg address, Ordering ordering) {
    return emit("lr.d", rd.number(), address.number(), ordering.number());
  }

  default A sc_d(Reg rd, Reg rs, Reg address) {
    return sc_d(rd, rs, address, Ordering.RELAXED);
  }

  default A sc_d(Reg rd, Reg rs, Reg address, Ordering ordering) {
    return emit("sc.d", rd.number(), rs.number(), address.number(), ordering.number());
  }

  default A amoswap_d(Reg rd, Reg rs, Reg address) {
    return amoswap_d(rd, rs, address, Ordering.RELAXED);
  }

  default A amoswap_d(Reg rd, Reg rs, Reg address, Ordering ordering) {
    return emit("amoswap.d", rd.number(), rs.number(), address.number(), ordering.number());
  }

  default A amoadd_d(Reg rd, Reg rs, Reg address) {
    return amoadd_d(rd, rs, address, Ordering.RELAXED);
  }

  default A amoadd_d(Reg rd, Reg rs, Reg address, Ordering ordering) {
    return emit("amoadd.d", rd.number(), rs.number(), address.number(), ordering.number());
  }

  default A amoxor_d(Reg rd, Reg rs, Reg address) {
    return amoxor_d(rd, rs, address, Ordering.RELAXED);
  }

  default A amoxor_d(Reg rd, Reg rs, Reg address, Ordering ordering) {
    return emit("amoxor.d", rd.number(), rs.number(), address.number(), ordering.number());
  }

  default A amoand_d(Reg rd, Reg rs, Reg address) {
    return amoand_d(rd, rs, address, Ordering.RELAXED);
  }

  default A amoand_d(Reg rd, Reg rs, Reg address, Ordering ordering) {
    return emit("amoand.d", rd.number(), rs.number(), address.number(), ordering.number());
  }

  default A amoor_d(Reg rd, Reg rs, Reg address) {
    return amoor_d(rd, rs, address, Ordering.RELAXED);
  }

  default A amoor_d(Reg rd, Reg rs, Reg address, Ordering ordering) {
    return emit("amoor.d", rd.number(), rs.number(), address.number(), ordering.number());
  }

  default A amomin_d(Reg rd, Reg rs, Reg address) {
    return amomin_d(rd, rs, address, Ordering.RELAXED);
  }

  default A amomin_d(Reg rd, Reg rs, Reg address, Ordering ordering) {
    return emit("amomin.d", rd.number(), rs.number(), address.number(), ordering.number());
  }

  default A amomax_d(Reg rd, Reg rs, Reg address) {
    return amomax_d(rd, rs, address, Ordering.RELAXED);
  }

  default A amomax_d(Reg rd, Reg rs, Reg address, Ordering ordering) {
    return emit("amomax.d", rd.number(), rs.number(), address.number(), ordering.number());
  }

  default A amominu_d(Reg rd, Reg rs, Reg address) {
    return amominu_d(rd, rs, address, Ordering.RELAXED);
  }

  default A amominu_d(Reg rd, Reg rs, Reg address, Ordering ordering) {
    return emit("amominu.d", rd.number(), rs.number(), address.number(), ordering.number());
  }

  default A amomaxu_d(Reg rd, Reg rs, Reg address) {
    return amomaxu_d(rd, rs, address, Ordering.RELAXED);
  }

  default A amomaxu_d(Reg rd, Reg rs, Reg address, Ordering ordering) {
    return emit("amomaxu.d", rd.number(), rs.number(), address.number(), ordering.number());
  }
}
