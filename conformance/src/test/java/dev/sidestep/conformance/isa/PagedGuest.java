package dev.sidestep.conformance.isa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.riscv.Cause;
import dev.sidestep.riscv.Csr;
import dev.sidestep.riscv.Hart;
import dev.sidestep.testkit.asm.Assembler;
import dev.sidestep.testkit.asm.Reg;

/** A guest behind page tables, which makes one access to one page at a time. */
final class PagedGuest {
  /** What an access may be. */
  enum Access {
    FETCH(Cause.FETCH_PAGE),
    LOAD(Cause.LOAD_PAGE),
    STORE(Cause.STORE_PAGE);

    private final long pageFault;

    Access(long pageFault) {
      this.pageFault = pageFault;
    }

    long pageFault() {
      return pageFault;
    }

    /** As PMP or the bus would raise it. */
    long accessFault() {
      return this == FETCH
          ? Cause.FETCH_ACCESS
          : this == LOAD ? Cause.LOAD_ACCESS : Cause.STORE_ACCESS;
    }
  }

  /** A virtual page in the lower half, with bits in every index that Sv39 has. */
  static final long VIRTUAL = 0x15_5aaa_b000L;

  /** The code of the accesses, mapped for whoever makes them, with no index in common. */
  private static final long CODE = -0x1_0000L;

  private static final long LOAD = CODE;
  private static final long STORE = CODE + 4;
  private static final long VALUE = 0x1122_3344_5566_7788L;

  final Guest guest = new Guest();
  final GuestPages pages;
  private final int level;

  /** Tables that map nothing but the code for {@code level}. */
  PagedGuest(int mode, int level) {
    this.level = level;
    pages = new GuestPages(guest, mode);
    long user = level == Hart.USER ? GuestPages.U : 0;
    pages.map(CODE, Guest.BASE, GuestPages.ALL | user);
    Assembler code = Assembler.at(Guest.BASE).ld(Reg.A1, 0, Reg.A0).sd(Reg.A2, 0, Reg.A0);
    guest.load(Guest.BASE, code);
    guest.load(Guest.DATA, Assembler.at(Guest.DATA).nop());
  }

  /** Maps {@link #VIRTUAL} to {@link Guest#DATA} by an entry with these flags. */
  PagedGuest entry(long flags) {
    guest.hart.flushTlb();
    pages.map(VIRTUAL, Guest.DATA, flags);
    return this;
  }

  /** The entry of {@link #VIRTUAL} as it is now. */
  long entry() {
    return guest.read(pages.locate(VIRTUAL, 0), 8);
  }

  /** The cause of the trap that an access gets, or -1; checks where it says it was. */
  long causeOf(Access access, long address) {
    guest.csr(Csr.MCAUSE, -1).privilege(level);
    guest.x(Reg.A0, address).x(Reg.A2, VALUE);
    long pc =
        switch (access) {
          case FETCH -> address;
          case LOAD -> LOAD;
          case STORE -> STORE;
        };
    guest.hart.setPc(pc);
    guest.step();
    long cause = guest.csr(Csr.MCAUSE);
    if (cause != -1) {
      assertThat(guest.csr(Csr.MTVAL)).as("tval").isEqualTo(address);
      assertThat(guest.csr(Csr.MEPC)).as("epc").isEqualTo(pc);
    } else {
      assertThat(guest.hart.pc()).isEqualTo(pc + 4);
    }
    return cause;
  }

  boolean may(Access access) {
    long cause = causeOf(access, VIRTUAL);
    assertThat(cause).isIn(-1L, access.pageFault());
    return cause == -1;
  }

  void assertAllFault(long address) {
    for (Access access : Access.values()) {
      assertThat(causeOf(access, address)).as("%s", access).isEqualTo(access.pageFault());
    }
  }

  void assertAllWork(long address) {
    for (Access access : Access.values()) {
      guest.load(Guest.DATA, Assembler.at(Guest.DATA).nop());
      assertThat(causeOf(access, address)).as("%s", access).isEqualTo(-1);
    }
    guest.load(Guest.DATA, Assembler.at(Guest.DATA).nop());
  }
}
