package dev.sidestep.platform.soft;

import dev.sidestep.riscv.Csr;
import dev.sidestep.riscv.Hart;
import dev.sidestep.riscv.Interrupts;
import dev.sidestep.riscv.MachineMode;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A hart, whether it is started, and the thread that runs it. */
final class Vcpu {
  /** States of the SBI's hart state management extension, as far as they can be observed. */
  enum HartState {
    STARTED,
    STOPPED
  }

  private final Hart hart;
  private volatile HartState state = HartState.STOPPED;
  private volatile boolean inGuest;
  private boolean waiting;
  private volatile @Nullable Thread thread;

  Vcpu(Hart hart) {
    this.hart = hart;
  }

  Hart hart() {
    return hart;
  }

  HartState state() {
    return state;
  }

  void setState(HartState newState) {
    state = newState;
  }

  /** Sets or clears bits of {@code mip}, and wakes the hart if it sleeps. Any thread. */
  void setPending(int bits, boolean on) {
    hart.setPending(bits, on);
    if (on) {
      wake();
    }
  }

  /** The thread that runs this vCPU from now on. */
  void runOn(Thread runner) {
    thread = runner;
  }

  /** Ends a sleep of the vCPU's thread, or the next one before it begins. Any thread. */
  void wake() {
    Thread sleeper = thread;
    if (sleeper != null && !sleeper.equals(Thread.currentThread())) {
      LockSupport.unpark(sleeper);
    }
  }

  /** Makes the hart leave the guest soon, wherever it is. Any thread. */
  void interrupt() {
    hart.requestExit();
    wake();
  }

  /** A hart that runs no guest code still runs the monitor's interrupt handler. Own thread. */
  void serveMachineInterrupt(MachineMode machineMode) {
    if ((hart.csr(Csr.MIP) & Interrupts.MEIP) != 0) {
      machineMode.interrupt(hart, MonitorLayer.MACHINE_EXTERNAL);
    }
  }

  /**
   * True while guest instructions may execute. While false, requests to the hart need not be waited
   * for: it serves them before its next instruction.
   */
  boolean isInGuest() {
    return inGuest;
  }

  /** True if the guest executed {@code wfi} and no interrupt has ended that yet. Own thread. */
  boolean isWaiting() {
    waiting = waiting && !hart.isWakeupPending();
    return waiting;
  }

  void setWaiting(boolean isWaiting) {
    waiting = isWaiting;
  }

  void setInGuest(boolean running) {
    inGuest = running;
  }
}
