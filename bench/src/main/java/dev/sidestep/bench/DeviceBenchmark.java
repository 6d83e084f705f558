package dev.sidestep.bench;

import static dev.sidestep.bench.BenchmarkMain.progress;

import dev.sidestep.base.Failure;
import dev.sidestep.bench.AccessLoop.Access;
import dev.sidestep.bench.AccessLoop.End;
import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures accesses to device registers and changes of custody by JMH, {@link AccessBenchmark} and
 * {@link SwitchBenchmark}, and QEMU's accesses between JMH's runs. Started by {@code bench/run
 * device}.
 */
final class DeviceBenchmark {
  private static final int PEER_ACCESSES = 2_000_000;
  private static final int FEW = 16;

  private DeviceBenchmark() {}

  /** Ends with code 2 for wrong arguments and 1 if something cannot be measured. */
  public static void main(String[] arguments) throws InterruptedException {
    BenchmarkMain.run(arguments, DeviceBenchmark::report);
  }

  private static boolean report(List<String> arguments) throws InterruptedException {
    RowOptions options = RowOptions.parse(arguments);
    Surroundings before = Surroundings.now();
    progress("QEMU is " + before.peer());
    DeviceFigures figures = new DeviceFigures();
    for (int run = 1; run <= options.runs(); run++) {
      progress("run %d of %d".formatted(run, options.runs()));
      measureOurs(figures);
      if (Qemu.isInstalled()) {
        // Its loads from RAM take less than its start varies by.
        figures.peers(Access.DEVICE_LOAD, peerNanos(Access.DEVICE_LOAD));
        figures.peers(Access.DEVICE_STORE, peerNanos(Access.DEVICE_STORE));
      }
    }
    System.out.print(
        new FigureReport(before, Surroundings.now(), figures.figures(options.runs()), List.of())
            .write(options.format()));
    return true;
  }

  private static void measureOurs(DeviceFigures figures) {
    try {
      jmh(jmhOptions().build()).run().forEach(figures::ours);
    } catch (RunnerException e) {
      throw new Failure(
          Failure.Reason.BROKEN_PROMISE,
          "JMH has stopped (%s); what it wrote above says why.".formatted(e.getMessage()),
          e);
    }
  }

  /** What of ours JMH is to run. */
  static ChainedOptionsBuilder jmhOptions() {
    return new OptionsBuilder()
        .include(AccessBenchmark.class.getName())
        .include(SwitchBenchmark.class.getName())
        .shouldFailOnError(true);
  }

  /** JMH's own report goes where progress goes. */
  static Runner jmh(Options options) {
    return new Runner(
        options, OutputFormatFactory.createFormatInstance(System.err, VerboseMode.NORMAL));
  }

  private static double peerNanos(Access access) throws InterruptedException {
    return (peerSeconds(access, PEER_ACCESSES) - peerSeconds(access, FEW)) * 1e9 / PEER_ACCESSES;
  }

  private static double peerSeconds(Access access, int count) throws InterruptedException {
    Path code = BareGuest.file(new AccessLoop(access, count, End.POWER_OFF).assemble());
    return HostProcess.toTheEnd(Qemu.bare(code));
  }
}
