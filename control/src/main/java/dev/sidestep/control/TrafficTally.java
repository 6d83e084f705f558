package dev.sidestep.control;

import dev.sidestep.guest.image.TrafficRecords;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What became of the bytes of both streams. Records are found again after a damage, each by its own
 * number, so one lost byte costs one record and not the rest of the stream.
 *
 * @param lost bytes of records that never arrived whole
 * @param duplicated bytes of records that arrived again
 * @param reordered bytes of records that arrived after a later one
 */
record TrafficTally(long lost, long duplicated, long reordered) {
  private static final int NUMBER_AT = 1;

  /** One stream: which of its records have come, and the last of them. */
  private static final class Stream {
    private final byte[] expected;
    private final int[] arrivals;
    private int last = -1;
    private long reordered;

    Stream(byte[] expected) {
      this.expected = expected;
      arrivals = new int[expected.length / TrafficRecords.BYTES];
    }

    /** True if a whole record of this stream is at {@code at}; it is then counted. */
    boolean takes(byte[] traffic, int at) {
      int number = ByteBuffer.wrap(traffic).order(ByteOrder.LITTLE_ENDIAN).getInt(at + NUMBER_AT);
      if (number < 0 || number >= arrivals.length || !isAt(traffic, at, number)) {
        return false;
      }
      if (arrivals[number]++ == 0 && number < last) {
        reordered += TrafficRecords.BYTES;
      }
      last = Math.max(last, number);
      return true;
    }

    private boolean isAt(byte[] traffic, int at, int number) {
      int from = number * TrafficRecords.BYTES;
      return Arrays.equals(
          traffic, at, at + TrafficRecords.BYTES, expected, from, from + TrafficRecords.BYTES);
    }

    long lost() {
      return Arrays.stream(arrivals).filter(n -> n == 0).count() * TrafficRecords.BYTES;
    }

    long duplicated() {
      return Arrays.stream(arrivals).filter(n -> n > 1).mapToLong(n -> n - 1).sum()
          * TrafficRecords.BYTES;
    }
  }

  /** Counts what arrived of the two streams in {@code traffic}. */
  static TrafficTally of(byte[] traffic, byte[] sent, byte[] echoed) {
    Stream first = new Stream(sent);
    Stream second = new Stream(echoed);
    int at = 0;
    while (at + TrafficRecords.BYTES <= traffic.length) {
      boolean record = first.takes(traffic, at) || second.takes(traffic, at);
      at += record ? TrafficRecords.BYTES : 1;
    }
    return new TrafficTally(
        first.lost() + second.lost(),
        first.duplicated() + second.duplicated(),
        first.reordered + second.reordered);
  }
}
