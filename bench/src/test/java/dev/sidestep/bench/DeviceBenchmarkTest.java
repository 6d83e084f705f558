package dev.sidestep.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.TimeValue;

class DeviceBenchmarkTest {
  private static final int METHODS_AND_PARAMETERS = 2 * (1 + 1 + 3 + 3 + 1 + 1);

  /** Each benchmark checks at its end that it has measured what it says. */
  @Test
  void everyBenchmarkRunsUnderJmhAndHasItsFigure() throws RunnerException {
    System.setProperty("jmh.ignoreLock", "true");
    Collection<RunResult> results =
        DeviceBenchmark.jmh(
                DeviceBenchmark.jmhOptions()
                    .forks(0)
                    .warmupIterations(0)
                    .measurementIterations(1)
                    .measurementTime(TimeValue.milliseconds(1))
                    .build())
            .run();
    assertThat(results).hasSize(METHODS_AND_PARAMETERS);
    DeviceFigures figures = new DeviceFigures();
    results.forEach(figures::ours);
    figures.peers(AccessLoop.Access.DEVICE_LOAD, 60);
    List<Figure> rows = figures.figures(1);
    assertThat(rows).hasSize(18).noneMatch(row -> Double.isNaN(row.ours()));
    assertThat(rows.stream().map(Figure::name)).doesNotHaveDuplicates();
    assertThat(rows.stream().filter(row -> row.peer() == 60))
        .hasSize(6)
        .allMatch(row -> row.name().startsWith("A load of the UART's line status, "));
    assertThat(rows.stream().filter(row -> row.name().contains("guest stopped")))
        .hasSize(2)
        .allMatch(row -> row.ours() > 0);
  }
}
