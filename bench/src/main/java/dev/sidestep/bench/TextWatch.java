package dev.sidestep.bench;

import dev.sidestep.platform.SerialPeer;

/** The far end of a console, which notes when a text has come for the first time. */
final class TextWatch implements SerialPeer {
  private final String text;
  private final StringBuilder line = new StringBuilder();
  private volatile long seenAtNanos;

  /** Watches for {@code text}, which is within one line. */
  TextWatch(String text) {
    this.text = text;
  }

  @Override
  public void accept(int character) {
    if (character == '\n') {
      line.setLength(0);
    } else {
      line.append((char) character);
      if (!hasSeen() && line.indexOf(text, line.length() - text.length()) >= 0) {
        seenAtNanos = System.nanoTime();
      }
    }
  }

  @Override
  public int next() {
    return -1;
  }

  boolean hasSeen() {
    return seenAtNanos != 0;
  }

  /** {@link System#nanoTime} of the last character. */
  long seenAtNanos() {
    return seenAtNanos;
  }
}
