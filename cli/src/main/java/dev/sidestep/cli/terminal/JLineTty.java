package dev.sidestep.cli.terminal;

import dev.sidestep.base.Failure;
import java.io.IOException;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Attributes.OutputFlag;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
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
      Terminal terminal =
          TerminalBuilder.builder().provider(PROVIDER).system(true).nativeSignals(false).build();
      Attributes before = terminal.getAttributes();
      terminal.setAttributes(raw(before));
      AtomicBoolean restored = new AtomicBoolean();
      return () -> {
        if (restored.compareAndSet(false, true)) {
          terminal.setAttributes(before);
        }
      };
    } catch (IOException e) {
      throw new Failure(
          Failure.Reason.HOST,
          "This terminal has no raw mode (%s); run with standard input from a file or a pipe."
              .formatted(e.getMessage()),
          e);
    }
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
