package dev.sidestep.cli;

import dev.sidestep.base.Failure;
import dev.sidestep.control.Sidestep;
import dev.sidestep.control.SweepOptions;
import dev.sidestep.control.SweepOptions.Device;
import dev.sidestep.control.SweepOptions.Direction;
import dev.sidestep.control.SweepOptions.Path;
import dev.sidestep.control.SweepReport;
import dev.sidestep.control.SweepReport.Difference;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sidestep prove sweep}. */
@Command(
    name = "sweep",
    description = {
      "Changes custody at every guest instruction of the device's paths, one run a point,",
      "and compares each run with its never-switched twin."
    },
    mixinStandardHelpOptions = true)
final class SweepCommand implements Callable<Integer> {
  private final Surroundings here;
  private final Supplier<Sidestep> sidestep;

  @Mixin private final OutputOption output = new OutputOption();

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description = "serial or network (default: ${DEFAULT-VALUE}).")
  private Device device = Device.SERIAL;

  @Option(names = "--path", paramLabel = "PATH", description = "send or receive (default: both).")
  private @Nullable Path path;

  @Option(
      names = "--direction",
      paramLabel = "DIRECTION",
      description = "virtualize or devirtualize (default: both).")
  private @Nullable Direction direction;

  @Option(names = "--seed", paramLabel = "N", description = "Of the workload (default: 1).")
  private long seed = 1;

  @Option(
      names = "--every",
      paramLabel = "N",
      description = "Every N-th instruction (default: 1, all of them).")
  private int every = 1;

  @Option(names = "--point", paramLabel = "N", description = "Only this point, from 0.")
  private @Nullable Long point;

  SweepCommand(Surroundings here, Supplier<Sidestep> sidestep) {
    this.here = here;
    this.sidestep = sidestep;
  }

  @Override
  public Integer call() throws InterruptedException {
    SweepOptions options = options();
    SweepReport report;
    try (LineProgress progress = new LineProgress(here)) {
      report = sidestep.get().sweep(options, progress);
    }
    if (output.isJson()) {
      here.out().println(Json.of(report));
    } else {
      here.out()
          .println(
              "%,d points, %,d changes of custody, %,d differ"
                  .formatted(report.points(), report.completed(), report.failed()));
    }
    report.differences().forEach(difference -> tell(report, difference));
    return (report.failed() == 0 ? ExitCode.OK : ExitCode.BROKEN).code();
  }

  private SweepOptions options() {
    if (every < 1) {
      throw new Failure(Failure.Reason.USAGE, "--every has to be 1 or more.");
    }
    if (point != null && (point < 0 || path == null || direction == null)) {
      throw new Failure(
          Failure.Reason.USAGE, "--point has to be 0 or more and needs --path and --direction.");
    }
    return new SweepOptions(
        device,
        path == null ? EnumSet.allOf(Path.class) : Set.of(path),
        direction == null ? EnumSet.allOf(Direction.class) : Set.of(direction),
        seed,
        every,
        point == null ? OptionalLong.empty() : OptionalLong.of(point));
  }

  private void tell(SweepReport report, Difference difference) {
    here.say(difference.difference());
    here.err().println("  " + String.join(" ", replay(device, report.seed(), difference)));
  }

  /** The command that shows one difference again. */
  static List<String> replay(Device device, long seed, Difference difference) {
    return List.of(
        "./sidestep prove sweep",
        "--device " + device.name().toLowerCase(Locale.ROOT),
        "--seed " + seed,
        "--path " + difference.path().name().toLowerCase(Locale.ROOT),
        "--direction " + difference.direction().name().toLowerCase(Locale.ROOT),
        "--point " + difference.point());
  }
}
