package dev.sidestep.control;

import dev.sidestep.platform.SerialPeer;

/** Reads a guest's console and notes when its first own line has come. Types nothing. */
final class BootWatch implements SerialPeer {
  private static final String FIRST_LINE = "sidestep: userland up";

  private int matched;
  private volatile long userlandAtNanos;

  @Override
  public void accept(int character) {
    if (userlandAtNanos != 0) {
      return;
    }
    matched = character == FIRST_LINE.charAt(matched) ? matched + 1 : 0;
    if (matched == FIRST_LINE.length()) {
      userlandAtNanos = System.nanoTime();
    }
  }

  @Override
  public int next() {
    return -1;
  }

  boolean hasSeenUserland() {
    return userlandAtNanos != 0;
  }

  /** {@link System#nanoTime} of the last character of that line. */
  long userlandAtNanos() {
    return userlandAtNanos;
  }
}
