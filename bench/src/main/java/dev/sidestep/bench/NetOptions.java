package dev.sidestep.bench;

import dev.sidestep.base.Failure;
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
    Arguments words = new Arguments(arguments, USAGE);
    while (!words.isEmpty()) {
      String option = words.word();
      options =
          switch (option) {
            case "--runs" -> new NetOptions(words.number(5), options.switches, options.format);
            case "--switches" -> new NetOptions(options.runs, words.number(5), options.format);
            case "-o" -> new NetOptions(options.runs, options.switches, words.format());
            default -> throw words.unknown(option);
          };
    }
    return options;
  }
}
