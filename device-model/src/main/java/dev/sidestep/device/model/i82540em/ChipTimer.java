package dev.sidestep.device.model.i82540em;

import dev.sidestep.base.EventScheduler;

/** One timer of the chip: stopped, or running towards a deadline in guest time. */
final class ChipTimer {
  private final EventScheduler scheduler;
  private final EventScheduler.Event event;

  /** A stopped timer that will run {@code action}. */
  ChipTimer(EventScheduler scheduler, Runnable action) {
    this.scheduler = scheduler;
    this.event = scheduler.newEvent(action);
  }

  /** Starts it, or starts it anew. */
  void startIn(long nanos) {
    event.scheduleIn(nanos);
  }

  void stop() {
    event.cancel();
  }

  boolean isRunning() {
    return event.isScheduled();
  }

  /** Nanoseconds to go, negative if overdue; {@link EventScheduler#NEVER} if stopped. */
  long remaining() {
    return event.isScheduled()
        ? event.deadline() - scheduler.clock().nanos()
        : EventScheduler.NEVER;
  }

  /** Makes it what it was when {@link #remaining} was asked. */
  void restore(long remaining) {
    if (remaining == EventScheduler.NEVER) {
      event.cancel();
    } else {
      event.scheduleIn(remaining);
    }
  }
}
