package dev.sidestep.platform.soft;

import dev.sidestep.platform.Bracket;
import dev.sidestep.platform.StopReason;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the loops that run harts look at between two runs: stop, hold, and brackets. */
final class RunControl {
  private final Board board;
  private final AtomicReference<@Nullable StopReason> stop = new AtomicReference<>();
  private final Queue<Consumer<Bracket>> brackets = new ConcurrentLinkedQueue<>();
  private volatile boolean held;

  /** True while a loop runs harts or is about to; brackets then wait for it. */
  private volatile boolean running;

  RunControl(Board board) {
    this.board = board;
  }

  /** Asks every loop to end; the first reason counts. Any thread. */
  void stop(StopReason reason) {
    stop.compareAndSet(null, reason);
    interruptAll();
  }

  /** Why to stop, or null to go on. */
  @Nullable StopReason stopReason() {
    return stop.get();
  }

  /** Forgets everything that was asked for, to run again. */
  void reset() {
    stop.set(null);
    brackets.clear();
    held = false;
  }

  /** Makes every hart leave the guest and look here. */
  private void interruptAll() {
    board.vcpus().forEach(Vcpu::interrupt);
  }

  /** No hart runs until {@link #release}. Lock held. */
  void hold() {
    held = true;
    interruptAll();
  }

  /** Ends a hold. Lock held. */
  void release() {
    held = false;
    board.vcpus().forEach(Vcpu::wake);
  }

  boolean isHeld() {
    return held;
  }

  /** Queues {@code action} for a bracket of its own. Lock held. */
  void requestBracket(Consumer<Bracket> action) {
    brackets.add(action);
    interruptAll();
  }

  boolean hasBracket() {
    return !brackets.isEmpty();
  }

  /** Runs one bracket; no hart is in the guest. Lock held. */
  void runBracket(long stoppedSinceNanos) {
    Consumer<Bracket> action = brackets.poll();
    if (action != null) {
      action.accept(() -> stoppedSinceNanos);
    }
  }

  /** Runs brackets at once if nothing runs that would do it. Lock held. */
  void runBracketsIfIdle() {
    while (!running && hasBracket()) {
      runBracket(System.nanoTime());
    }
  }

  void setRunning(boolean isRunning) {
    running = isRunning;
  }
}
