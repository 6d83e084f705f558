package dev.sidestep.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class NetReportTest {
  private static final Surroundings HOST =
      new Surroundings(Instant.EPOCH, "2 x chip", "1.00 2.00 3.00", "a JVM", "a QEMU");
  private static final Blackouts NONE = new Blackouts(Double.NaN, Double.NaN, Double.NaN);

  private static SwitchTally tally(String name, Blackouts stopped) {
    return new SwitchTally(
        name, 300, 0, 9_000, 1, 2, 3, 4, 5, new Blackouts(10, 20, 30), stopped, NONE);
  }

  private static NetReport report(List<SwitchTally> peers, String... notes) {
    return new NetReport(
        HOST,
        HOST,
        3,
        List.of(new NetRow("TCP to the guest", 12.5, 12.4, 6.2, Double.NaN, "MB/s")),
        tally("Sidestep", new Blackouts(7, 8, 9)),
        peers,
        List.of(notes));
  }

  @Test
  void jsonHasTheRowsAndNullForWhatIsMissing() {
    JsonNode json = new JsonMapper().readTree(report(List.of()).json());
    JsonNode row = json.path("rows").path(0);
    assertThat(row.propertyNames())
        .containsExactly("name", "bare", "direct", "emulated", "peer", "unit");
    assertThat(row.path("direct").asDouble()).isEqualTo(12.4);
    assertThat(row.path("peer").isNull()).isTrue();
    assertThat(json.path("peerSwitch").isEmpty()).isTrue();
    assertThat(json.path("notes").isArray()).isTrue();
    assertThat(json.path("notes").isEmpty()).isTrue();
  }

  @Test
  void jsonHasTheSwitchObjectAndThePeersBesideIt() {
    JsonNode json =
        new JsonMapper().readTree(report(List.of(tally("live migration", NONE))).json());
    JsonNode ours = json.path("switch");
    assertThat(ours.path("switches").asInt()).isEqualTo(300);
    assertThat(ours.path("lost").asInt()).isEqualTo(1);
    assertThat(ours.path("duplicated").asInt()).isEqualTo(2);
    assertThat(ours.path("reordered").asInt()).isEqualTo(3);
    assertThat(ours.path("blackoutMicros").path("p50").asDouble()).isEqualTo(10);
    assertThat(ours.path("blackoutMicros").path("p99").asDouble()).isEqualTo(20);
    assertThat(ours.path("blackoutMicros").path("max").asDouble()).isEqualTo(30);
    JsonNode peer = json.path("peerSwitch").path(0);
    assertThat(peer.path("name").asString("")).isEqualTo("live migration");
    assertThat(peer.path("guestStoppedMicros").path("p50").isNull()).isTrue();
  }

  @Test
  void aWayThatCouldNotBeMeasuredHasNullsOnlyAndANoteSaysWhy() {
    NetReport report = report(List.of(SwitchTally.none("live migration")), "QEMU: no answer.");
    JsonNode json = new JsonMapper().readTree(report.json());
    JsonNode peer = json.path("peerSwitch").path(0);
    assertThat(peer.path("name").asString("")).isEqualTo("live migration");
    assertThat(peer.properties())
        .filteredOn(field -> !field.getKey().equals("name") && !field.getValue().isObject())
        .hasSize(8)
        .allMatch(field -> field.getValue().isNull());
    assertThat(peer.path("blackoutMicros").path("max").isNull()).isTrue();
    assertThat(json.path("notes").path(0).asString("")).isEqualTo("QEMU: no answer.");
    assertThat(report.markdown().lines())
        .contains("| live migration | - | - | - | - | - | - / - / - | - / - / - |")
        .endsWith("Not measured: QEMU: no answer.");
    assertThat(report.text()).contains("Not measured: QEMU: no answer.").doesNotContain("(live");
  }

  @Test
  void everyLineOfAMarkdownTableHasTheColumnsOfItsHead() {
    List<String> lines = report(List.of(tally("live migration", NONE))).markdown().lines().toList();
    List<Long> bars =
        lines.stream()
            .filter(line -> line.startsWith("|"))
            .map(line -> line.chars().filter(c -> c == '|').count())
            .toList();
    assertThat(bars).containsExactly(7L, 7L, 7L, 9L, 9L, 9L, 9L);
    assertThat(lines).contains("| TCP to the guest | MB/s | 12.5 | 12.4 | 6.20 | - |");
  }

  @Test
  void textNamesWhatWasMeasuredAndOnWhat() {
    assertThat(report(List.of()).text())
        .contains("a QEMU", "Medians of 3 runs", "TCP to the guest", "Sidestep", "10.0 / 20.0");
  }
}
