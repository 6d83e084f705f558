package dev.sidestep.bench;

import dev.sidestep.base.Failure;
import java.util.ArrayList;
import java.util.List;

/** The words of a benchmark's command line, taken one after the other. */
final class Arguments {
  private final List<String> left;
  private final String usage;

  /** What is wrong with {@code words} is said together with {@code usage}. */
  Arguments(List<String> words, String usage) {
    left = new ArrayList<>(words);
    this.usage = usage;
  }

  boolean isEmpty() {
    return left.isEmpty();
  }

  /** The next word; empty if there is none. */
  String word() {
    return left.isEmpty() ? "" : left.removeFirst();
  }

  /** The next word as a number of at most {@code digits} digits, not zero. */
  int number(int digits) {
    String text = word();
    if (!text.matches("[1-9][0-9]{0,%d}".formatted(digits - 1))) {
      throw wrong("\"%s\" is not a number from 1 to %s".formatted(text, "9".repeat(digits)));
    }
    return Integer.parseInt(text);
  }

  /** The next word as a format. */
  ReportFormat format() {
    String text = word();
    return ReportFormat.of(text).orElseThrow(() -> wrong("\"%s\" is no format".formatted(text)));
  }

  /** There is no such option. */
  Failure unknown(String option) {
    return wrong("There is no option \"%s\"".formatted(option));
  }

  /** USAGE, with the reason. */
  Failure wrong(String what) {
    return new Failure(Failure.Reason.USAGE, what + "; " + usage);
  }
}
