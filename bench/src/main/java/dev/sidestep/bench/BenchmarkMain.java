package dev.sidestep.bench;

import dev.sidestep.base.Failure;
import java.util.List;

/** What every benchmark's {@code main} does around its own work. */
final class BenchmarkMain {
  private BenchmarkMain() {}

  /** A benchmark. */
  @FunctionalInterface
  interface Work {
    /**
     * Measures, and prints the report; false if something is not as it should be.
     *
     * @throws Failure USAGE for wrong arguments, another reason if something cannot be measured
     */
    boolean run(List<String> arguments) throws InterruptedException;
  }

  /** Ends the process with code 2 for wrong arguments and 1 if something was wrong. */
  static void run(String[] arguments, Work work) throws InterruptedException {
    int code;
    try {
      code = work.run(List.of(arguments)) ? 0 : 1;
    } catch (Failure e) {
      progress(String.valueOf(e.getMessage()));
      code = e.reason() == Failure.Reason.USAGE ? 2 : 1;
    }
    // Ends the processes and threads of whatever was cut short.
    System.exit(code);
  }

  /** Tells the user what is going on. */
  static void progress(String what) {
    System.err.println("bench: " + what);
  }
}
