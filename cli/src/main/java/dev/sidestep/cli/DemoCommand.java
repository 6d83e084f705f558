package dev.sidestep.cli;

import dev.sidestep.base.Failure;
import dev.sidestep.control.DemoOptions;
import dev.sidestep.control.DemoReport;
import dev.sidestep.control.Sidestep;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sidestep demo}. */
@Command(
    name = "demo",
    description = {
      "Changes custody hundreds of times under traffic, and proves that nothing was lost.",
      "Boots a guest bare and under the monitor; takes about three minutes."
    },
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  private final Surroundings here;
  private final Supplier<Sidestep> sidestep;

  @Mixin private final GuestOptions guest = new GuestOptions();
  @Mixin private final OutputOption output = new OutputOption();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Also writes the proof to this file, as JSON.")
  private @Nullable Path json;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of the data and of the moments (default: a new one, which is printed).")
  private @Nullable Long seed;

  @Option(
      names = "--switches",
      paramLabel = "N",
      description = "At least so many changes of custody (default: ${DEFAULT-VALUE}).",
      defaultValue = "" + DemoOptions.DEFAULT_SWITCHES)
  private int switches;

  @Option(names = "--offline", description = "Never use the network.")
  private boolean offline;

  @Option(
      names = "--capture",
      paramLabel = "FILE",
      description = "Records every frame of the card that changes custody, as pcapng.")
  private @Nullable Path capture;

  DemoCommand(Surroundings here, Supplier<Sidestep> sidestep) {
    this.here = here;
    this.sidestep = sidestep;
  }

  @Override
  public Integer call() throws InterruptedException {
    DemoOptions options = options();
    here.say("Seed %d; --seed %d repeats this.".formatted(options.seed(), options.seed()));
    DemoReport report;
    try (LineProgress progress = new LineProgress(here)) {
      report = sidestep.get().demo(options, progress);
    }
    here.out().println(output.isJson() ? Json.of(report) : DemoTable.of(report));
    if (json != null) {
      Json.write(json, report);
    }
    report.broken().forEach(here::say);
    return (report.held() ? ExitCode.OK : ExitCode.BROKEN).code();
  }

  private DemoOptions options() {
    if (switches < 1) {
      throw new Failure(Failure.Reason.USAGE, "--switches has to be 1 or more.");
    }
    long chosen = seed == null ? new SecureRandom().nextInt(Integer.MAX_VALUE) : seed;
    return new DemoOptions(guest.source(), chosen, switches, offline, capture);
  }
}
