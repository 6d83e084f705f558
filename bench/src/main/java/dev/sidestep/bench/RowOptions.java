package dev.sidestep.bench;

import dev.sidestep.base.Failure;
import java.util.List;

/**
 * What {@code sidestep bench cpu}, {@code boot} and {@code device} are asked for.
 *
 * @param runs of everything, each side in turns
 * @param format of the report on standard output
 */
record RowOptions(int runs, ReportFormat format) {
  /** Also what {@code --help} says. */
  static final String USAGE =
      "bench cpu, boot and device take --runs N (default 3), and -o text, markdown or json.";

  /**
   * Reads the command line.
   *
   * @throws Failure USAGE
   */
  static RowOptions parse(List<String> arguments) {
    RowOptions options = new RowOptions(3, ReportFormat.TEXT);
    Arguments words = new Arguments(arguments, USAGE);
    while (!words.isEmpty()) {
      String option = words.word();
      options =
          switch (option) {
            case "--runs" -> new RowOptions(words.number(3), options.format);
            case "-o" -> new RowOptions(options.runs, words.format());
            default -> throw words.unknown(option);
          };
    }
    return options;
  }
}
