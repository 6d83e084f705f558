package dev.sidestep.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measurements by name. What is compared is measured in turns, so that whatever else the host does
 * falls on all of it alike.
 */
final class Samples {
  private final Map<String, List<Double>> values = new LinkedHashMap<>();

  /** Something to measure: one run, one value. */
  @FunctionalInterface
  interface Measurement {
    double run() throws InterruptedException;
  }

  void add(String name, double value) {
    values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
  }

  /** The middle value of that name; NaN if there is none. */
  double median(String name) {
    return median(values.getOrDefault(name, List.of()));
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int size = sorted.size();
    return size == 0 ? Double.NaN : (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
  }

  /** Takes {@code runs} of each measurement, in turns. */
  static Samples inTurns(int runs, Map<String, Measurement> measurements)
      throws InterruptedException {
    Samples samples = new Samples();
    for (int run = 0; run < runs; run++) {
      for (Map.Entry<String, Measurement> measurement : measurements.entrySet()) {
        samples.add(measurement.getKey(), measurement.getValue().run());
      }
    }
    return samples;
  }
}
