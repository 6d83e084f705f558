package dev.sidestep.conformance.isa;

import static dev.sidestep.testkit.asm.Reg.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.riscv.Csr;
import dev.sidestep.riscv.Hart;
import dev.sidestep.riscv.Interrupts;
import dev.sidestep.riscv.RunResult;
import dev.sidestep.riscv.Status;
import dev.sidestep.testkit.asm.Assembler;
import org.junit.jupiter.api.Test;

/**
 * Interrupts: when, which, where to; waiting; the supervisor's timer.
 *
 * @riscv priv 3.1.6.1, 3.1.9, 3.3.3, 12.1.3, 17 (Sstc)
 */
class InterruptsTest {
  /** Codes in falling priority: MEI, MSI, MTI, SEI, SSI, STI. */
  private static final int[] BY_PRIORITY = {11, 3, 7, 9, 1, 5};

  private static final int SUPERVISOR_LEVEL = Interrupts.SSIP | Interrupts.STIP | Interrupts.SEIP;
  private static final int ALL = 0xaaa;
  private static final long STCE = 1L << 63;

  private static Guest idle() {
    return Guest.with(Guest.program().nop().nop().nop().nop());
  }

  private static boolean isTaken(Guest guest) {
    guest.step();
    boolean supervisor = guest.hart.pc() == Guest.SUPERVISOR_HANDLER;
    return supervisor || guest.hart.pc() == Guest.HANDLER;
  }

  @Test
  void theMostUrgentIsTakenFirst() {
    int pending = ALL;
    for (int code : BY_PRIORITY) {
      Guest guest = idle().csr(Csr.MIE, -1).csr(Csr.MSTATUS, Status.MIE);
      guest.hart.setPending(pending, true);
      assertThat(isTaken(guest)).isTrue();
      assertThat(guest.csr(Csr.MCAUSE)).isEqualTo(1L << 63 | code);
      assertThat(guest.csr(Csr.MEPC)).isEqualTo(Guest.BASE);
      assertThat(guest.csr(Csr.MTVAL)).isZero();
      pending &= ~(1 << code);
    }
  }

  @Test
  void delegatedOnesFollowTheSameOrder() {
    int pending = SUPERVISOR_LEVEL;
    for (int code : new int[] {9, 1, 5}) {
      Guest guest = idle().csr(Csr.MIE, -1).csr(Csr.MIDELEG, -1);
      guest.hart.setPending(pending, true);
      guest.privilege(Hart.USER);
      assertThat(isTaken(guest)).isTrue();
      assertThat(guest.csr(Csr.SCAUSE)).isEqualTo(1L << 63 | code);
      assertThat(guest.csr(Csr.SEPC)).isEqualTo(Guest.BASE);
      pending &= ~(1 << code);
    }
  }

  @Test
  void machineLevelGoesFirst() {
    Guest guest = idle().csr(Csr.MIE, -1).csr(Csr.MIDELEG, -1);
    guest.hart.setPending(Interrupts.SEIP | Interrupts.MTIP, true);
    guest.privilege(Hart.USER);
    assertThat(isTaken(guest)).isTrue();
    assertThat(guest.csr(Csr.MCAUSE)).isEqualTo(1L << 63 | 7);
  }

  /** Enabled globally below their level always, at it by xIE, above it never. */
  @Test
  void enablesDependOnTheLevel() {
    long[] enables = {0, Status.MIE, Status.SIE, Status.MIE | Status.SIE};
    for (long enable : enables) {
      boolean machine = (enable & Status.MIE) != 0;
      boolean supervisor = (enable & Status.SIE) != 0;
      assertThat(isTaken(with(Interrupts.MTIP, 0, enable, Hart.MACHINE))).isEqualTo(machine);
      assertThat(isTaken(with(Interrupts.MTIP, 0, enable, Hart.SUPERVISOR))).isTrue();
      assertThat(isTaken(with(Interrupts.MTIP, 0, enable, Hart.USER))).isTrue();
      assertThat(isTaken(with(Interrupts.SSIP, 0, enable, Hart.MACHINE))).isEqualTo(machine);
      assertThat(isTaken(with(Interrupts.SSIP, 0, enable, Hart.SUPERVISOR))).isTrue();
      assertThat(isTaken(with(Interrupts.SSIP, -1, enable, Hart.MACHINE))).isFalse();
      assertThat(isTaken(with(Interrupts.SSIP, -1, enable, Hart.SUPERVISOR))).isEqualTo(supervisor);
      assertThat(isTaken(with(Interrupts.SSIP, -1, enable, Hart.USER))).isTrue();
    }
  }

