package dev.sidestep.riscv;

import static dev.sidestep.testkit.asm.Reg.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.testkit.asm.Assembler;
import org.junit.jupiter.api.Test;

class TrapTest {
  private static final long HANDLER = TestMachine.BASE + 0x1000;
  private static final long NOWHERE = 0x4000_0000L;

  /** Runs {@code body} in M mode with a handler that stops. */
  private static TestMachine trapping(Assembler body) {
    TestMachine machine = TestMachine.with(body);
    machine.load(HANDLER, Assembler.at(HANDLER).wfi().j("self").label("self").j("self"));
    machine.hart.setCsr(Csr.MTVEC, HANDLER);
    return machine;
  }

  private static void assertTrap(TestMachine machine, long cause, long epc, long tval) {
    assertThat(machine.hart.csr(Csr.MCAUSE)).as("cause").isEqualTo(cause);
    assertThat(machine.hart.csr(Csr.MEPC)).as("epc").isEqualTo(epc);
    assertThat(machine.hart.csr(Csr.MTVAL)).as("tval").isEqualTo(tval);
  }

  private static Assembler program() {
    return TestMachine.assembler();
  }

  @Test
  void anIllegalInstructionReportsItsBits() {
    assertTrap(
        trapping(program().nop().word(0xffff_ffff)).runToWfi(),
        Cause.ILLEGAL_INSTRUCTION,
        TestMachine.BASE + 4,
        0xffff_ffffL);
    assertTrap(
        trapping(program().nop().half(0)).runToWfi(),
        Cause.ILLEGAL_INSTRUCTION,
        TestMachine.BASE + 4,
        0);
  }

  @Test
  void breakpointsAndCallsTrap() {
    assertTrap(
        trapping(program().nop().ebreak()).runToWfi(),
        Cause.BREAKPOINT,
        TestMachine.BASE + 4,
        TestMachine.BASE + 4);
    assertTrap(
        trapping(program().nop().ecall()).runToWfi(), Cause.ECALL_FROM_M, TestMachine.BASE + 4, 0);
  }

  @Test
  void accessesToNothingFault() {
    assertTrap(
        trapping(program().li(A0, NOWHERE).label("at").lw(A1, 8, A0)).runToWfi(),
        Cause.LOAD_ACCESS,
        TestMachine.BASE + 4,
        NOWHERE + 8);
    assertTrap(
        trapping(program().li(A0, NOWHERE).sd(A1, 8, A0)).runToWfi(),
        Cause.STORE_ACCESS,
        TestMachine.BASE + 4,
        NOWHERE + 8);
    assertTrap(
        trapping(program().li(A0, NOWHERE).jr(A0)).runToWfi(),
        Cause.FETCH_ACCESS,
        NOWHERE,
        NOWHERE);
  }

  @Test
  void misalignedAtomicsTrapAndMisalignedLoadsDoNot() {
    long odd = TestMachine.BASE + 0x2001;
    Assembler amo = program().li(A0, odd).label("at").amoadd_w(A1, A2, A0);
    assertTrap(trapping(amo).runToWfi(), Cause.STORE_MISALIGNED, amo.address("at"), odd);
    Assembler lr = program().li(A0, odd).label("at").lr_d(A1, A0);
    assertTrap(trapping(lr).runToWfi(), Cause.LOAD_MISALIGNED, lr.address("at"), odd);
    TestMachine machine =
        trapping(
            program().li(A0, odd).li(A1, 0x1122334455667788L).sd(A1, 0, A0).lw(A2, 2, A0).wfi());
    assertThat(machine.runToWfi().x(A2)).isEqualTo(0x33445566L);
  }

  @Test
  void atomicsOnDevicesFault() {
    Assembler amo = program().li(A0, NOWHERE).label("at").amoadd_w(A1, A2, A0);
    TestMachine machine = trapping(amo);
    machine.bus.plug(NOWHERE, 0x100, new RecordingDevice());
    assertTrap(machine.runToWfi(), Cause.STORE_ACCESS, amo.address("at"), NOWHERE);
  }

  @Test
  void delegatedTrapsGoToSupervisor() {
    TestMachine machine = trapping(program().nop().ecall());
    machine.hart.setCsr(Csr.MTVEC, 0);
    machine.hart.setCsr(Csr.STVEC, HANDLER);
    machine.hart.setCsr(Csr.MEDELEG, 1 << Cause.ECALL_FROM_U);
    openProtection(machine.hart);
    machine.hart.setPrivilege(Hart.USER);
    machine.runToWfi();
    assertThat(machine.hart.csr(Csr.SCAUSE)).isEqualTo(Cause.ECALL_FROM_U);
    assertThat(machine.hart.csr(Csr.SEPC)).isEqualTo(TestMachine.BASE + 4);
    assertThat(machine.hart.privilege()).isEqualTo(Hart.SUPERVISOR);
    assertThat(machine.hart.csr(Csr.SSTATUS) & Status.SPP).isZero();
  }

  static void openProtection(Hart hart) {
    hart.setCsr(Csr.PMPADDR0, -1);
    hart.setCsr(Csr.PMPCFG0, 0x1f);
  }

