package dev.sidestep.cli.terminal;

import java.io.PrintStream;

/** Lines of Sidestep between the characters of a guest. Any thread. */
final class Notices {
  private final PrintStream stream;
  private volatile boolean raw;

  Notices(PrintStream stream) {
    this.stream = stream;
  }

  /** Says whether the terminal is in raw mode, where a line feed does not return to the left. */
  void rawMode(boolean isRaw) {
    raw = isRaw;
  }

  /** Writes one line, on a line of its own. */
  void say(String line) {
    String text = raw ? "\r\n[sidestep] " + line + "\r\n" : "[sidestep] " + line + "\n";
    synchronized (stream) {
      stream.print(text);
      stream.flush();
    }
  }
}
