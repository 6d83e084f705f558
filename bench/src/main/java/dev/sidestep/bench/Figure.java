package dev.sidestep.bench;

import java.util.Locale;

/**
 * One line of the result.
 *
 * @param name what was measured
 * @param unit of both values
 * @param direction which values are better
 * @param ours the median of ours
 * @param peer the median of QEMU's, or NaN where it has nothing to compare
 * @param runs how many runs the medians are of
 */
record Figure(String name, String unit, Direction direction, double ours, double peer, int runs) {
  /** Which values are better. */
  enum Direction {
    MORE,
    LESS
  }

  /** A figure without a peer. */
  static Figure alone(String name, String unit, Direction direction, double ours, int runs) {
    return new Figure(name, unit, direction, ours, Double.NaN, runs);
  }

  /** How many times better ours is; NaN without a peer. */
  double ratio() {
    return direction == Direction.MORE ? ours / peer : peer / ours;
  }

  /** A value with three significant digits or all of its whole ones; a dash for none. */
  static String text(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    int digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%,." + digits + "f", value);
  }
}
