package dev.sidestep.conformance.isa;

import static dev.sidestep.conformance.isa.GuestPages.*;
import static dev.sidestep.testkit.asm.Reg.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.riscv.Cause;
import dev.sidestep.riscv.Csr;
import dev.sidestep.riscv.Hart;
import dev.sidestep.riscv.Status;
import dev.sidestep.testkit.asm.Assembler;
import org.junit.jupiter.api.Test;

/**
 * Translation as programs meet it: accesses across pages, MPRV, fences, code that changes.
 *
 * @riscv priv 3.1.6.3, 12.2.1, 12.3
 */
class TranslationTest {
  private static final long FIRST = 0x4000_0000L;
  private static final long SECOND = FIRST + 0x1000;
  private static final long FAR = Guest.DATA + 0x8000;

  private static Guest supervisor(Assembler program) {
    return Guest.with(program).privilege(Hart.SUPERVISOR);
  }

  private static GuestPages mapped(Guest guest) {
    return new GuestPages(guest, SV39).map(Guest.BASE, Guest.BASE, ALL);
  }

  /** To two pages that are not neighbours in memory. */
  @Test
  void accessesAcrossPages() {
    for (int below = 1; below < 8; below++) {
      Assembler program = Guest.program().ld(A1, 0, A0).sd(A2, 0, A0).wfi();
      Guest guest = supervisor(program).x(A0, SECOND - below).x(A2, 0x8877_6655_4433_2211L);
      mapped(guest).map(FIRST, FAR, ALL).map(SECOND, Guest.DATA, ALL);
      guest.write(FAR + 0xff8, 8, 0x0807_0605_0403_0201L);
      guest.write(Guest.DATA, 8, 0x100f_0e0d_0c0b_0a09L);
      guest.run();
      long expected = 0;
      for (int i = 7; i >= 0; i--) {
        expected = expected << 8 | (9 - below + i);
      }
      assertThat(guest.x(A1)).isEqualTo(expected);
      for (int i = 0; i < 8; i++) {
        long at = i < below ? FAR + 0x1000 - below + i : Guest.DATA + i - below;
        assertThat(guest.read(at, 1)).isEqualTo(0x11 * (i + 1));
      }
    }
  }

  /** The trap value is the first byte of the page that faults, and nothing is stored. */
  @Test
  void faultsAcrossPages() {
    Guest guest = supervisor(Guest.program().sd(A2, 0, A0)).x(A0, SECOND - 3).x(A2, -1);
    mapped(guest).map(FIRST, FAR, ALL);
    guest.step();
    assertThat(guest.csr(Csr.MCAUSE)).isEqualTo(Cause.STORE_PAGE);
    assertThat(guest.csr(Csr.MTVAL)).isEqualTo(SECOND);
    assertThat(guest.read(FAR + 0xff8, 8)).isZero();
    Guest low = supervisor(Guest.program().ld(A2, 0, A0)).x(A0, SECOND - 3);
    mapped(low).map(SECOND, FAR, ALL);
    low.step();
    assertThat(low.csr(Csr.MCAUSE)).isEqualTo(Cause.LOAD_PAGE);
    assertThat(low.csr(Csr.MTVAL)).isEqualTo(SECOND - 3);
  }

  @Test
  void instructionsAcrossPages() {
    Guest guest = new Guest().privilege(Hart.SUPERVISOR);
    GuestPages pages = mapped(guest).map(FIRST, FAR, ALL);
    int insn = 0x02a0_0513; // li a0, 42
    guest.write(FAR + 0xffe, 2, insn & 0xffff);
    guest.write(Guest.DATA, 2, insn >>> 16);
    guest.hart.setPc(SECOND - 2);
    guest.step();
    assertThat(guest.csr(Csr.MCAUSE)).isEqualTo(Cause.FETCH_PAGE);
    assertThat(guest.csr(Csr.MEPC)).isEqualTo(SECOND - 2);
    assertThat(guest.csr(Csr.MTVAL)).isEqualTo(SECOND);
    pages.map(SECOND, Guest.DATA, ALL);
    guest.privilege(Hart.SUPERVISOR).hart.setPc(SECOND - 2);
    guest.hart.flushTlb();
    assertThat(guest.step().x(A0)).isEqualTo(42);
    assertThat(guest.hart.pc()).isEqualTo(SECOND + 2);
  }

  /** AMOs need write permission even if they would change nothing; LR needs to read only. */
  @Test
  void atomicsFaultAsStores() {
    Object[][] table = {
      {Guest.program().amoor_w(A1, ZERO, A0), (long) Cause.STORE_PAGE},
      {Guest.program().amoadd_d(A1, ZERO, A0), (long) Cause.STORE_PAGE},
      {Guest.program().lr_w(A1, A0), 0L},
      {Guest.program().sd(A1, 0, A0), (long) Cause.STORE_PAGE}
    };
    for (Object[] each : table) {
      Guest guest = supervisor((Assembler) each[0]).x(A0, FIRST);
      mapped(guest).map(FIRST, FAR, V | R | A | D);
      assertThat(guest.step().csr(Csr.MCAUSE)).isEqualTo(each[1]);
    }
  }

  // ---- MPRV ----

