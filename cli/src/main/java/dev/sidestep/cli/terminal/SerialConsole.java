package dev.sidestep.cli.terminal;

import dev.sidestep.control.GuestSession;
import dev.sidestep.platform.SerialPeer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * A guest's serial port on the standard streams. On a terminal: raw mode, the keys of {@link
 * EscapeKeys}, and the terminal's mode is put back however the program ends. Else: bytes pass
 * through, and the end of the input is just silence.
 */
public final class SerialConsole implements AutoCloseable {
  private static final long LAST_WORDS_MILLIS = 2_000;

  private final InputStream in;
  private final Notices notices;
  private final PrintStream guestOutput;
  private final Tty tty;
  private final TerminalSerial serial = new TerminalSerial();
  private final Thread output;
  private @Nullable Thread atExit;
  private Runnable restore = () -> {};

  /**
   * A console, not yet connected.
   *
   * @param guestOutput takes what the guest sends
   * @param notices takes what Sidestep has to say
   */
  public SerialConsole(InputStream in, PrintStream guestOutput, PrintStream notices, Tty tty) {
    this.in = in;
    this.guestOutput = guestOutput;
    this.notices = new Notices(notices);
    this.tty = tty;
    this.output = Thread.ofPlatform().name("console-out").daemon().unstarted(this::copyOutput);
  }

  /** What to connect the machine's serial port to. */
  public SerialPeer peer() {
    return serial;
  }

  /**
   * Starts copying between the streams and {@code session}.
   *
   * @param attended false if nothing is to be read from standard input
   */
  public void connect(GuestSession session, boolean attended) {
    boolean keys = attended && tty.isInputTerminal();
    Thread hook = new Thread(() -> leave(session), "console-restore");
    atExit = hook;
    Runtime.getRuntime().addShutdownHook(hook);
    if (keys) {
      restore = tty.enterRawMode();
      notices.rawMode(true);
      notices.say("Ctrl-a h shows the keys.");
    }
    output.start();
    if (attended) {
      KeyboardOrders orders = new KeyboardOrders(session, notices);
      Thread.ofPlatform().name("console-in").daemon().start(() -> copyInput(session, orders, keys));
    }
  }

  /** Writes what the guest sent last, and puts the terminal back. */
  @Override
  public void close() {
    serial.close();
    awaitLastWords();
    putTerminalBack();
    if (serial.dropped() > 0) {
      notices.say(
          "%,d characters of the guest were dropped, because nobody read them."
              .formatted(serial.dropped()));
    }
    removeHook();
  }

  private void leave(GuestSession session) {
    putTerminalBack();
    session.stop();
  }

  private void putTerminalBack() {
    restore.run();
    notices.rawMode(false);
  }

  private void copyOutput() {
    try {
      serial.copyTo(guestOutput);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void copyInput(GuestSession session, KeyboardOrders orders, boolean keys) {
    byte[] some = new byte[1 << 10];
    try {
      for (int count = in.read(some); count >= 0; count = in.read(some)) {
        for (int i = 0; i < count; i++) {
          take(some[i] & 0xFF, orders, keys);
        }
        session.serialInputAvailable();
      }
    } catch (IOException e) {
      notices.say("Standard input ended: " + e.getMessage() + ".");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void take(int character, KeyboardOrders orders, boolean keys)
      throws InterruptedException {
    if (!keys) {
      serial.type(character, true);
    } else if (orders.type(character) instanceof EscapeKeys.Meaning.Typed(int typed)
        && !serial.type(typed, false)) {
      notices.say("The guest does not read; a key was dropped.");
    }
  }

  private void awaitLastWords() {
    try {
      // A terminal that is held with Ctrl-s must not keep the program from ending.
      output.join(LAST_WORDS_MILLIS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void removeHook() {
    try {
      if (atExit != null) {
        Runtime.getRuntime().removeShutdownHook(atExit);
      }
    } catch (IllegalStateException _) {
      // The program is ending, and the hook runs: nothing is left to remove.
    }
  }
}
