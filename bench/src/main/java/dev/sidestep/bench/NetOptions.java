package dev.sidestep.bench;

import dev.sidestep.base.Failure;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code sidestep bench net} is asked for.
 *
 * @param runs of everything, each side in turns
 * @param switches of our card
 * @param format of the report on standard output
 */
record NetOptions(int runs, int switches, ReportFormat format) {
  /** Also what {@code --help} says. */
  static final String USAGE =
      "bench net takes --runs N (default 3), --switches N (default 300), and -o text, markdown or"
          + " json.";

  /**
   * Reads the command line.
   *
   * @throws Failure USAGE
   */
  static NetOptions parse(List<String> arguments) {
    NetOptions options = new NetOptions(3, 300, ReportFormat.TEXT);
    List<String> left = new ArrayList<>(arguments);
    while (!left.isEmpty()) {
      String option = left.removeFirst();
      String value = left.isEmpty() ? "" : left.removeFirst();
      options =
          switch (option) {
            case "--runs" -> new NetOptions(number(value), options.switches, options.format);
            case "--switches" -> new NetOptions(options.runs, number(value), options.format);
            case "-o" -> new NetOptions(options.runs, options.switches, format(value));
            default -> throw usage("There is no option \"%s\"".formatted(option));
          };
    }
    return options;
  }

  private static int number(String text) {
    if (!text.matches("[1-9][0-9]{0,4}")) {
      throw usage("\"%s\" is not a number from 1 to 99999".formatted(text));
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