  private static Guest with(int pending, long delegated, long status, int level) {
    Guest guest = idle().csr(Csr.MIE, -1).csr(Csr.MIDELEG, delegated).csr(Csr.MSTATUS, status);
    guest.hart.setPending(pending, true);
    return guest.privilege(level);
  }

  @Test
  void eachMustBeEnabled() {
    for (int code : BY_PRIORITY) {
      for (int enabled : BY_PRIORITY) {
        Guest guest = idle().csr(Csr.MIE, 1 << enabled).csr(Csr.MSTATUS, Status.MIE);
        guest.hart.setPending(1 << code, true);
        assertThat(isTaken(guest)).isEqualTo(code == enabled);
      }
    }
  }

  @Test
  void vectorsAreFourBytesApart() {
    for (int code : BY_PRIORITY) {
      Guest machine = idle().csr(Csr.MIE, -1).csr(Csr.MTVEC, Guest.HANDLER | 1);
      machine.csr(Csr.MSTATUS, Status.MIE).hart.setPending(1 << code, true);
      assertThat(machine.step().hart.pc()).isEqualTo(Guest.HANDLER + 4 * code);
    }
    for (int code : new int[] {9, 1, 5}) {
      Guest supervisor = with(1 << code, -1, Status.SIE, Hart.SUPERVISOR);
      supervisor.csr(Csr.STVEC, Guest.SUPERVISOR_HANDLER | 1).step();
      assertThat(supervisor.hart.pc()).isEqualTo(Guest.SUPERVISOR_HANDLER + 4 * code);
    }
  }

  /** Whatever instruction makes it possible, the interrupt comes before the next one. */
  @Test
  void enablingTakesEffectAtOnce() {
    long status = Status.MPP | Status.MPIE;
    assertTakenBehind(Guest.program().csrsi(Csr.MSTATUS, 8), Interrupts.MTIP, -1, status);
    assertTakenBehind(Guest.program().csrs(Csr.MIE, A0), Interrupts.MTIP, 0, Status.MIE);
    assertTakenBehind(Guest.program().csrsi(Csr.MIP, 2), 0, -1, Status.MIE);
    Guest guest = Guest.with(Guest.program().mret()).csr(Csr.MIE, -1).csr(Csr.MEPC, Guest.DATA);
    guest.csr(Csr.MSTATUS, status).hart.setPending(Interrupts.MTIP, true);
    guest.hart.run(2);
    assertThat(guest.csr(Csr.MEPC)).isEqualTo(Guest.DATA);
    assertThat(guest.csr(Csr.MCAUSE)).isEqualTo(1L << 63 | 7);
  }

  private static void assertTakenBehind(Assembler program, int pending, long mie, long status) {
    Guest guest = Guest.with(program.nop().nop()).x(A0, -1).csr(Csr.MIE, mie);
    guest.csr(Csr.MSTATUS, status).hart.setPending(pending, true);
    guest.hart.run(2);
    assertThat(guest.hart.pc()).isEqualTo(Guest.HANDLER);
    assertThat(guest.csr(Csr.MEPC)).isEqualTo(Guest.BASE + 4);
  }

  // ---- mip, sip, mie, sie ----

  @Test
  void supervisorRegistersShowWhatIsDelegated() {
    Guest guest = new Guest().csr(Csr.MIDELEG, Interrupts.SSIP | Interrupts.SEIP).csr(Csr.MIE, -1);
    guest.hart.setPending(ALL, true);
    assertThat(guest.csr(Csr.MIP)).isEqualTo(ALL);
    assertThat(guest.csr(Csr.SIP)).isEqualTo(Interrupts.SSIP | Interrupts.SEIP);
    assertThat(guest.csr(Csr.SIE)).isEqualTo(Interrupts.SSIP | Interrupts.SEIP);
    guest.csr(Csr.SIE, 0);
    assertThat(guest.csr(Csr.MIE)).isEqualTo(ALL & ~(Interrupts.SSIP | Interrupts.SEIP));
  }

  @Test
  void machineLevelWiresAreReadOnly() {
    Assembler program = Guest.program().li(A0, -1).csrw(Csr.MIP, A0).csrr(A1, Csr.MIP);
    program.csrw(Csr.MIP, ZERO).csrr(A2, Csr.MIP).wfi();
    Guest guest = Guest.with(program);
    guest.hart.setPending(Interrupts.MTIP | Interrupts.SEIP, true);
    guest.run();
    assertThat(guest.x(A1)).isEqualTo(SUPERVISOR_LEVEL | Interrupts.MTIP);
    assertThat(guest.x(A2)).isEqualTo(Interrupts.MTIP | Interrupts.SEIP);
  }

