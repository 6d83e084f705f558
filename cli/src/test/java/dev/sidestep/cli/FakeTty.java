package dev.sidestep.cli;

import dev.sidestep.cli.terminal.Tty;

/** A terminal, or none, that remembers its mode. */
final class FakeTty implements Tty {
  private final boolean terminal;
  private volatile boolean raw;
  private volatile boolean wasRaw;

  FakeTty(boolean terminal) {
    this.terminal = terminal;
  }

  @Override
  public boolean isInputTerminal() {
    return terminal;
  }

  @Override
  public boolean isErrorTerminal() {
    return terminal;
  }

  @Override
  public Runnable enterRawMode() {
    raw = true;
    wasRaw = true;
    return () -> raw = false;
  }

  boolean isRaw() {
    return raw;
  }

  boolean wasRaw() {
    return wasRaw;
  }
}
