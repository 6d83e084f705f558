package dev.sidestep.guest.image;

import java.io.PrintStream;

/**
 * Shows progress on a stream, which should be standard error: a bar on a terminal, a line at every
 * tenth in a log, or one JSON object a line for programs. For one thread.
 */
public final class ProgressBar implements PullProgress {
  /** How to show it. */
  public enum Style {
    /** A bar that is drawn over itself. */
    BAR,
    /** A line at each tenth. */
    LINES,
    /** {@code {"step":"Download","doneBytes":1,"totalBytes":2}}. */
    JSON
  }

  private static final int BAR_CELLS = 30;

  private final PrintStream out;
  private final Style style;
  private String step = "";
  private long shownPercent = -1;
  private boolean open;

  /** A progress display on {@code out}. */
  public ProgressBar(PrintStream out, Style style) {
    this.out = out;
    this.style = style;
  }

  @Override
  public void step(String name) {
    endBar();
    step = name;
    shownPercent = -1;
    switch (style) {
      case BAR -> draw(name + " ...");
      case LINES -> out.println(name);
      case JSON -> json(0, 0);
    }
  }

  @Override
  public void advanced(long doneBytes, long totalBytes) {
    if (totalBytes <= 0) {
      return;
    }
    long percent = Math.clamp(100 * doneBytes / totalBytes, 0, 100);
    long shown = style == Style.LINES ? percent - percent % 10 : percent;
    if (shown <= shownPercent) {
      return;
    }
    boolean nothingYet = shownPercent < 0 && shown == 0;
    shownPercent = shown;
    switch (style) {
      case BAR -> draw(bar(percent, doneBytes, totalBytes));
      case LINES -> {
        if (!nothingYet) {
          out.printf("%s %d %% of %s%n", step, shown, megabytes(totalBytes));
        }
      }
      case JSON -> json(doneBytes, totalBytes);
    }
  }

  @Override
  public void finished() {
    endBar();
    step = "";
  }

  private String bar(long percent, long doneBytes, long totalBytes) {
    int full = (int) (percent * BAR_CELLS / 100);
    return String.format(
        "%-24s [%s%s] %3d %% %s of %s",
        step,
        "#".repeat(full),
        "-".repeat(BAR_CELLS - full),
        percent,
        megabytes(doneBytes),
        megabytes(totalBytes));
  }

  private void draw(String text) {
    // ECMA-48 8.3.41 erase in line: what is left of a longer line before.
    out.print("\r" + text + "\u001b[K");
    out.flush();
    open = true;
  }

  private void endBar() {
    if (open) {
      out.println();
      open = false;
    }
  }

  private void json(long doneBytes, long totalBytes) {
    out.printf(
        "{\"step\":\"%s\",\"doneBytes\":%d,\"totalBytes\":%d}%n",
        step.replace("\\", "\\\\").replace("\"", "\\\""), doneBytes, totalBytes);
  }

  private static String megabytes(long bytes) {
    return String.format("%.1f MB", bytes / 1e6);
  }
}
