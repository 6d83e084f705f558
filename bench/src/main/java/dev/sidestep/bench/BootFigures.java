package dev.sidestep.bench;

import dev.sidestep.base.Failure;
import dev.sidestep.bench.Figure.Direction;
import dev.sidestep.platform.MachineConfiguration.ClockMode;
import dev.sidestep.platform.MachineCounters;
import java.util.ArrayList;
import java.util.List;

/** How long the stock Debian kernel takes from power-on to the first line of its first process. */
final class BootFigures {
  private static final String PEER = "peer";
  private static final String CPU = " cpu";
  private static final String MEMORY = " memory";
  private static final List<Custody> MEASURED = List.of(Custody.BARE, Custody.DIRECT);

  private final DebianGuest guest = DebianGuest.cached();
  private final CommandLine commandLine;
  private final int warmUps;
  private final Samples asides = new Samples();
  private MachineCounters counters = new MachineCounters(0, 0, 0, 0, 0);

  /** Boots with {@code commandLine}, after {@code warmUps} boots of each kind in this process. */
  BootFigures(CommandLine commandLine, int warmUps) {
    this.commandLine = commandLine;
    this.warmUps = warmUps;
  }

  List<Figure> measure(int runs) throws InterruptedException {
    for (int i = 0; i < warmUps; i++) {
      warm(Custody.BARE);
      warm(Custody.DIRECT);
    }
    SideBySide sides = new SideBySide();
    for (Custody custody : MEASURED) {
      sides.ours("cold " + custody.word(), () -> cold("cold " + custody.word(), command(custody)));
      sides.ours("warm " + custody.word(), () -> warm(custody));
    }
    sides.peers(PEER, () -> cold(PEER, Qemu.debian(guest, commandLine)));
    return figures(sides.measure(runs), runs);
  }

  private List<String> command(Custody custody) {
    return GuestMain.command(
        List.of(), GuestMain.class, "debian", custody.word(), commandLine.name());
  }

  /** In a process of its own, from the start of the process. */
  private double cold(String name, List<String> command) throws InterruptedException {
    HostProcess.Sighting sighting = HostProcess.until(DebianGuest.FIRST_LINE, command);
    asides.add(name + CPU, sighting.cpuSeconds());
    asides.add(name + MEMORY, sighting.peakMib());
    return sighting.seconds();
  }

  /** In this process, from power-on. */
  private double warm(Custody custody) throws InterruptedException {
    TextWatch console = new TextWatch(DebianGuest.FIRST_LINE);
    var boot = guest.boot(commandLine.words(guest));
    try (SoftMachine machine = new SoftMachine(boot, custody, ClockMode.WALL, console)) {
      long start = System.nanoTime();
      machine.runToPowerOff();
      counters = machine.counters();
      if (!console.hasSeen()) {
        throw new Failure(
            Failure.Reason.BROKEN_PROMISE,
            "Debian did not reach its first process; run \"sidestep run\" to see its messages.");
      }
      return (console.seenAtNanos() - start) / 1e9;
    }
  }

  private List<Figure> figures(Samples samples, int runs) {
    List<Figure> figures = new ArrayList<>();
    double peer = samples.median(PEER);
    for (String start : List.of("cold", "warm")) {
      for (Custody custody : MEASURED) {
        double ours = samples.median(start + " " + custody.word());
        figures.add(new Figure(title(start, custody), "s", Direction.LESS, ours, peer, runs));
      }
    }
    figures.add(aside("Processor time", "s", CPU, runs));
    figures.add(aside("Peak resident memory", "MiB", MEMORY, runs));
    figures.add(
        Figure.alone(
            "Guest instructions, %s, boot and power-off".formatted(words()),
            "M",
            Direction.LESS,
            counters.instructions() / 1e6,
            1));
    return figures;
  }

  private String title(String start, Custody custody) {
    return "Debian to user space, %s, %s, %s"
        .formatted(
            words(),
            custody == Custody.BARE ? "bare" : "monitored",
            start.equals("cold") ? "new process" : "warmed up");
  }

  private String words() {
    return commandLine == CommandLine.IMAGE ? "image's command line" : "plain command line";
  }

  private Figure aside(String name, String unit, String what, int runs) {
    return new Figure(
        "%s, %s, monitored, new process".formatted(name, words()),
        unit,
        Direction.LESS,
        asides.median("cold " + Custody.DIRECT.word() + what),
        asides.median(PEER + what),
        runs);
  }
}
