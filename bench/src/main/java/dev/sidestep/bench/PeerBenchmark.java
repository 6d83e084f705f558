package dev.sidestep.bench;

import dev.sidestep.base.Failure;
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
    try {
      run(parse(arguments));
    } catch (Failure e) {
      System.err.println("bench: " + e.getMessage());
      System.exit(e.reason() == Failure.Reason.USAGE ? 2 : 1);
    }
  }

  private static Options parse(String[] arguments) {
    int runs = 5;
    boolean markdown = false;
    Path json = null;
    List<String> left = new ArrayList<>(List.of(arguments));
    while (!left.isEmpty()) {
      switch (left.removeFirst()) {
        case "--runs" -> runs = number(next(left));
        case "--markdown" -> markdown = true;
        case "-o" -> {
          if (!next(left).equals("json")) {
            throw usage();
          }
          json = Path.of(next(left));
        }
        default -> throw usage();
      }
    }
    return new Options(runs, markdown, json);
  }

  private static String next(List<String> left) {
    if (left.isEmpty()) {
      throw usage();
    }
    return left.removeFirst();
  }

  private static int number(String text) {
    if (!text.matches("[1-9][0-9]?")) {
      throw usage();
    }
    return Integer.parseInt(text);
  }

  private static Failure usage() {
    return new Failure(Failure.Reason.USAGE, USAGE);
  }

  private static void run(Options options) throws InterruptedException {
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
    progress("device accesses");
    figures.addAll(new AccessFigures().measure(options.runs()));
    progress("changes of custody");
    figures.addAll(new SwitchFigures().measure());
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
  }

  private static void progress(String what) {
    System.err.println("bench: " + what);
  }
}
