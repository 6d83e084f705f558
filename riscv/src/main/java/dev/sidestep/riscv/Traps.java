package dev.sidestep.riscv;

/** Takes traps and returns from them ({@code @riscv priv 3.1.6.1, 3.1.9, 3.3.2}). */
final class Traps {
  private final Hart h;
  private long taken;
  private long toMachineMode;

  Traps(Hart hart) {
    h = hart;
  }

  /** Traps and interrupts so far; none of them retired an instruction. */
  long taken() {
    return taken;
  }

  void restoreTaken(long count) {
    taken = count;
  }

  long toMachineMode() {
    return toMachineMode;
  }

  /** A synchronous trap of the instruction at the pc. */
  void take(long cause, long tval) {
    count();
    boolean delegated = h.privilege < Hart.MACHINE && (h.csrs.medeleg >>> cause & 1) != 0;
    if (delegated) {
      enterSupervisor(cause, tval);
      return;
    }
    MachineMode machine = h.machineMode();
    if (machine != null) {
      toMachineMode++;
      machine.trap(h, cause, tval);
      h.updateInterrupts();
    } else {
      enterMachine(cause, tval);
    }
  }

  private void count() {
    taken++;
    h.cycle++;
    h.reservation = 0;
  }

  /** The bits of {@code pending} that interrupt now; machine level goes first. */
  long due(long pending) {
    CsrFile csrs = h.csrs;
    long enabled = pending & csrs.mie;
    long machine = enabled & ~csrs.mideleg;
    if (machine != 0 && (h.privilege < Hart.MACHINE || (h.mstatus & Status.MIE) != 0)) {
      return machine;
    }
    boolean supervisor =
        h.privilege < Hart.SUPERVISOR
            || (h.privilege == Hart.SUPERVISOR && (h.mstatus & Status.SIE) != 0);
    return supervisor ? enabled & csrs.mideleg : 0;
  }

  void takeInterrupt() {
    long due = due(h.interruptPending());
    if (due == 0) {
      return;
    }
    int code = Interrupts.mostUrgent(due);
    count();
    MachineMode machine = h.machineMode();
    if ((h.csrs.mideleg >>> code & 1) != 0) {
      enterSupervisor(Cause.INTERRUPT | code, 0);
    } else if (machine != null) {
      toMachineMode++;
      machine.interrupt(h, code);
    } else {
      enterMachine(Cause.INTERRUPT | code, 0);
    }
    h.updateInterrupts();
  }

  void enterSupervisor(long cause, long tval) {
    CsrFile csrs = h.csrs;
    csrs.scause = cause;
    csrs.sepc = h.pc;
    csrs.stval = tval;
    long status = h.mstatus & ~(Status.SPP | Status.SPIE | Status.SIE);
    status |= h.privilege == Hart.SUPERVISOR ? Status.SPP : 0;
    status |= (h.mstatus & Status.SIE) != 0 ? Status.SPIE : 0;
    h.mstatus = status;
    h.reservation = 0;
    h.pc = vector(csrs.stvec, cause);
    h.setPrivilegeAndTables(Hart.SUPERVISOR);
  }

  private void enterMachine(long cause, long tval) {
    CsrFile csrs = h.csrs;
    csrs.mcause = cause;
    csrs.mepc = h.pc;
    csrs.mtval = tval;
    long status = h.mstatus & ~(Status.MPP | Status.MPIE | Status.MIE);
    status |= (long) h.privilege << Status.MPP_SHIFT;
    status |= (h.mstatus & Status.MIE) != 0 ? Status.MPIE : 0;
    h.mstatus = status;
    h.pc = vector(csrs.mtvec, cause);
    h.setPrivilegeAndTables(Hart.MACHINE);
  }

  private static long vector(long tvec, long cause) {
    long base = tvec & ~3L;
    boolean vectored = (tvec & 1) != 0 && cause < 0;
    return vectored ? base + 4 * (cause & ~Cause.INTERRUPT) : base;
  }

  /** {@code mret}; the caller has checked that it is legal. */
  void returnFromMachine() {
    int level = (int) ((h.mstatus & Status.MPP) >>> Status.MPP_SHIFT);
    long status = h.mstatus & ~(Status.MPP | Status.MIE);
    status |= (h.mstatus & Status.MPIE) != 0 ? Status.MIE : 0;
    status |= Status.MPIE;
    returnTo(h.csrs.mepc, level, status);
  }

  /** {@code sret}; the caller has checked that it is legal. */
  void returnFromSupervisor() {
    int level = (h.mstatus & Status.SPP) != 0 ? Hart.SUPERVISOR : Hart.USER;
    long status = h.mstatus & ~(Status.SPP | Status.SIE);
    status |= (h.mstatus & Status.SPIE) != 0 ? Status.SIE : 0;
    status |= Status.SPIE;
    returnTo(h.csrs.sepc, level, status);
  }

  private void returnTo(long address, int level, long status) {
    h.mstatus = level < Hart.MACHINE ? status & ~Status.MPRV : status;
    h.reservation = 0;
    h.pc = address;
    h.setPrivilegeAndTables(level);
    h.updateInterrupts();
  }
}
