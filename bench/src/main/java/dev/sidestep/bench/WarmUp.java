package dev.sidestep.bench;

/**
 * When a kernel counts as warm: when it gets no faster. A translator has small loops at once, but
 * needs half a minute for what is as broad as a kernel's {@code fork}.
 */
final class WarmUp {
  /** So long a kernel runs between two looks. */
  static final long PERIOD_MILLIS = 2_000;

  /** No gain of more than a thirtieth in so many looks in a row is the end of it. */
  private static final int PATIENCE = 2;

  private static final double GAIN = 1 / 30.0;
  private static final int MOST_LOOKS = 15;

  /** Runs for a period; how long an operation took then. */
  @FunctionalInterface
  interface Period {
    /** In any unit. */
    double run() throws InterruptedException;
  }

  private WarmUp() {}

  /** Runs periods until they get no faster, or for half a minute. */
  static void await(Period period) throws InterruptedException {
    double best = Double.MAX_VALUE;
    int idle = 0;
    for (int look = 0; look < MOST_LOOKS && idle < PATIENCE; look++) {
      double taken = period.run();
      idle = taken < best * (1 - GAIN) ? 0 : idle + 1;
      best = Math.min(best, taken);
    }
  }
}
