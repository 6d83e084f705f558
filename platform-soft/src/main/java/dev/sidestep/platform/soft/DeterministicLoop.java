package dev.sidestep.platform.soft;

import dev.sidestep.base.EventScheduler;
import dev.sidestep.platform.StopReason;
import dev.sidestep.riscv.Hart;
import dev.sidestep.riscv.MachineMode;
import dev.sidestep.riscv.RunResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs all harts on the calling thread, in turns, in a time that instructions make. Everything that
 * happens is a function of the state at the start.
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
  private volatile @Nullable Hart running;

  /** The hart that begins a turn: another than 0 only after a turn that was cut short. */
  private int first;

  /** What the hart that ran longest in this turn has run. */
  private long longest;

  DeterministicLoop(
      Board board, RunControl control, InstructionClock clock, MachineMode machineMode) {
    this.board = board;
    this.control = control;
    this.clock = clock;
    this.machineMode = machineMode;
    board.scheduler().onEarlierDeadline(this::endTurn);
  }

  /** A timer was set while a hart runs, perhaps to before the end of its turn. */
  private void endTurn() {
    Hart hart = running;
    if (hart != null) {
      hart.requestExit();
    }
  }

  /**
   * Runs until a stop, or for {@code maxInstructions} of all harts together. A trap counts as one
   * here, as it does in {@link Hart#run}: a guest that only traps uses up time like any other.
   */
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
      prepare();
      boolean idle = isEveryHartWaiting();
      long now = clock.nanos();
      left -= turn(left, now);
      if (idle && isIdleForEver()) {
        return StopReason.IDLE;
      }
      clock.set(idle ? idleUntil(now) : now + longest * InstructionClock.NANOS_PER_INSTRUCTION);
    }
  }

  /** What is due now, and brackets. */
  private void prepare() {
    runBrackets();
    board.scheduler().runDue(clock.nanos());
    runBrackets();
    updateTimers();
  }

  /** The hart whose turn is next, which belongs to the state of a machine. */
  int first() {
    return first;
  }

  void restoreFirst(int hart) {
    first = hart;
  }

  private void runBrackets() {
    while (control.hasBracket()) {
      control.runBracket(System.nanoTime());
    }
  }

  /** One turn of every hart, if {@code limit} suffices for one; what it took from the limit. */
  private long turn(long limit, long now) {
    List<Vcpu> vcpus = board.vcpus();
    long share = Math.max(1, Math.min(limit / vcpus.size(), longestTurn()));
    long ran = 0;
    longest = 0;
    int begin = first;
    for (int i = 0; i < vcpus.size() && control.stopReason() == null; i++) {
      first = (begin + i) % vcpus.size();
      if (ran >= limit) {
        break;
      }
      long cycles = runTurn(vcpus.get(first), turnLength(now, share));
      ran += cycles;
      longest = Math.max(longest, cycles);
      first = begin;
    }
    return ran;
  }

  private long longestTurn() {
    return board.vcpus().size() == 1 ? LONGEST_TURN_INSTRUCTIONS : TURN_INSTRUCTIONS;
  }

  private long turnLength(long now, long share) {
    return Math.clamp(instructionsUntil(nextDeadline(), now), 1, share);
  }

  private boolean isRunnable(Vcpu vcpu) {
    return vcpu.state() == Vcpu.HartState.STARTED && !control.isHeld() && !vcpu.isWaiting();
  }

  private long runTurn(Vcpu vcpu, long length) {
    if (isRunnable(vcpu)) {
      return runHart(vcpu, length);
    }
    vcpu.serveMachineInterrupt(machineMode);
    return 0;
  }

  /** Runs one hart for one turn; it ends early where time has to be looked at again. */
  private long runHart(Vcpu vcpu, long length) {
    Hart hart = vcpu.hart();
    long before = hart.cycles();
    clock.enter(hart);
    running = hart;
    try {
      vcpu.setWaiting(hart.run(length) == RunResult.WFI);
    } finally {
      running = null;
      clock.leave();
    }
    return hart.cycles() - before;
  }

  /** No hart could run: time jumps to the next timer, or passes a little for one that was woken. */
  private long idleUntil(long now) {
    long next = nextDeadline();
    boolean soon = next == EventScheduler.NEVER || next <= now || !isEveryHartWaiting();
    return soon || control.hasBracket() ? now + InstructionClock.NANOS_PER_INSTRUCTION : next;
  }

  private boolean isEveryHartWaiting() {
    return board.vcpus().stream().noneMatch(this::isRunnable);
  }

  private boolean isIdleForEver() {
    return nextDeadline() == EventScheduler.NEVER
        && !control.hasBracket()
        && control.stopReason() == null
        && isEveryHartWaiting();
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
