package dev.sidestep.bench;

import dev.sidestep.network.user.PingReport;
import java.util.List;

/**
 * What became of the traffic while a guest's card changed hands again and again, with bulk TCP in
 * both directions and a thousand echo requests a second, seen from the network.
 *
 * @param name how it changed hands
 * @param switches how often
 * @param refused attempts that were refused or taken back
 * @param sent echo requests
 * @param lost echo requests that were never answered
 * @param duplicated answers that came twice
 * @param reordered answers that came after a later one
 * @param damagedBytes of the TCP stream from the guest, at the wrong place or wrong
 * @param retransmissions TCP segments that the guest sent again
 * @param blackoutMicros the longest silence between two answers around each change
 * @param guestStoppedMicros how long the guest stood still in each change, as the monitor tells;
 *     NaN where there is no monitor to tell
 * @param quietMicros the longest silence in as many equal times without a change, for comparison
 */
record SwitchTally(
    String name,
    long switches,
    long refused,
    long sent,
    long lost,
    long duplicated,
    long reordered,
    long damagedBytes,
    long retransmissions,
    Blackouts blackoutMicros,
    Blackouts guestStoppedMicros,
    Blackouts quietMicros) {

  /** How often something was done, and what it cost each time, in microseconds. */
  record Changes(long done, long refused, List<Double> silences, List<Double> stops) {}

  static SwitchTally of(
      String name, Changes changes, PingReport pings, Streams streams, List<Double> quiet) {
    return new SwitchTally(
        name,
        changes.done(),
        changes.refused(),
        pings.sent(),
        pings.lost() + pings.outstanding(),
        pings.duplicated(),
        pings.reordered(),
        streams.damagedBytes(),
        streams.retransmissions(),
        Blackouts.of(changes.silences()),
        Blackouts.of(changes.stops()),
        Blackouts.of(quiet));
  }

  /** Of a way that could not be measured. */
  static SwitchTally none(String name) {
    Blackouts never = Blackouts.of(List.of());
    return new SwitchTally(name, 0, 0, 0, 0, 0, 0, 0, 0, never, never, never);
  }

  /** False if there is nothing to tell. */
  boolean isMeasured() {
    return switches > 0;
  }

  /** What became of the TCP streams. */
  record Streams(long damagedBytes, long retransmissions) {}
}
