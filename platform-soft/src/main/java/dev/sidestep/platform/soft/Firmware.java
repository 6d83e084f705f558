package dev.sidestep.platform.soft;

import dev.sidestep.riscv.Hart;
import dev.sidestep.riscv.InterceptedAccess;
import dev.sidestep.riscv.MachineMode;

/** Plain firmware in machine mode: the SBI and nothing else. What a bare board runs. */
final class Firmware implements MachineMode {
  static final int CALL_FROM_SUPERVISOR = 9;

  private final Sbi sbi;

  Firmware(Sbi sbi) {
    this.sbi = sbi;
  }

  @Override
  public void trap(Hart hart, long cause, long tval) {
    if (cause == CALL_FROM_SUPERVISOR) {
      sbi.call(hart);
    } else {
      hart.trapToSupervisor(cause, tval);
    }
  }

  @Override
  public void interrupt(Hart hart, int cause) {
    // Firmware uses no machine-level interrupt: a guest that reached the CLINT by itself lit this.
    hart.setPending(1 << cause, false);
  }

  @Override
  public Verdict intercepted(Hart hart, InterceptedAccess access) {
    return Verdict.FAULT;
  }
}
