package dev.sidestep.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.bench.Figure.Direction;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FigureReportTest {
  private static final Surroundings HOST =
      new Surroundings(Instant.EPOCH, "2 x chip", "1.00 2.00 3.00", "a JVM", "a QEMU");

  private static final FigureReport REPORT =
      new FigureReport(
          HOST,
          HOST,
          List.of(
              new Figure("sort", "ns", Direction.LESS, 50, 100, 3),
              new Figure("copy-32k", "MB/s", Direction.MORE, 50, 100, 3),
              Figure.alone("chase", "ns", Direction.LESS, 7, 1)),
          List.of("QEMU, chase: no answer."));

  @Test
  void jsonIsAnArrayOfRowsWhoseRatioIsAboveOneWhereOursIsBetter() {
    JsonNode json = new JsonMapper().readTree(REPORT.write(ReportFormat.JSON));
    assertThat(json.isArray()).isTrue();
    assertThat(json.path(0).propertyNames())
        .containsExactly("name", "unit", "ours", "peer", "ratio", "runs");
    assertThat(json.path(0).path("name").asString("")).isEqualTo("sort");
    assertThat(json.path(0).path("ratio").asDouble()).isEqualTo(2);
    assertThat(json.path(1).path("ratio").asDouble()).isEqualTo(0.5);
    assertThat(json.path(1).path("runs").asInt()).isEqualTo(3);
  }

  @Test
  void jsonHasNullForWhatWasNotMeasured() {
    JsonNode row = new JsonMapper().readTree(REPORT.json()).path(2);
    assertThat(row.path("ours").asDouble()).isEqualTo(7);
    assertThat(row.path("peer").isNull()).isTrue();
    assertThat(row.path("ratio").isNull()).isTrue();
  }

  @Test
  void everyLineOfTheMarkdownTableHasTheColumnsOfItsHead() {
    List<String> lines = REPORT.write(ReportFormat.MARKDOWN).lines().toList();
    assertThat(lines.stream().filter(line -> line.startsWith("|")))
        .hasSize(5)
        .allMatch(line -> line.chars().filter(c -> c == '|').count() == 7)
        .contains("| sort | ns | 50.0 | 100 | 2.00 | 3 |", "| chase | ns | 7.00 | - | - | 1 |");
  }

  @Test
  void textNamesWhatWasMeasuredOnWhatAndWhatWasNot() {
    assertThat(REPORT.write(ReportFormat.TEXT))
        .contains("a QEMU", "2 x chip", "copy-32k", "QEMU, chase: no answer.");
  }
}