  /** Data of M mode as the level in MPP sees it; fetches are never changed. */
  @Test
  void modifiedPrivilege() {
    long user = (long) Hart.USER << Status.MPP_SHIFT | Status.MPRV;
    long supervisor = (long) Hart.SUPERVISOR << Status.MPP_SHIFT | Status.MPRV;
    assertThat(modified(user, ALL | U)).isEqualTo(0);
    assertThat(modified(user, ALL)).isEqualTo(Cause.LOAD_PAGE);
    assertThat(modified(supervisor, ALL)).isEqualTo(0);
    assertThat(modified(supervisor, ALL | U)).isEqualTo(Cause.LOAD_PAGE);
    assertThat(modified(supervisor | Status.SUM, ALL | U)).isEqualTo(0);
    assertThat(modified(supervisor, V | X | A)).isEqualTo(Cause.LOAD_PAGE);
    assertThat(modified(supervisor | Status.MXR, V | X | A)).isEqualTo(0);
    assertThat(modified(Status.MPP | Status.MPRV, ALL)).isEqualTo(Cause.LOAD_ACCESS);
    assertThat(modified(0, ALL)).isEqualTo(Cause.LOAD_ACCESS);
  }

  private static long modified(long status, long flags) {
    Guest guest = Guest.with(Guest.program().ld(A1, 0, A0)).x(A0, FIRST);
    mapped(guest).map(FIRST, FAR, flags);
    guest.write(FAR, 8, 99);
    guest.csr(Csr.MSTATUS, status).step();
    assertThat(guest.x(A1)).isEqualTo(guest.csr(Csr.MCAUSE) == 0 ? 99 : 0);
    return guest.csr(Csr.MCAUSE);
  }

  // ---- sfence.vma ----

  /** An entry is changed by the guest; what it reads behind the fence is the new page's. */
  private static long readBehindFence(Assembler fence, int level, long fenced) {
    Guest guest = supervisor(fence).x(A0, FIRST).x(A4, fenced).x(A5, 0);
    GuestPages pages = mapped(guest);
    int shift = 12 + 9 * level;
    long entry = pages.locate(FIRST, level);
    long window = 0x2000_0000L;
    pages.map(window, entry & -4096, ALL);
    guest.write(entry, 8, entry(Guest.DATA >>> shift << shift, ALL));
    guest.write(Guest.DATA, 8, 1);
    guest.x(A2, window + (entry & 4095)).x(A3, entry(Guest.NOWHERE, 0));
    guest.x(A0, FIRST | Guest.DATA & (1L << shift) - 1).run();
    return guest.csr(Csr.MCAUSE);
  }

  @Test
  void fencesDropTranslations() {
    for (int level = 0; level < 2; level++) {
      long address = FIRST | (Guest.DATA & (1L << (12 + 9 * level)) - 1);
      Assembler byAddress = change().sfence_vma(A4, ZERO).ld(A1, 0, A0).wfi();
      assertThat(readBehindFence(byAddress, level, address)).isEqualTo(Cause.LOAD_PAGE);
      Assembler bySpace = change().sfence_vma(A4, A5).ld(A1, 0, A0).wfi();
      assertThat(readBehindFence(bySpace, level, address)).isEqualTo(Cause.LOAD_PAGE);
      Assembler spaceOnly = change().sfence_vma(ZERO, A5).ld(A1, 0, A0).wfi();
      assertThat(readBehindFence(spaceOnly, level, address)).isEqualTo(Cause.LOAD_PAGE);
      Assembler all = change().sfence_vma().ld(A1, 0, A0).wfi();
      assertThat(readBehindFence(all, level, address)).isEqualTo(Cause.LOAD_PAGE);
    }
  }

  private static Assembler change() {
    return Guest.program().ld(A1, 0, A0).sd(A3, 0, A2);
  }

  /** The leaf entry of a superpage belongs to every address in it. */
  @Test
  void aFenceForAnyAddressOfASuperpageDropsAllOfIt() {
    Assembler program = change().sfence_vma(A4, ZERO).ld(A1, 0, A0).wfi();
    for (long fenced : new long[] {FIRST, FIRST + 0x3000, FIRST + 0x1f_ffff}) {
      assertThat(readBehindFence(program, 1, fenced)).isEqualTo(Cause.LOAD_PAGE);
    }
  }

  // ---- Code ----

  /** Code is changed through another mapping of its page. */
  @Test
  void changedCodeIsSeenBehindAFence() {
    Assembler program = Guest.program().li(S0, 50).li(S2, 0).label("loop").jalr(RA, 0, A0);
    program.add(S2, S2, A1).lw(T0, 0, A2).add(T0, T0, A3).sw(T0, 0, A2).fence_i();
    program.addi(S0, S0, -1).bnez(S0, "loop").wfi();
    Guest guest = supervisor(program).x(A0, FIRST).x(A2, SECOND).x(A3, 1 << 20);
    mapped(guest).map(FIRST, FAR, V | X | A).map(SECOND, FAR, V | R | W | A | D);
    guest.load(FAR, Assembler.at(FAR).li(A1, 1).ret());
    assertThat(guest.run().x(S2)).isEqualTo(50 * 51 / 2);
  }
}
