package dev.sidestep.control.load;

import java.util.BitSet;

/** What has become of things that are numbered from 1. Any number of threads. */
public final class SequenceLedger {
  /** A number above this is no number of ours. */
  private static final int HIGHEST = 1 << 24;

  /**
   * What has become of them.
   *
   * @param received numbers that have come, each counted once
   * @param lost numbers below the highest that have not come
   * @param duplicated arrivals of a number that had come before
   * @param reordered first arrivals after a higher number
   * @param foreign arrivals that were none of ours
   */
  public record Tally(long received, long lost, long duplicated, long reordered, long foreign) {}

  private final BitSet arrived = new BitSet();
  private long duplicated;
  private long reordered;
  private long foreign;

  /** Nothing has come yet. */
  public SequenceLedger() {}

  /** Takes an arrival; a number outside 1..2^24 is foreign. */
  public synchronized void arrive(long number) {
    if (number < 1 || number > HIGHEST) {
      foreign++;
      return;
    }
    int index = (int) number - 1;
    if (arrived.get(index)) {
      duplicated++;
      return;
    }
    reordered += index < arrived.length() ? 1 : 0;
    arrived.set(index);
  }

  /** What has become of those sent, if {@code sent} of them were. */
  public synchronized Tally tally(long sent) {
    long received = arrived.cardinality();
    return new Tally(
        received, Math.max(sent, arrived.length()) - received, duplicated, reordered, foreign);
  }
}
