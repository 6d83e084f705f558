package dev.sidestep.device.model.i82540em;

import dev.sidestep.base.EventScheduler;

/** Time that passes when a test says so. */
final class TestTime {
  private final EventScheduler scheduler = new EventScheduler(this::nanos);
  private long now;

  EventScheduler scheduler() {
    return scheduler;
  }

  long nanos() {
    return now;
  }

  /** Lets time pass; every event sees its own deadline as the time. */
  void pass(long nanos) {
    long end = now + nanos;
    while (scheduler.nextDeadline() <= end) {
      now = Math.max(now, scheduler.nextDeadline());
      scheduler.runDue(now);
    }
    now = end;
  }
}
