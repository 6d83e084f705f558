package dev.sidestep.cli;

import dev.sidestep.control.Progress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Progress on standard error: a bar that is redrawn in place on a terminal, else a line for each
 * phase and for each further quarter of a long one.
 */
final class LineProgress implements Progress, AutoCloseable {
  private static final int BAR_CHARACTERS = 30;
  private static final int PERCENT_PER_LINE = 25;

  private final Surroundings here;
  private @Nullable Boolean isTerminal;
  private String phase = "";
  private int shownPercent = -1;
  private boolean lineIsOpen;

  LineProgress(Surroundings here) {
    this.here = here;
  }

  @Override
  public void phase(String what) {
    close();
    phase = what;
    shownPercent = 0;
    if (redraws()) {
      draw(what + " ...");
    } else {
      here.say(what + " ...");
    }
  }

  @Override
  public void advance(long done, long total) {
    int percent = total <= 0 ? 0 : (int) Math.clamp(100.0 * done / total, 0, 100);
    if (redraws() && percent != shownPercent) {
      shownPercent = percent;
      draw("%s %s %3d %%".formatted(phase, bar(percent), percent));
    } else if (!redraws() && percent >= shownPercent + PERCENT_PER_LINE) {
      shownPercent = percent - percent % PERCENT_PER_LINE;
      here.say(String.format(Locale.ROOT, "%s: %d %%", phase, shownPercent));
    }
  }

  /** Ends an open line, so that what follows starts at the left. */
  @Override
  public void close() {
    if (lineIsOpen) {
      here.err().println();
      lineIsOpen = false;
    }
  }

  /** Not asked before something is shown: mostly nothing is, and the answer takes a while. */
  private boolean redraws() {
    if (isTerminal == null) {
      isTerminal = here.tty().isErrorTerminal();
    }
    return isTerminal;
  }

  private void draw(String text) {
    here.err().print("\r\033[K" + text);
    here.err().flush();
    lineIsOpen = true;
  }

  private static String bar(int percent) {
    int filled = BAR_CHARACTERS * percent / 100;
    return "[" + "#".repeat(filled) + ".".repeat(BAR_CHARACTERS - filled) + "]";
  }
}
