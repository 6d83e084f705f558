package dev.sidestep.bench;

import static dev.sidestep.bench.BenchmarkMain.progress;

import dev.sidestep.bench.Figure.Direction;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures a boot of Debian as users start it: from the start of the process to the first line of
 * the first process of the guest, a new process each time. Started by {@code bench/run boot}.
 */
final class BootBenchmark {
  private static final String PEER = "peer of ";
  private static final String CPU = " cpu";
  private static final String MEMORY = " memory";

  private final RowOptions options;
  private final DebianGuest guest = DebianGuest.cached();
  private final Samples asides = new Samples();

  private BootBenchmark(RowOptions options) {
    this.options = options;
  }

  /** A way to start ours. */
  private enum Way {
    MONITORED,
    BARE,
    MONITORED_INTERPRETED,
    BARE_INTERPRETED;

    boolean isBare() {
      return this == BARE || this == BARE_INTERPRETED;
    }

    boolean isTranslated() {
      return this == MONITORED || this == BARE;
    }

    List<String> arguments() {
      List<String> arguments = new ArrayList<>();
      if (isBare()) {
        arguments.add("--bare");
      }
      arguments.addAll(List.of("--translator", isTranslated() ? "on" : "off"));
      return arguments;
    }

    /** Its words in the name of a row. */
    String words() {
      return "%s, translator %s"
          .formatted(isBare() ? "bare" : "monitored", isTranslated() ? "on" : "off");
    }
  }

  /** Ends with code 2 for wrong arguments and 1 if something cannot be measured. */
  public static void main(String[] arguments) throws InterruptedException {
    BenchmarkMain.run(arguments, BootBenchmark::report);
  }

  private static boolean report(List<String> arguments) throws InterruptedException {
    RowOptions options = RowOptions.parse(arguments);
    System.out.print(new BootBenchmark(options).run().write(options.format()));
    return true;
  }

  private FigureReport run() throws InterruptedException {
    Surroundings before = Surroundings.now();
    progress("booting; QEMU is " + before.peer());
    SideBySide sides = new SideBySide();
    for (Way way : Way.values()) {
      String ours = way.words();
      String peer = PEER + ours;
      sides.ours(ours, () -> boot(ours, command(way)));
      sides.peers(peer, () -> boot(peer, Qemu.debian(guest, CommandLine.IMAGE)));
    }
    Samples samples = sides.measure(options.runs());
    return new FigureReport(before, Surroundings.now(), figures(samples), List.of());
  }

  private List<String> command(Way way) {
    String words = CommandLine.IMAGE.words(guest);
    return Launcher.run(guest, guest.image().initrd(), words, way.arguments());
  }

  private double boot(String name, List<String> command) throws InterruptedException {
    HostProcess.Sighting sighting = HostProcess.until(DebianGuest.FIRST_LINE, command);
    asides.add(name + CPU, sighting.cpuSeconds());
    asides.add(name + MEMORY, sighting.peakMib());
    return sighting.seconds();
  }

  private List<Figure> figures(Samples samples) {
    List<Figure> figures = new ArrayList<>();
    for (Way way : Way.values()) {
      figures.add(figure("boot, ", "s", way, samples, ""));
    }
    for (Way way : Way.values()) {
      figures.add(figure("processor time, ", "s", way, asides, CPU));
      figures.add(figure("peak memory, ", "MiB", way, asides, MEMORY));
    }
    return figures;
  }

  private Figure figure(String name, String unit, Way way, Samples samples, String what) {
    String words = way.words();
    return new Figure(
        name + words,
        unit,
        Direction.LESS,
        samples.median(words + what),
        samples.median(PEER + words + what),
        options.runs());
  }
}
