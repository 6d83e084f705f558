package dev.sidestep.testkit.asm;

/**
 * One method for each instruction that orders memory, enters or leaves a privilege mode, or reaches
 * a CSR ({@link Csrs} has the numbers).
 *
 * @param <A> what every method returns
 */
@SuppressWarnings("MemberName") // methods are mnemonics, with an underscore for each dot
public interface SystemOps<A> extends Emitter<A> {

  // Fences and calls of the environment.

  default A fence(int predecessor, int successor) {
    return emit("fence", predecessor, successor);
  }

  default A ecall() {
    return emit("ecall");
  }

  default A ebreak() {
    return emit("ebreak");
  }

  default A fence_i() {
    return emit("fence.i");
  }

  // CSR access.

  default A csrrw(Reg rd, int csr, Reg rs) {
    return emit("csrrw", rd.number(), csr, rs.number());
  }

  default A csrrs(Reg rd, int csr, Reg rs) {
    return emit("csrrs", rd.number(), csr, rs.number());
  }

  default A csrrc(Reg rd, int csr, Reg rs) {
    return emit("csrrc", rd.number(), csr, rs.number());
  }

  default A csrrwi(Reg rd, int csr, int imm) {
    return emit("csrrwi", rd.number(), csr, imm);
  }

  default A csrrsi(Reg rd, int csr, int imm) {
    return emit("csrrsi", rd.number(), csr, imm);
  }

  default A csrrci(Reg rd, int csr, int imm) {
    return emit("csrrci", rd.number(), csr, imm);
  }

  // Privileged.

  default A sret() {
    return emit("sret");
  }

  default A mret() {
    return emit("mret");
  }

  default A wfi() {
    return emit("wfi");
  }

  default A sfence_vma(Reg address, Reg asid) {
    return emit("sfence.vma", address.number(), asid.number());
  }
}
