package dev.sidestep.network.user;

/** When to send again (RFC 6298). */
final class RetransmitTimer {
  private static final long FIRST_NANOS = Clock.SECOND;
  private static final long SHORTEST_NANOS = 200 * Clock.MILLI;
  private static final long LONGEST_NANOS = 8 * Clock.SECOND;

  private long smoothed = -1;
  private long variation;
  private long timeout = FIRST_NANOS;
  private int attempts;
  private long deadline = Timed.NEVER;

  /** Takes the round trip of a segment that was sent once (section 2; Karn's algorithm). */
  void sample(long nanos) {
    if (smoothed < 0) {
      smoothed = nanos;
      variation = nanos / 2;
    } else {
      variation += (Math.abs(smoothed - nanos) - variation) / 4;
      smoothed += (nanos - smoothed) / 8;
    }
    timeout = Math.clamp(smoothed + 4 * variation, SHORTEST_NANOS, LONGEST_NANOS);
  }

  void start(long now) {
    deadline = now + Math.min(timeout << Math.min(attempts, 16), LONGEST_NANOS);
  }

  void stop() {
    deadline = Timed.NEVER;
  }

  boolean isRunning() {
    return deadline != Timed.NEVER;
  }

  /** Waits twice as long from now on (5.5, 5.6). */
  void backOff(long now) {
    attempts++;
    start(now);
  }

  /** There was progress. */
  void forgive() {
    attempts = 0;
  }

  long deadline() {
    return deadline;
  }
}
