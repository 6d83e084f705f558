package dev.sidestep.network.user;

import java.util.function.LongSupplier;

/** The host's time since the network was made, nanoseconds. */
final class Clock {
  static final long MILLI = 1_000_000L;
  static final long SECOND = 1_000 * MILLI;

  private final LongSupplier source;
  private final long origin;

  Clock(LongSupplier source) {
    this.source = source;
    origin = source.getAsLong();
  }

  long now() {
    return source.getAsLong() - origin;
  }
}
