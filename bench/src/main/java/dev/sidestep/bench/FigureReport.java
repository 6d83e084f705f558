package dev.sidestep.bench;

import static dev.sidestep.bench.JsonText.orNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Figures beside the peer's, as people and programs read them.
 *
 * @param before the machine when the measurement began
 * @param after the machine when it ended
 * @param figures what was measured
 * @param notes what could not be measured, and why
 */
record FigureReport(
    Surroundings before, Surroundings after, List<Figure> figures, List<String> notes) {
  private static final String LINE = "%-72s %-5s %10s %10s %7s %5s%n";
  private static final String MARKDOWN_LINE = "| %s | %s | %s | %s | %s | %s |%n";

  /** A figure in one of the three formats. */
  String write(ReportFormat format) {
    return switch (format) {
      case TEXT -> text();
      case MARKDOWN -> markdown();
      case JSON -> json();
    };
  }

  /** For a terminal. */
  String text() {
    return surroundings()
        + "\n"
        + LINE.formatted("", "", "Sidestep", "QEMU", "ratio", "runs")
        + rows(LINE)
        + notesText();
  }

  /** For docs/benchmarks.md. */
  String markdown() {
    return surroundings()
        + "\n"
        + MARKDOWN_LINE.formatted("", "unit", "Sidestep", "QEMU", "ratio", "runs")
        + "| --- | --- | ---: | ---: | ---: | ---: |\n"
        + rows(MARKDOWN_LINE)
        + notesText();
  }

  private String rows(String line) {
    return figures.stream()
        .map(figure ->
            line.formatted(
                figure.name(),
                figure.unit(),
                Figure.text(figure.ours()),
                Figure.text(figure.peer()),
                Figure.text(figure.ratio()),
                figure.runs()))
        .collect(Collectors.joining());
  }

  private String notesText() {
    return notes.stream()
        .map("\nNot as it should be: %s\n"::formatted)
        .collect(Collectors.joining());
  }

  private String surroundings() {
    return before.heading(after) + "Medians; a ratio above 1 means that Sidestep is better.\n";
  }

  /** One array of rows {name, unit, ours, peer, ratio, runs}; null where nothing was measured. */
  String json() {
    return JsonText.of(figures.stream().map(FigureReport::row).toList());
  }

  private static Map<String, @Nullable Object> row(Figure figure) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("name", figure.name());
    row.put("unit", figure.unit());
    row.put("ours", orNull(figure.ours()));
    row.put("peer", orNull(figure.peer()));
    row.put("ratio", orNull(figure.ratio()));
    row.put("runs", figure.runs());
    return row;
  }
}
