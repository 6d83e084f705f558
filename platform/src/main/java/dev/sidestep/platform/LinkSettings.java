package dev.sidestep.platform;

/**
 * What the cable of a network card does to frames, in both directions.
 *
 * @param bitsPerSecond of the link, 10, 100 or 1000 Mbit/s
 * @param delayNanos added to each frame's time on the wire
 * @param lossPerMillion frames that vanish, out of 1,000,000
 * @param reorderPerMillion frames that are overtaken by the next one, out of 1,000,000
 * @param flowControl whether the far end honours and advertises PAUSE (IEEE 802.3 annex 31B)
 */
public record LinkSettings(
    long bitsPerSecond,
    long delayNanos,
    int lossPerMillion,
    int reorderPerMillion,
    boolean flowControl) {
  /** One gigabit a second with flow control, and nothing lost, late or out of order. */
  public static LinkSettings gigabit() {
    return new LinkSettings(1_000_000_000L, 0, 0, 0, true);
  }
}
