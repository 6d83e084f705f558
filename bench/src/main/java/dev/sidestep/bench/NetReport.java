package dev.sidestep.bench;

import static dev.sidestep.bench.JsonText.orNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All figures of the network, as people and programs read them.
 *
 * @param before the machine when the measurement began
 * @param after the machine when it ended
 * @param runs how many runs the medians are of
 * @param rows throughput and what it costs
 * @param ours changes of custody of our card
 * @param peers what users of QEMU do instead; empty without QEMU
 * @param notes what could not be measured of QEMU, and why
 */
record NetReport(
    Surroundings before,
    Surroundings after,
    int runs,
    List<NetRow> rows,
    SwitchTally ours,
    List<SwitchTally> peers,
    List<String> notes) {

  String text() {
    return table("%-52s %-5s %10s %10s %10s %10s%n", "%-26s %8s %8s %7s %9s %9s  %-24s %-24s%n");
  }

  String markdown() {
    return table("| %s | %s | %s | %s | %s | %s |%n", "| %s | %s | %s | %s | %s | %s | %s | %s |%n")
        .replace("| QEMU |\n", "| QEMU |\n| --- | --- | ---: | ---: | ---: | ---: |\n")
        .replace(
            "guest stopped, us |\n",
            "guest stopped, us |\n| --- | ---: | ---: | ---: | ---: | ---: | --- | --- |\n");
  }

  private String table(String row, String tally) {
    String figures =
        rows.stream()
            .map(r ->
                row.formatted(
                    r.name(),
                    r.unit(),
                    Figure.text(r.bare()),
                    Figure.text(r.direct()),
                    Figure.text(r.emulated()),
                    Figure.text(r.peer())))
            .collect(Collectors.joining());
    String changes =
        tallies()
            .map(t ->
                tally.formatted(
                    t.name(),
                    text(t, t.switches()),
                    text(t, t.lost()),
                    text(t, t.duplicated()),
                    text(t, t.reordered()),
                    text(t, t.retransmissions()),
                    spread(t.blackoutMicros()),
                    spread(t.guestStoppedMicros())))
            .collect(Collectors.joining());
    return surroundings()
        + "\n"
        + row.formatted("", "unit", "bare", "direct", "emulated", "QEMU")
        + figures
        + "\n"
        + tally.formatted(
            "changes under load",
            "changes",
            "lost",
            "double",
            "reordered",
            "TCP again",
            "silence, us",
            "guest stopped, us")
        + changes
        + "\nSilence and guest stopped: median / 99th percentile / longest. Without any change the"
        + " same look at the\nnetwork sees "
        + tallies()
            .filter(SwitchTally::isMeasured)
            .map(t -> "%s (%s)".formatted(spread(t.quietMicros()), t.name()))
            .collect(Collectors.joining(", "))
        + ".\n"
        + notes.stream()
            .map(note -> "\nNot measured: " + note + "\n")
            .collect(Collectors.joining());
  }

  private static String text(SwitchTally tally, long count) {
    return tally.isMeasured() ? Long.toString(count) : "-";
  }

  private Stream<SwitchTally> tallies() {
    return Stream.concat(Stream.of(ours), peers.stream());
  }

  private static String spread(Blackouts micros) {
    return "%s / %s / %s"
        .formatted(Figure.text(micros.p50()), Figure.text(micros.p99()), Figure.text(micros.max()));
  }

  private String surroundings() {
    return before.heading(after) + "Medians of %d runs.\n".formatted(runs);
  }

  /**
   * An object with {@code rows}, {@code switch}, {@code peerSwitch}, {@code notes}, {@code host}.
   */
  String json() {
    Map<String, Object> host = new LinkedHashMap<>();
    host.put("measured", before.when().toString());
    host.put("processor", before.processor());
    host.put("loadBefore", before.load());
    host.put("loadAfter", after.load());
    host.put("java", before.java());
    host.put("peer", before.peer());
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("runs", runs);
    all.put("rows", rows.stream().map(NetReport::row).toList());
    all.put("switch", tally(ours));
    all.put("peerSwitch", peers.stream().map(NetReport::tally).toList());
    all.put("notes", notes);
    all.put("host", host);
    return JsonText.of(all);
  }

  private static Map<String, @Nullable Object> row(NetRow row) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", row.name());
    json.put("bare", orNull(row.bare()));
    json.put("direct", orNull(row.direct()));
    json.put("emulated", orNull(row.emulated()));
    json.put("peer", orNull(row.peer()));
    json.put("unit", row.unit());
    return json;
  }

  private static Map<String, @Nullable Object> tally(SwitchTally tally) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", tally.name());
    json.put("switches", count(tally, tally.switches()));
    json.put("refused", count(tally, tally.refused()));
    json.put("pings", count(tally, tally.sent()));
    json.put("lost", count(tally, tally.lost()));
    json.put("duplicated", count(tally, tally.duplicated()));
    json.put("reordered", count(tally, tally.reordered()));
    json.put("damagedBytes", count(tally, tally.damagedBytes()));
    json.put("tcpRetransmissions", count(tally, tally.retransmissions()));
    json.put("blackoutMicros", spreadOf(tally.blackoutMicros()));
    json.put("guestStoppedMicros", spreadOf(tally.guestStoppedMicros()));
    json.put("quietMicros", spreadOf(tally.quietMicros()));
    return json;
  }

  private static @Nullable Long count(SwitchTally tally, long count) {
    return tally.isMeasured() ? count : null;
  }

  private static Map<String, @Nullable Object> spreadOf(Blackouts micros) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("p50", orNull(micros.p50()));
    json.put("p99", orNull(micros.p99()));
    json.put("max", orNull(micros.max()));
    return json;
  }
}
