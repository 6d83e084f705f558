package dev.sidestep.bench;

import static dev.sidestep.bench.BenchmarkMain.progress;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Measures everything that docs/benchmarks.md shows, ours and QEMU's in turns in one run, and
 * prints it. Started by {@code bench/run}, which passes its arguments on.
 */
final class PeerBenchmark {
  private static final String USAGE =
      "bench/run takes --runs N (default 5), --markdown and -o json FILE.";

  /** With all of its self-tests the kernel takes so much longer that fewer runs have to do. */
  private static final int PLAIN_RUNS = 3;

  private PeerBenchmark() {}

  private record Options(int runs, boolean markdown, @Nullable Path json) {}

  /** Ends with code 2 for wrong arguments and 1 if something cannot be measured. */
  public static void main(String[] arguments) throws InterruptedException {
    BenchmarkMain.run(arguments, PeerBenchmark::report);
  }

  private static Options parse(List<String> arguments) {
    int runs = 5;
    boolean markdown = false;
    Path json = null;
    Arguments words = new Arguments(arguments, USAGE);
    while (!words.isEmpty()) {
      String option = words.word();
      switch (option) {
        case "--runs" -> runs = words.number(2);
        case "--markdown" -> markdown = true;
        case "-o" -> json = jsonFile(words);
        default -> throw words.unknown(option);
      }
    }
    return new Options(runs, markdown, json);
  }

  private static Path jsonFile(Arguments words) {
    String format = words.word();
    String file = words.word();
    if (!format.equals("json") || file.isEmpty()) {
      throw words.wrong("After -o come the word json and the name of a file");
    }
    return Path.of(file);
  }

  private static boolean report(List<String> arguments) throws InterruptedException {
    Options options = parse(arguments);
    Surroundings before = Surroundings.now();
    List<Figure> figures = new ArrayList<>();
    progress("QEMU is %s".formatted(before.peer()));
    progress("interpreter");
    figures.addAll(new InterpreterFigures().measure(options.runs()));
    progress("boot with the image's command line");
    figures.addAll(new BootFigures(CommandLine.IMAGE, 1).measure(options.runs()));
    progress("boot with a plain command line");
    int plainRuns = Math.min(PLAIN_RUNS, options.runs());
    figures.addAll(new BootFigures(CommandLine.PLAIN, 0).measure(plainRuns));
    progress("brackets");
    figures.addAll(new BracketFigures().measure());
    progress("where the time of a boot goes");
    List<String> shares = BootProfile.inAProcessOfItsOwn();
    Report report =
        new Report(new FigureReport(before, Surroundings.now(), figures, List.of()), shares);
    System.out.print(options.markdown() ? report.markdown() : report.table());
    if (options.json() != null) {
      report.writeJson(options.json());
    }
    return true;
  }
}
