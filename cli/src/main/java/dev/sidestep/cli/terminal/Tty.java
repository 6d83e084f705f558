package dev.sidestep.cli.terminal;

/** Which standard streams are terminals, and the mode of the one that input comes from. */
public interface Tty {
  /** True if standard input is a terminal. */
  boolean isInputTerminal();

  /** True if standard error is a terminal. */
  boolean isErrorTerminal();

  /**
   * Puts the input terminal into raw mode: every key arrives at once, none is a signal or echoed,
   * and output is not changed on its way. Only if {@link #isInputTerminal}.
   *
   * @return puts back the mode from before; idempotent, any thread
   */
  Runnable enterRawMode();
}
