package dev.sidestep.cli;

import dev.sidestep.base.Failure;
import dev.sidestep.cli.terminal.SerialConsole;
import dev.sidestep.control.GuestSession;
import dev.sidestep.control.GuestSource;
import dev.sidestep.control.RunOptions;
import dev.sidestep.control.RunReport;
import dev.sidestep.control.Sidestep;
import dev.sidestep.platform.MachineConfiguration.ClockMode;
import dev.sidestep.platform.MachineConfiguration.Timing;
import dev.sidestep.platform.StopReason;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sidestep run}. */
@Command(
    name = "run",
    description = "Runs a guest with its serial port on this terminal.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nKeys:%n",
    footer = {
      "  Ctrl-a h  help          Ctrl-a v  virtualize the serial port",
      "  Ctrl-a x  quit          Ctrl-a d  devirtualize it",
      "  Ctrl-a i  status        Ctrl-a V  virtualize the first network card",
      "  Ctrl-a c  cable         Ctrl-a D  devirtualize it",
      "  Ctrl-a a  a Ctrl-a      Ctrl-a R  replace it under the guest"
    })
final class RunCommand implements Callable<Integer> {
  private final Surroundings here;
  private final Supplier<Sidestep> sidestep;

  @Mixin private final GuestOptions guest = new GuestOptions();
  @Mixin private final NetworkArguments network = new NetworkArguments();
  @Mixin private final OutputOption output = new OutputOption();

  @Option(
      names = "--append",
      paramLabel = "WORDS",
      description = "Words for the end of the kernel's command line.")
  private String append = "";

  @Option(names = "--harts", paramLabel = "N", description = "1 to 8 harts (default: 1).")
  private int harts = 1;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      description = "Guest memory, a multiple of 2M (default: ${DEFAULT-VALUE}).",
      converter = MemorySize.class,
      defaultValue = "512M")
  private long memory;

  @Option(names = "--bare", description = "The same board with plain firmware and no monitor.")
  private boolean bare;

  @Option(
      names = "--clock",
      paramLabel = "CLOCK",
      description = "wall, or deterministic: counted in instructions, each run the same.",
      defaultValue = "wall")
  private ClockMode clock = ClockMode.WALL;

  @Option(
      names = "--timing",
      paramLabel = "TIMING",
      description = "real: devices take the time of real ones. fast: none.",
      defaultValue = "real")
  private Timing timing = Timing.REAL;

  /** Whether hot guest code is compiled. */
  private enum Translator {
    ON,
    OFF
  }

  @Option(
      names = "--translator",
      paramLabel = "WHEN",
      description = "on: hot guest code is compiled. off: all of it is interpreted.",
      defaultValue = "on")
  private Translator translator = Translator.ON;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of everything random in this run (default: 1).")
  private long seed = 1;

  @Option(
      names = "--until-power-off",
      description = "Unattended: the guest powers off when it has booted; nothing is typed.")
  private boolean untilPowerOff;

  @Option(names = "--offline", description = "Never use the network.")
  private boolean offline;

  @Option(
      names = "--max-instructions",
      paramLabel = "N",
      description = "Ends a deterministic run after so many guest instructions.")
  private long maxInstructions = Long.MAX_VALUE;

  RunCommand(Surroundings here, Supplier<Sidestep> sidestep) {
    this.here = here;
    this.sidestep = sidestep;
  }

  @Override
  public Integer call() throws InterruptedException {
    RunOptions options = options();
    RunReport report = run(options);
    if (output.isJson()) {
      here.out().println(Json.of(report));
    }
    here.say(summary(report));
    return exitCode(report.stop()).code();
  }

  private RunOptions options() {
    if (harts < 1 || harts > RunOptions.MAX_HARTS) {
      throw new Failure(
          Failure.Reason.USAGE,
          "--harts %d is not between 1 and %d.".formatted(harts, RunOptions.MAX_HARTS));
    }
    if (maxInstructions < 1) {
      throw new Failure(Failure.Reason.USAGE, "--max-instructions has to be 1 or more.");
    }
    if (maxInstructions != Long.MAX_VALUE && clock != ClockMode.DETERMINISTIC) {
      throw new Failure(
          Failure.Reason.USAGE,
          "--max-instructions needs --clock deterministic: under the host's clock nobody counts"
              + " instructions while the guest runs.");
    }
    GuestSource source = guest.source();
    return new RunOptions(
        source,
        append,
        harts,
        memory,
        !bare,
        clock,
        timing,
        translator == Translator.ON,
        seed,
        untilPowerOff,
        offline,
        maxInstructions,
        network.network(source, clock));
  }

  private RunReport run(RunOptions options) throws InterruptedException {
    PrintStream console = output.isJson() ? here.err() : here.out();
    SerialConsole serial = new SerialConsole(here.in(), console, here.err(), here.tty());
    try (GuestSession session = prepare(options, serial)) {
      session.start();
      serial.connect(session, !options.untilPowerOff());
      return session.awaitEnd();
    } finally {
      serial.close();
    }
  }

  private GuestSession prepare(RunOptions options, SerialConsole serial) {
    try (LineProgress progress = new LineProgress(here)) {
      return sidestep.get().prepare(options, serial.peer(), progress);
    }
  }

  private ExitCode exitCode(StopReason stop) {
    return switch (stop) {
      case POWER_OFF, REBOOT, STOPPED -> ExitCode.OK;
      case GUEST_FAILURE -> ExitCode.BROKEN;
      // Not a failure, unless the guest was to get to its end.
      case INSTRUCTION_LIMIT, IDLE -> untilPowerOff ? ExitCode.BROKEN : ExitCode.OK;
    };
  }

  private static String summary(RunReport report) {
    return String.format(
        Locale.ROOT,
        "%s after %.1f s (%.1f s of guest time, %,d instructions, %d switches).",
        sentence(report.stop()),
        report.wallNanos() / 1e9,
        report.guestNanos() / 1e9,
        report.instructions(),
        report.switches());
  }

  private static String sentence(StopReason stop) {
    return switch (stop) {
      case POWER_OFF -> "The guest powered off";
      case REBOOT -> "The guest asked for a reboot";
      case GUEST_FAILURE -> "The guest reported a failure";
      case IDLE -> "Stopped, because nothing could wake the guest any more,";
      case STOPPED -> "Stopped";
      case INSTRUCTION_LIMIT -> "Stopped at the instruction limit";
    };
  }
}
