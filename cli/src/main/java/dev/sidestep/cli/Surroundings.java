package dev.sidestep.cli;

import dev.sidestep.cli.terminal.Tty;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;

/**
 * What a process is given.
 *
 * @param variables environment variables
 * @param in standard input
 * @param out for data
 * @param err for everything else
 * @param tty which of the three are terminals
 */
record Surroundings(
    Map<String, String> variables, InputStream in, PrintStream out, PrintStream err, Tty tty) {
  /** True if the user wants stack traces. */
  boolean isDebug() {
    return "1".equals(variables.get("SIDESTEP_DEBUG"));
  }

  /** A line for the user that is not data. */
  void say(String line) {
    err.println("sidestep: " + line);
  }
}
