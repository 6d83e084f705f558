package dev.sidestep.bench;

import java.util.List;

/**
 * How long something was away, in microseconds: the middle one of all times, the one that 99 of 100
 * do not exceed, and the longest.
 *
 * @param p50 the median
 * @param p99 by rank, so the longest if there are less than a hundred
 * @param max the longest
 */
record Blackouts(double p50, double p99, double max) {
  private static final double P99 = 0.99;

  /** Of no times, NaN. */
  static Blackouts of(List<Double> micros) {
    List<Double> sorted = micros.stream().sorted().toList();
    if (sorted.isEmpty()) {
      return new Blackouts(Double.NaN, Double.NaN, Double.NaN);
    }
    int rank = (int) Math.ceil(P99 * sorted.size()) - 1;
    return new Blackouts(Samples.median(sorted), sorted.get(rank), sorted.getLast());
  }
}
