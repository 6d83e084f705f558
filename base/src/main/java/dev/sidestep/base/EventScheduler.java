package dev.sidestep.base;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Timers of one machine, in guest time.
 *
 * <p>Events run in order of their deadline, and in order of scheduling where deadlines are equal,
 * so that a deterministic clock gives a deterministic run. The scheduler starts no thread: whoever
 * owns the machine calls {@link #runDue}. Not thread-safe; guarded by the owner's lock.
 */
public final class EventScheduler {
  /** No event is scheduled. */
  public static final long NEVER = Long.MAX_VALUE;

  private final PriorityQueue<Event> queue =
      new PriorityQueue<>(
          Comparator.comparingLong((Event event) -> event.deadline)
              .thenComparingLong(event -> event.sequence));
  private final GuestClock clock;
  private Runnable earlierDeadline = () -> {};
  private long nextSequence;

  /** A scheduler whose events are due by {@code clock}. */
  public EventScheduler(GuestClock clock) {
    this.clock = clock;
  }

  /** The clock that deadlines refer to. */
  public GuestClock clock() {
    return clock;
  }

  /**
   * Sets what is called when a new event became the next one, so that a sleeping or running owner
   * can look at {@link #nextDeadline} again.
   */
  public void onEarlierDeadline(Runnable listener) {
    earlierDeadline = listener;
  }

  /** A new event, not yet scheduled, that will run {@code action}. */
  public Event newEvent(Runnable action) {
    return new Event(action);
  }

  /** The deadline of the next event in guest nanoseconds, or {@link #NEVER}. */
  public long nextDeadline() {
    Event first = queue.peek();
    return first == null ? NEVER : first.deadline;
  }

  /** Runs every event whose deadline is at or before {@code nowNanos}, in order. */
  public void runDue(long nowNanos) {
    for (Event event = queue.peek();
        event != null && event.deadline <= nowNanos;
        event = queue.peek()) {
      queue.poll();
      event.scheduled = false;
      event.action.run();
    }
  }

  /** Cancels every event. */
  public void cancelAll() {
    queue.forEach(event -> event.scheduled = false);
    queue.clear();
  }

  /** A timer: at most one pending deadline, scheduled and cancelled any number of times. */
  public final class Event {
    private final Runnable action;
    private boolean scheduled;
    private long deadline;
    private long sequence;

    private Event(Runnable action) {
      this.action = action;
    }

    /** Schedules, or moves, this event to an absolute guest time in nanoseconds. */
    public void scheduleAt(long deadlineNanos) {
      cancel();
      deadline = deadlineNanos;
      sequence = nextSequence++;
      scheduled = true;
      queue.add(this);
      if (queue.peek() == this) {
        earlierDeadline.run();
      }
    }

    /** Schedules, or moves, this event to {@code delayNanos} (0 or more) from now. */
    public void scheduleIn(long delayNanos) {
      scheduleAt(clock.nanos() + delayNanos);
    }

    /** Makes sure that this event will not run until it is scheduled again. */
    public void cancel() {
      if (scheduled) {
        queue.remove(this);
        scheduled = false;
      }
    }

    /** True between scheduling and running or cancelling. */
    public boolean isScheduled() {
      return scheduled;
    }

    /** The absolute deadline in guest nanoseconds, or {@link #NEVER} if not scheduled. */
    public long deadline() {
      return scheduled ? deadline : NEVER;
    }
  }
}
