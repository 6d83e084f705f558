package dev.sidestep.control;

import java.util.Arrays;
import java.util.List;

/** Makes {@link Spread}s. */
final class Spreads {
  private static final double P99 = 0.99;

  private Spreads() {}

  static Spread of(List<Long> samples) {
    return of(samples.stream().mapToLong(Long::longValue).toArray());
  }

  static Spread of(long[] samples) {
    if (samples.length == 0) {
      return new Spread(0, 0, 0, 0, 0);
    }
    long[] sorted = samples.clone();
    Arrays.sort(sorted);
    return new Spread(
        sorted.length,
        sorted[0],
        sorted[sorted.length / 2],
        sorted[(int) (P99 * (sorted.length - 1))],
        sorted[sorted.length - 1]);
  }
}
