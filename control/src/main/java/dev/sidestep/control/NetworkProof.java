package dev.sidestep.control;

/**
 * A network card under load in both directions while its custody changed.
 *
 * @param sentBytes that the guest sent over TCP, each compared
 * @param receivedBytes that the guest received over TCP, compared by their SHA-256
 * @param lost frames that the cable carried and the card did not count or the other way round,
 *     datagrams that did not arrive, and echo requests without an answer that are not explained by
 *     the guest's own count of those that it did not answer
 * @param duplicated frames that the card or the cable counted beyond the other, echo replies and
 *     datagrams that came more than once
 * @param reordered echo replies and datagrams that came after a later one
 * @param retransmitted TCP segments sent again by either side; no loss, if nothing is lost above
 * @param connections short ones, made and answered meanwhile
 * @param datagrams numbered ones that arrived meanwhile
 * @param pings echo requests to the guest that were answered, at 1 kHz
 * @param longestSilenceNanos between two answers to them
 * @param switches completed changes of custody
 * @param refused requests that ended in the old custody, each with a reason
 * @param trapsWhileDirect intercepted accesses while the card was the guest's
 * @param trapsWhileEmulated intercepted accesses while it was the monitor's
 * @param trapNanos host time of one access while emulated
 * @param guestLogNewLines lines that the guest's kernel logged meanwhile
 * @param blackoutGuestNanos guest time in which the guest stood still, a switch
 * @param blackoutWallNanos the same in the host's time
 * @param throughput without a monitor, and under it while the card is direct
 */
public record NetworkProof(
    long sentBytes,
    long receivedBytes,
    long lost,
    long duplicated,
    long reordered,
    long retransmitted,
    long connections,
    long datagrams,
    long pings,
    long longestSilenceNanos,
    long switches,
    long refused,
    long trapsWhileDirect,
    long trapsWhileEmulated,
    Spread trapNanos,
    long guestLogNewLines,
    Spread blackoutGuestNanos,
    Spread blackoutWallNanos,
    Throughput throughput) {
  /**
   * Bytes a second over TCP, the best of several seconds each.
   *
   * @param bareSent by the guest, on plain firmware
   * @param bareReceived to the guest, on plain firmware
   * @param directSent by the guest, under the monitor, the card direct
   * @param directReceived to the guest, under the monitor, the card direct
   * @param ratio direct to bare, both directions together; 1.0 is no overhead
   */
  public record Throughput(
      double bareSent,
      double bareReceived,
      double directSent,
      double directReceived,
      double ratio) {}
}
