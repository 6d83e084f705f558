package dev.sidestep.bench;

import dev.sidestep.bench.AccessLoop.Access;
import dev.sidestep.bench.Figure.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;

/** What accesses and changes of custody cost, out of what JMH has measured in all runs. */
final class DeviceFigures {
  private static final String ROUND_TRIP = "virtualizeAndDevirtualize";
  private static final String STOPPED = "stopped";
  private static final String PEER = "peer ";
  private static final double NANOS_PER_MICRO = 1e3;

  private final Samples samples = new Samples();

  /** One result of {@link AccessBenchmark} or {@link SwitchBenchmark}. */
  void ours(RunResult result) {
    BenchmarkParams params = result.getParams();
    String method = params.getBenchmark().replaceFirst(".*\\.", "");
    String custody = params.getParam("custody");
    boolean translator = Boolean.parseBoolean(params.getParam("translator"));
    String what = custody == null ? method : key(method, Custody.valueOf(custody));
    // Not JMH's mean of them: a host that does something else for a moment spoils one.
    result.getBenchmarkResults().stream()
        .flatMap(fork -> fork.getIterationResults().stream())
        .forEach(iteration ->
            samples.add(key(what, translator), iteration.getPrimaryResult().getScore()));
    if (method.equals(ROUND_TRIP)) {
      samples.add(
          key(STOPPED, translator),
          counted(result, "stoppedNanos") / counted(result, "roundTrips") / NANOS_PER_MICRO);
    }
  }

  private static double counted(RunResult result, String name) {
    return Objects.requireNonNull(result.getSecondaryResults().get(name), name).getScore();
  }

  /** Nanoseconds of one access of QEMU's guest. */
  void peers(Access access, double nanos) {
    samples.add(PEER + access, nanos);
  }

  List<Figure> figures(int runs) {
    List<Figure> figures = new ArrayList<>();
    for (boolean translator : List.of(true, false)) {
      figures.add(access("A load from RAM", "ramLoad", Access.RAM_LOAD, translator, runs));
      for (Custody custody : Custody.values()) {
        figures.add(
            access(
                "A load of the UART's line status, " + custody.word(),
                key("deviceLoad", custody),
                Access.DEVICE_LOAD,
                translator,
                runs));
      }
      for (Custody custody : Custody.values()) {
        figures.add(
            access(
                "A store to the UART's scratch register, " + custody.word(),
                key("deviceStore", custody),
                Access.DEVICE_STORE,
                translator,
                runs));
      }
      figures.add(roundTrip(translator, runs));
      figures.add(stopped(translator, runs));
    }
    return figures;
  }

  /** An access without the loop around it. */
  private Figure access(String name, String what, Access access, boolean translator, int runs) {
    return new Figure(
        name + words(translator),
        "ns",
        Direction.LESS,
        median(what, translator) - median("loop", translator),
        samples.median(PEER + access),
        runs);
  }

  private Figure roundTrip(boolean translator, int runs) {
    return Figure.alone(
        "Virtualize and devirtualize, lost to the guest" + words(translator),
        "us",
        Direction.LESS,
        median(ROUND_TRIP, translator) - median("undisturbed", translator),
        runs);
  }

  private Figure stopped(boolean translator, int runs) {
    return Figure.alone(
        "Virtualize and devirtualize, guest stopped" + words(translator),
        "us",
        Direction.LESS,
        median(STOPPED, translator),
        runs);
  }

  private double median(String what, boolean translator) {
    return samples.median(key(what, translator));
  }

  private static String key(String method, Custody custody) {
    return method + " " + custody.word();
  }

  private static String key(String what, boolean translator) {
    return what + words(translator);
  }

  private static String words(boolean translator) {
    return ", translator " + (translator ? "on" : "off");
  }
}