  @Test
  void supervisorModeWritesItsSoftwareInterruptOnly() {
    Assembler program = Guest.program().csrw(Csr.SIP, A0).csrr(A1, Csr.SIP);
    program.csrci(Csr.SIP, 2).csrr(A2, Csr.SIP).wfi();
    Guest guest = Guest.with(program).csr(Csr.MIDELEG, -1).x(A0, -1).privilege(Hart.SUPERVISOR);
    guest.run();
    assertThat(guest.x(A1)).isEqualTo(Interrupts.SSIP);
    assertThat(guest.x(A2)).isZero();
    Guest bare = Guest.with(program).x(A0, -1).privilege(Hart.SUPERVISOR).run();
    assertThat(bare.csr(Csr.MIP)).as("nothing is delegated").isZero();
  }

  // ---- Waiting ----

  /** An interrupt enabled in {@code mie} wakes, whatever the global enables and the delegation. */
  @Test
  void waitingEndsForEnabledInterrupts() {
    for (int code : BY_PRIORITY) {
      for (long delegated : new long[] {0, -1}) {
        Guest guest = Guest.with(Guest.program().wfi().nop()).csr(Csr.MIDELEG, delegated);
        guest.csr(Csr.MIE, ~(1L << code)).hart.setPending(1 << code, true);
        assertThat(guest.hart.isWakeupPending()).isFalse();
        assertThat(guest.hart.run(2)).isEqualTo(RunResult.WFI);
        guest.hart.setPc(Guest.BASE);
        guest.csr(Csr.MIE, 1 << code);
        assertThat(guest.hart.isWakeupPending()).isTrue();
        assertThat(guest.hart.run(2)).isEqualTo(RunResult.BUDGET);
        assertThat(guest.hart.pc()).isEqualTo(Guest.BASE + 8);
      }
    }
  }

  /** The interrupt comes behind the {@code wfi}: {@code mepc = pc + 4}. */
  @Test
  void aTrapThatEndsWaitingReturnsBehindIt() {
    Guest guest = Guest.with(Guest.program().wfi().nop()).csr(Csr.MIE, -1);
    guest.csr(Csr.MSTATUS, Status.MIE);
    assertThat(guest.hart.run(5)).isEqualTo(RunResult.WFI);
    guest.hart.setPending(Interrupts.MTIP, true);
    guest.step();
    assertThat(guest.csr(Csr.MEPC)).isEqualTo(Guest.BASE + 4);
    assertThat(guest.hart.pc()).isEqualTo(Guest.HANDLER);
  }

  // ---- Sstc ----

  @Test
  void theTimerInterruptFollowsTheComparison() {
    long[][] table = {{5, 4, 1}, {5, 5, 1}, {5, 6, 0}, {-1, 0, 1}, {0, -1, 0}, {-1, -1, 1}};
    for (long[] row : table) {
      Guest guest = Guest.with(Guest.program().csrw(Csr.STIMECMP, A0).csrr(A1, Csr.MIP).nop());
      guest.time = row[0];
      guest.csr(Csr.MENVCFG, STCE).x(A0, row[1]).step().step();
      assertThat(guest.x(A1)).isEqualTo(row[2] * Interrupts.STIP);
    }
  }

  @Test
  void theTimerInterruptIsNotWritableWhileItIsCompared() {
    Assembler program = Guest.program().csrw(Csr.MIP, A0).csrr(A1, Csr.MIP);
    Guest compared = Guest.with(program).csr(Csr.MENVCFG, STCE).x(A0, -1).step().step();
    assertThat(compared.x(A1) & Interrupts.STIP).isZero();
    Guest free = Guest.with(program).x(A0, -1).step().step();
    assertThat(free.x(A1) & Interrupts.STIP).isNotZero();
  }

  /** Below M mode it needs {@code menvcfg.STCE} and {@code mcounteren.TM}. */
  @Test
  void theComparisonIsGated() {
    for (long configured : new long[] {0, STCE}) {
      for (long counters : new long[] {0, 2}) {
        Guest guest =
            Guest.with(Guest.program().csrr(A0, Csr.STIMECMP)).csr(Csr.MENVCFG, configured);
        guest.csr(Csr.MCOUNTEREN, counters).privilege(Hart.SUPERVISOR).step();
        boolean legal = configured != 0 && counters != 0;
        assertThat(guest.hart.pc()).isEqualTo(legal ? Guest.BASE + 4 : Guest.HANDLER);
      }
    }
  }
}
