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
      for (Access access : List.of(Access.DEVICE_LOAD, Access.DEVICE_STORE)) {
        for (Custody custody : Custody.values()) {
          figures.add(ofTheDevice(access, custody, translator, runs));
        }
      }
      double lost = median(ROUND_TRIP, translator) - median("undisturbed", translator);
      figures.add(change("lost to the guest", lost, translator, runs));
      figures.add(change("guest stopped", median(STOPPED, translator), translator, runs));
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

  private Figure ofTheDevice(Access access, Custody custody, boolean translator, int runs) {
    boolean isLoad = access == Access.DEVICE_LOAD;
    String name =
        isLoad ? "A load of the UART's line status" : "A store to the UART's scratch register";
    String what = key(isLoad ? "deviceLoad" : "deviceStore", custody);
    return access(name + ", " + custody.word(), what, access, translator, runs);
  }

  /** There and back. */
  private static Figure change(String what, double micros, boolean translator, int runs) {
    String name = "Virtualize and devirtualize, " + what + words(translator);
    return Figure.alone(name, "us", Direction.LESS, micros, runs);
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
