package dev.sidestep.riscv;

import dev.sidestep.base.EventScheduler;
import dev.sidestep.base.InterruptLine;

/** What a {@link Clint} keeps for one hart: its two registers, its timer and its two wires. */
final class ClintHart {
  // Later than this, a comparator is as good as never reached: 146 years of guest time.
  private static final long HORIZON_NANOS = Long.MAX_VALUE / 2;

  private final Clint clint;
  private final int nanosPerTick;
  private final InterruptLine softwareLine;
  private final InterruptLine timerLine;
  private final EventScheduler.Event timer;
  private boolean softwarePending;
  private long mtimecmp = -1;

  ClintHart(
      Clint clint,
      int nanosPerTick,
      EventScheduler scheduler,
      InterruptLine softwareLine,
      InterruptLine timerLine) {
    this.clint = clint;
    this.nanosPerTick = nanosPerTick;
    this.softwareLine = softwareLine;
    this.timerLine = timerLine;
    this.timer = scheduler.newEvent(this::updateTimer);
  }

  boolean isSoftwarePending() {
    return softwarePending;
  }

  void setSoftwarePending(boolean pending) {
    softwarePending = pending;
    softwareLine.set(pending);
  }

  long mtimecmp() {
    return mtimecmp;
  }

  void setMtimecmp(long ticks) {
    mtimecmp = ticks;
    updateTimer();
  }

  /**
   * Drives the timer wire from state, and looks again when {@code mtime} will have arrived. Where
   * ticks and guest nanoseconds disagree by a rounding, it looks again a little later.
   */
  void updateTimer() {
    long now = clint.mtime();
    boolean reached = Long.compareUnsigned(now, mtimecmp) >= 0;
    timerLine.set(reached);
    timer.cancel();
    long ticksLeft = mtimecmp - now;
    if (!reached && Long.compareUnsigned(ticksLeft, HORIZON_NANOS / nanosPerTick) < 0) {
      timer.scheduleIn(ticksLeft * nanosPerTick);
    }
  }
}
