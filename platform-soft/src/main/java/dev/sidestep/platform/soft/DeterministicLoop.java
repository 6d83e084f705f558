package dev.sidestep.platform.soft;

import dev.sidestep.base.EventScheduler;
import dev.sidestep.platform.StopReason;
import dev.sidestep.riscv.Csr;
import dev.sidestep.riscv.Hart;
import dev.sidestep.riscv.Interrupts;
import dev.sidestep.riscv.MachineMode;
import dev.sidestep.riscv.RunResult;

/**
 * Runs all harts on the calling thread, in turns, in a time that instructions make. Everything
 * that happens is a function of the state at the start.
 *
 * <p>A turn lasts until the next timer at most, so that each timer runs at its very instruction.
 */
final class DeterministicLoop {
  /** A turn with several harts; one hart alone runs up to the next timer. */
  private static final long TURN_INSTRUCTIONS = 2_000;

  private static final long LONGEST_TURN_INSTRUCTIONS = 1_000_000;

  private final Board board;
  private final RunControl control;
  private final InstructionClock clock;
  private final MachineMode machineMode;

  DeterministicLoop(
      Board board, RunControl control, InstructionClock clock, MachineMode machineMode) {
    this.board = board;
    this.control = control;
    this.clock = clock;
    this.machineMode = machineMode;
    board.scheduler().onEarlierDeadline(this::endTurns);
  }

  /** A timer was set while a hart runs, perhaps to before the end of its turn. */
  private void endTurns() {
    board.vcpus().forEach(vcpu -> vcpu.hart().requestExit());
  }

  /** Runs until a stop, or until {@code maxInstructions} have been retired by all harts together. */
  StopReason run(long maxInstructions) {
    board.lock().lock();
    try {
      return runLocked(maxInstructions);
    } finally {
      board.lock().unlock();
    }
  }

  /** Between two turns whoever waits for the lock gets it, which is a fair one. */
  private void letOthersIn() {
    if (board.lock().hasQueuedThreads()) {
      board.lock().unlock();
      board.lock().lock();
    }
  }

  private StopReason runLocked(long maxInstructions) {
    long left = maxInstructions;
    for (StopReason stop = control.stopReason(); ; stop = control.stopReason()) {
      if (stop != null) {
        return stop;
      }
      if (left <= 0) {
        return StopReason.INSTRUCTION_LIMIT;
      }
      letOthersIn();
      long retired = turn(left);
      left -= retired;
      if (retired == 0 && isIdleForEver()) {
        return StopReason.IDLE;
      }
    }
  }

  private void runBrackets() {
    while (control.hasBracket()) {
      control.runBracket(System.nanoTime());
    }
  }

  /** One turn of every hart; the number of instructions retired. */
  private long turn(long limit) {
    runBrackets();
    long now = clock.nanos();
    board.scheduler().runDue(now);
    runBrackets();
    updateTimers();
    long length = Math.clamp(instructionsUntil(nextDeadline(), now), 1, turnLimit(limit));
    long retired = 0;
    long longest = 0;
    for (Vcpu vcpu : board.vcpus()) {
      long ran = isRunnable(vcpu) ? runHart(vcpu, length) : serveMachineInterrupt(vcpu);
      retired += ran;
      longest = Math.max(longest, ran);
      if (control.stopReason() != null) {
        break;
      }
    }
    advance(now, longest);
    return retired;
  }

  private long turnLimit(long limit) {
    return Math.min(
        limit, board.vcpus().size() == 1 ? LONGEST_TURN_INSTRUCTIONS : TURN_INSTRUCTIONS);
  }

  private boolean isRunnable(Vcpu vcpu) {
    return vcpu.state() == Vcpu.HartState.STARTED && !control.isHeld() && !vcpu.isWaiting();
  }

  private long serveMachineInterrupt(Vcpu vcpu) {
    if ((vcpu.hart().csr(Csr.MIP) & Interrupts.MEIP) != 0) {
      machineMode.interrupt(vcpu.hart(), 11);
    }
    return 0;
  }

  /** Runs one hart for one turn; it ends early where time has to be looked at again. */
  private long runHart(Vcpu vcpu, long length) {
    Hart hart = vcpu.hart();
    long before = hart.instructionsRetired();
    clock.enter(hart, 0);
    vcpu.setWaiting(hart.run(length) == RunResult.WFI);
    clock.leave();
    return hart.instructionsRetired() - before;
  }

  private void advance(long now, long instructions) {
    long ran = now + instructions * InstructionClock.NANOS_PER_INSTRUCTION;
    boolean idle = instructions == 0 && !control.hasBracket();
    clock.set(idle ? idleUntil(now) : ran);
  }

  /** Nothing ran: time jumps to the next timer, or passes a little for a hart that was woken. */
  private long idleUntil(long now) {
    long next = nextDeadline();
    boolean wake = next == EventScheduler.NEVER || next <= now || anyInterruptPending();
    return wake ? now + InstructionClock.NANOS_PER_INSTRUCTION : next;
  }

  private boolean anyInterruptPending() {
    return board.vcpus().stream()
        .anyMatch(vcpu -> vcpu.hart().isWakeupPending());
  }

  private boolean isIdleForEver() {
    return nextDeadline() == EventScheduler.NEVER
        && !control.hasBracket()
        && control.stopReason() == null
        && !anyInterruptPending();
  }

  private void updateTimers() {
    for (Vcpu vcpu : board.vcpus()) {
      HartTimer.update(vcpu.hart(), clock.nanos());
    }
  }

  private long nextDeadline() {
    long next = board.scheduler().nextDeadline();
    for (Vcpu vcpu : board.vcpus()) {
      next = Math.min(next, HartTimer.deadlineNanos(vcpu.hart(), clock.nanos()));
    }
    return next;
  }

  private static long instructionsUntil(long deadline, long now) {
    if (deadline == EventScheduler.NEVER) {
      return Long.MAX_VALUE;
    }
    return Math.ceilDiv(deadline - now, InstructionClock.NANOS_PER_INSTRUCTION);
  }
}
