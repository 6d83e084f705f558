package dev.sidestep.bench;

import dev.sidestep.base.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * All figures, as people and programs read them.
 *
 * @param before the machine when the measurement began
 * @param after the machine when it ended
 * @param figures what was measured
 * @param shares lines of {@link BootProfile}
 */
record Report(Surroundings before, Surroundings after, List<Figure> figures, List<String> shares) {
  private static final String NAME = "QEMU";

  /** A row of the JSON file; a ratio above 1 means that we are better. */
  private record Row(String name, String unit, double ours, Object peer, Object ratio, int runs) {
    static Row of(Figure figure) {
      return new Row(
          figure.name(),
          figure.unit(),
          figure.ours(),
          orNone(figure.peer()),
          orNone(figure.ratio()),
          figure.runs());
    }

    /** JSON has no NaN; an empty text is what a reader notices. */
    private static Object orNone(double value) {
      return Double.isNaN(value) ? "" : value;
    }
  }

  /** For a terminal. */
  String table() {
    String rows =
        figures.stream()
            .map(figure ->
                "%-72s %-5s %10s %10s %7s %5d"
                    .formatted(
                        figure.name(),
                        figure.unit(),
                        Figure.text(figure.ours()),
                        Figure.text(figure.peer()),
                        Figure.text(figure.ratio()),
                        figure.runs()))
            .collect(Collectors.joining("\n"));
    String head =
        "%-72s %-5s %10s %10s %7s %5s".formatted("", "", "Sidestep", NAME, "ratio", "runs");
    return "%s%n%s%n%s%n%n%s%n".formatted(surroundings(), head, rows, sharesTable());
  }

  /** For docs/benchmarks.md. */
  String markdown() {
    String rows =
        figures.stream()
            .map(figure ->
                "| %s | %s | %s | %s | %s | %d |"
                    .formatted(
                        figure.name(),
                        figure.unit(),
                        Figure.text(figure.ours()),
                        Figure.text(figure.peer()),
                        Figure.text(figure.ratio()),
                        figure.runs()))
            .collect(Collectors.joining("\n"));
    String head =
        """
        | | unit | Sidestep | QEMU | ratio | runs |
        | --- | --- | ---: | ---: | ---: | ---: |
        """;
    return "%s%n%s%s%n%n%s%n".formatted(surroundings(), head, rows, sharesTable());
  }

  private String surroundings() {
    return """
    Measured %s on %s.
    Load averages %s at the start, %s at the end.
    %s; peer: %s.
    Medians; a ratio above 1 means that Sidestep is better.
    """
        .formatted(
            before.when().truncatedTo(ChronoUnit.MINUTES),
            before.processor(),
            before.load(),
            after.load(),
            before.java(),
            before.peer());
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
    JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    String text = mapper.writeValueAsString(figures.stream().map(Row::of).toList());
    try {
      Files.writeString(file, text + "\n");
    } catch (IOException e) {
      throw new Failure(
          Failure.Reason.HOST,
          "Cannot write %s (%s); name another file.".formatted(file, e.getMessage()),
          e);
    }
  }
}
