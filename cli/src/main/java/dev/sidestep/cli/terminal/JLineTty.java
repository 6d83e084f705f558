package dev.sidestep.cli.terminal;

import dev.sidestep.base.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Attributes.OutputFlag;
import org.jline.terminal.Terminal;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;

/**
 * The terminal through JLine's FFM provider: only its mode; bytes do not come through here, since a
 * serial line is not text.
 */
public final class JLineTty implements Tty {
  private static final String PROVIDER = "ffm";

  /** The terminal of this process. */
  public JLineTty() {}

  @Override
  public boolean isInputTerminal() {
    return isTerminal(SystemStream.Input);
  }

  @Override
  public boolean isErrorTerminal() {
    return isTerminal(SystemStream.Error);
  }

  @Override
  public Runnable enterRawMode() {
    try {
      Terminal terminal = terminal();
      terminal.setAttributes(raw(terminal.getAttributes()));
      return () -> close(terminal);
    } catch (IOException e) {
      throw new Failure(
          Failure.Reason.HOST,
          "This terminal has no raw mode (%s); run with standard input from a file or a pipe."
              .formatted(e.getMessage()),
          e);
    }
  }

  /** Puts back the mode from before; JLine's own shutdown hook may do the same meanwhile. */
  private static void close(Terminal terminal) {
    try {
      terminal.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Straight from the provider: the usual builder asks the terminal what it can do, and the answers
   * would be typed to the guest.
   */
  private static Terminal terminal() throws IOException {
    Charset charset = StandardCharsets.UTF_8;
    return TerminalProvider.load(PROVIDER)
        .sysTerminal(
            "sidestep",
            "dumb",
            false,
            charset,
            charset,
            charset,
            false,
            Terminal.SignalHandler.SIG_DFL,
            true,
            isTerminal(SystemStream.Output) ? SystemStream.Output : SystemStream.Error);
  }

  /** As cfmakeraw(3). */
  private static Attributes raw(Attributes before) {
    Attributes raw = new Attributes(before);
    raw.setInputFlags(
        EnumSet.of(
            InputFlag.IGNBRK,
            InputFlag.BRKINT,
            InputFlag.PARMRK,
            InputFlag.ISTRIP,
            InputFlag.INLCR,
            InputFlag.IGNCR,
            InputFlag.ICRNL,
            InputFlag.IXON),
        false);
    raw.setOutputFlag(OutputFlag.OPOST, false);
    raw.setLocalFlags(
        EnumSet.of(
            LocalFlag.ECHO, LocalFlag.ECHONL, LocalFlag.ICANON, LocalFlag.ISIG, LocalFlag.IEXTEN),
        false);
    raw.setControlChar(ControlChar.VMIN, 1);
    raw.setControlChar(ControlChar.VTIME, 0);
    return raw;
  }

  private static boolean isTerminal(SystemStream stream) {
    try {
      return TerminalProvider.load(PROVIDER).isSystemStream(stream);
    } catch (IOException _) {
      return false;
    }
  }
}
