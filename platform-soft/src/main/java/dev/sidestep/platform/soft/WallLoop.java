package dev.sidestep.platform.soft;

import dev.sidestep.riscv.Hart;
import dev.sidestep.riscv.MachineMode;
import dev.sidestep.riscv.RunResult;
import java.util.concurrent.locks.LockSupport;

/** Runs one vCPU on the calling thread in the host's time, until the machine stops. */
final class WallLoop implements Runnable {
  /** Instructions between two looks at timers; about 0.1 ms. */
  private static final long QUANTUM = 20_000;

  /** Sleeps shorter than this are not worth a system call, which oversleeps by about as much. */
  private static final long SPIN_NANOS = 50_000;

  private static final long LONGEST_SLEEP_NANOS = 100_000_000;

  private final Vcpu vcpu;
  private final Hart hart;
  private final Board board;
  private final RunControl control;
  private final EventPump pump;
  private final Rendezvous rendezvous;
  private final MachineMode machineMode;

  WallLoop(
      Vcpu vcpu,
      Board board,
      RunControl control,
      EventPump pump,
      Rendezvous rendezvous,
      MachineMode machineMode) {
    this.vcpu = vcpu;
    this.hart = vcpu.hart();
    this.board = board;
    this.control = control;
    this.pump = pump;
    this.rendezvous = rendezvous;
    this.machineMode = machineMode;
  }

  @Override
  public void run() {
    vcpu.runOn(Thread.currentThread());
    while (control.stopReason() == null) {
      rendezvous.meet();
      pump.runDue();
      if (vcpu.state() == Vcpu.HartState.STOPPED || control.isHeld()) {
        vcpu.serveMachineInterrupt(machineMode);
        sleepUntil(pump.nextDeadline());
      } else {
        runGuest();
      }
    }
  }

  private void runGuest() {
    HartTimer.update(hart, board.clock().nanos());
    if (vcpu.isWaiting()) {
      long timer = HartTimer.deadlineNanos(hart, board.clock().nanos());
      sleepUntil(Math.min(pump.nextDeadline(), timer));
      return;
    }
    vcpu.setInGuest(true);
    try {
      vcpu.setWaiting(hart.run(QUANTUM) == RunResult.WFI);
    } finally {
      vcpu.setInGuest(false);
    }
  }

  /** Returns at {@code deadline} in guest nanoseconds, or when woken, or for no reason. */
  private void sleepUntil(long deadline) {
    long nanos = Math.min(deadline - board.clock().nanos(), LONGEST_SLEEP_NANOS);
    if (nanos > SPIN_NANOS) {
      LockSupport.parkNanos(this, nanos - SPIN_NANOS / 2);
    } else if (nanos > 0) {
      Thread.onSpinWait();
    }
  }
}