  @Test
  void privilegedRegistersAndReturnsAreIllegalBelow() {
    for (Assembler body :
        new Assembler[] {
          program().csrr(A0, Csr.SSTATUS),
          program().sret(),
          program().mret(),
          program().wfi(),
          program().sfence_vma(),
          program().csrr(A0, Csr.MHARTID),
          program().csrr(A0, Csr.TIME),
          program().csrw(Csr.FRM, ZERO)
        }) {
      TestMachine machine = trapping(body);
      openProtection(machine.hart);
      machine.hart.setPrivilege(Hart.USER);
      machine.runToWfi();
      assertThat(machine.hart.csr(Csr.MCAUSE)).isEqualTo(Cause.ILLEGAL_INSTRUCTION);
      assertThat(machine.hart.csr(Csr.MSTATUS) & Status.MPP).isZero();
    }
  }

  @Test
  void trapBitsOfStatusMakeSupervisorInstructionsIllegal() {
    assertSupervisorTraps(program().sret(), Status.TSR);
    assertSupervisorTraps(program().wfi(), Status.TW);
    assertSupervisorTraps(program().sfence_vma(), Status.TVM);
    assertSupervisorTraps(program().csrr(A0, Csr.SATP), Status.TVM);
  }

  private static void assertSupervisorTraps(Assembler body, long bit) {
    TestMachine machine = trapping(body);
    openProtection(machine.hart);
    machine.hart.setCsr(Csr.MSTATUS, bit);
    machine.hart.setPrivilege(Hart.SUPERVISOR);
    machine.runToWfi();
    assertTrap(
        machine, Cause.ILLEGAL_INSTRUCTION, TestMachine.BASE, machine.read(TestMachine.BASE, 4));
  }

  @Test
  void interruptsAreVectoredInOrderOfPriority() {
    TestMachine machine = TestMachine.with(program().label("self").j("self"));
    machine.hart.setCsr(Csr.MTVEC, HANDLER | 1);
    machine.hart.setCsr(Csr.MIE, -1);
    machine.hart.setCsr(Csr.MSTATUS, Status.MIE);
    machine.load(HANDLER + 4 * 11, Assembler.at(HANDLER).wfi());
    machine.hart.setPending(Interrupts.MTIP | Interrupts.MEIP | Interrupts.SSIP, true);
    assertThat(machine.hart.run(1)).isEqualTo(RunResult.BUDGET);
    assertThat(machine.hart.csr(Csr.MCAUSE)).isEqualTo(Cause.INTERRUPT | 11);
    assertThat(machine.hart.pc()).isEqualTo(HANDLER + 44);
    assertThat(machine.hart.instructionsRetired()).isZero();
    assertThat(machine.hart.cycles()).isEqualTo(1);
  }

  @Test
  void anInterruptIsTakenRightBehindTheInstructionThatEnabledIt() {
    TestMachine machine = TestMachine.with(program().nop().csrsi(Csr.MSTATUS, 8).nop().nop());
    machine.hart.setCsr(Csr.MTVEC, HANDLER);
    machine.hart.setCsr(Csr.MIE, -1);
    machine.hart.setPending(Interrupts.MSIP, true);
    machine.hart.run(3);
    assertTrap(machine, Cause.INTERRUPT | 3, TestMachine.BASE + 8, 0);
  }

  @Test
  void softwareCannotClearTheExternalInterruptWire() {
    TestMachine machine =
        TestMachine.with(
            program().li(T0, Interrupts.SEIP).csrrc(A0, Csr.MIP, T0).csrr(A1, Csr.MIP).wfi());
    machine.hart.setPending(Interrupts.SEIP, true);
    machine.runToWfi();
    assertThat(machine.x(A1)).isEqualTo(Interrupts.SEIP);
    machine.hart.setPending(Interrupts.SEIP, false);
    assertThat(machine.hart.csr(Csr.MIP)).isZero();
  }

  @Test
  void waitingEndsAtOnceIfAnEnabledInterruptIsPending() {
    TestMachine machine = TestMachine.with(program().wfi().li(A0, 7).wfi());
    machine.hart.setCsr(Csr.MIE, Interrupts.MTIP);
    machine.hart.setPending(Interrupts.MTIP, true);
    assertThat(machine.hart.run(2)).isEqualTo(RunResult.BUDGET);
    assertThat(machine.x(A0)).isEqualTo(7);
    machine.hart.setPending(Interrupts.MTIP, false);
    assertThat(machine.hart.run(2)).isEqualTo(RunResult.WFI);
    assertThat(machine.hart.isWakeupPending()).isFalse();
  }

  @Test
  void writingTheTimeCompareRegisterEndsTheRun() {
    TestMachine machine = TestMachine.with(program().li(A0, 50).csrw(Csr.STIMECMP, A0).nop());
    machine.hart.setCsr(Csr.MENVCFG, 1L << 63);
    machine.time = 49;
    assertThat(machine.hart.run(100)).isEqualTo(RunResult.TIMER);
    assertThat(machine.deadline).isEqualTo(50);
    assertThat(machine.hart.csr(Csr.MIP) & Interrupts.STIP).isZero();
    machine.time = 50;
    machine.hart.setCsr(Csr.STIMECMP, 50);
    assertThat(machine.hart.csr(Csr.MIP) & Interrupts.STIP).isNotZero();
  }

  @Test
  void aGuestThatOnlyTrapsDoesNotRunForEver() {
    TestMachine machine = TestMachine.with(program().half(0));
    machine.hart.setCsr(Csr.MTVEC, TestMachine.BASE);
    assertThat(machine.hart.run(1000)).isEqualTo(RunResult.BUDGET);
    assertThat(machine.hart.instructionsRetired()).isZero();
    assertThat(machine.hart.cycles()).isEqualTo(1000);
  }
}
