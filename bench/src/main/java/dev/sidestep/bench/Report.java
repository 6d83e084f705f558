package dev.sidestep.bench;

import dev.sidestep.base.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Everything that {@code sidestep bench} measures, as people and programs read it.
 *
 * @param figures what was measured
 * @param shares lines of {@link BootProfile}
 */
record Report(FigureReport figures, List<String> shares) {
  /** For a terminal. */
  String table() {
    return "%s%n%s%n".formatted(figures.text(), sharesTable());
  }

  /** For docs/benchmarks.md. */
  String markdown() {
    return "%s%n%s%n".formatted(figures.markdown(), sharesTable());
  }

  private String sharesTable() {
    return """
    | Share of the hart thread's samples | first boot | fourth boot |
    | --- | ---: | ---: |
    %s
    """
        .formatted(String.join("\n", shares))
        .strip();
  }

  /** One array of rows {name, unit, ours, peer, ratio, runs}. */
  void writeJson(Path file) {
    try {
      Files.writeString(file, figures.json());
    } catch (IOException e) {
      throw new Failure(
          Failure.Reason.HOST,
          "Cannot write %s (%s); name another file.".formatted(file, e.getMessage()),
          e);
    }
  }
}
