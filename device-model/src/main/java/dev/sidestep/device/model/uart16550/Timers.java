package dev.sidestep.device.model.uart16550;

import dev.sidestep.base.EventScheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * The timers of one chip on one scheduler event.
 *
 * <p>Timers with the same deadline run in the order in which they were made, whatever the order in
 * which they were started: so a restored chip need not know that order. Each is told its own
 * deadline, not the clock, so that a late owner does not slow the line down.
 */
final class Timers {
  private final List<Timer> timers = new ArrayList<>();
  private final EventScheduler scheduler;
  private final EventScheduler.Event event;

  /** Timers on {@code scheduler}; {@code afterwards} runs after each batch that was due. */
  Timers(EventScheduler scheduler, Runnable afterwards) {
    this.scheduler = scheduler;
    this.event =
        scheduler.newEvent(() -> {
          runNext();
          afterwards.run();
        });
  }

  /** Guest time in nanoseconds. */
  long now() {
    return scheduler.clock().nanos();
  }

  /** A new, stopped timer whose {@code action} gets the deadline. */
  Timer newTimer(LongConsumer action) {
    Timer timer = new Timer(action);
    timers.add(timer);
    return timer;
  }

  private void runNext() {
    Timer next = timers.getFirst();
    for (Timer timer : timers) {
      next = timer.deadline < next.deadline ? timer : next;
    }
    long deadline = next.deadline;
    next.deadline = EventScheduler.NEVER;
    next.action.accept(deadline);
    arm();
  }

  private void arm() {
    long first = EventScheduler.NEVER;
    for (Timer timer : timers) {
      first = Math.min(first, timer.deadline);
    }
    if (first == EventScheduler.NEVER) {
      event.cancel();
    } else if (first != event.deadline()) {
      event.scheduleAt(first);
    }
  }

  /** One timer: stopped, or running towards a deadline. */
  final class Timer {
    private final LongConsumer action;
    private long deadline = EventScheduler.NEVER;

    private Timer(LongConsumer action) {
      this.action = action;
    }

    boolean isRunning() {
      return deadline != EventScheduler.NEVER;
    }

    void startAt(long deadlineNanos) {
      deadline = deadlineNanos;
      arm();
    }

    void stop() {
      startAt(EventScheduler.NEVER);
    }

    /** Nanoseconds until the deadline, negative if it is overdue; NEVER if stopped. */
    long remaining() {
      return isRunning() ? deadline - now() : EventScheduler.NEVER;
    }

    void restore(long remaining) {
      startAt(remaining == EventScheduler.NEVER ? remaining : now() + remaining);
    }
  }
}
