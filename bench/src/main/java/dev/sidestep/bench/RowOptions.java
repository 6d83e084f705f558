package dev.sidestep.bench;

import dev.sidestep.base.Failure;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code sidestep bench cpu} and {@code boot} are asked for.
 *
 * @param runs of everything, each side in turns
 * @param format of the report on standard output
 */
record RowOptions(int runs, ReportFormat format) {
  /** Also what {@code --help} says. */
  static final String USAGE =
      "bench cpu and bench boot take --runs N (default 3), and -o text, markdown or json.";

  /**
   * Reads the command line.
   *
   * @throws Failure USAGE
   */
  static RowOptions parse(List<String> arguments) {
    RowOptions options = new RowOptions(3, ReportFormat.TEXT);
    List<String> left = new ArrayList<>(arguments);
    while (!left.isEmpty()) {
      String option = left.removeFirst();
      String value = left.isEmpty() ? "" : left.removeFirst();
      options =
          switch (option) {
            case "--runs" -> new RowOptions(number(value), options.format);
            case "-o" -> new RowOptions(options.runs, format(value));
            default -> throw usage("There is no option \"%s\"".formatted(option));
          };
    }
    return options;
  }

  private static int number(String text) {
    if (!text.matches("[1-9][0-9]{0,2}")) {
      throw usage("\"%s\" is not a number from 1 to 999".formatted(text));
    }
    return Integer.parseInt(text);
  }

  private static ReportFormat format(String text) {
    return ReportFormat.of(text).orElseThrow(() -> usage("\"%s\" is no format".formatted(text)));
  }

  private static Failure usage(String what) {
    return new Failure(Failure.Reason.USAGE, what + "; " + USAGE);
  }
}
