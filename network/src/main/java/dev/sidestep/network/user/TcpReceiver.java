package dev.sidestep.network.user;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/**
 * The stream from a guest: what came in order waits for the host's socket, what came early waits
 * for the gap to be filled, in at most {@value #MAX_ISLANDS} pieces; further pieces are dropped,
 * and come again.
 */
final class TcpReceiver {
  /** Bytes between what the host has taken and the end of the window. */
  static final int CAPACITY = 1 << 18;

  /** By how many bits our windows are shifted, if the guest agrees. */
  static final int SHIFT = 3;

  private static final int MAX_ISLANDS = 32;
  private static final int LARGEST_PLAIN_WINDOW = 65535;
  private static final long UNKNOWN = Long.MAX_VALUE;

  private final ByteRing ring;
  private final TreeMap<Long, Long> islands = new TreeMap<>();
  private final int shift;
  private long next;
  private long advertised;
  private long fin = UNKNOWN;
  private boolean finTaken;

  /** What a segment was good for. */
  enum Outcome {
    /** Something new in order. */
    IN_ORDER,
    /** Something new behind a gap. */
    EARLY,
    /** Nothing new, or nothing that fits the window. */
    USELESS
  }

  /**
   * The stream that begins at {@code next}.
   *
   * @param shift of our windows, 0 if the guest does not scale
   */
  TcpReceiver(long next, int shift) {
    this.next = next;
    this.shift = shift;
    ring = new ByteRing(CAPACITY, next);
    advertised = next;
  }

  /** The next position that is expected, the end of the guest's stream included. */
  long next() {
    return next;
  }

  /** True if the guest has sent its FIN and everything before it. */
  boolean isEnded() {
    return finTaken;
  }

  /** True if a segment at {@code position} touches the window (RFC 9293 3.10.7.4). */
  boolean isAcceptable(long position, int span) {
    return span == 0
        ? position >= next && position <= limit()
        : position + span > next && position < limit();
  }

  private long limit() {
    return ring.limit() + (finTaken ? 1 : 0);
  }

  /** Takes what is new in a segment. */
  Outcome take(long position, Segment segment, boolean isLast) {
    long end = Math.min(position + segment.length(), ring.limit());
    if (isLast && end == position + segment.length() && end >= next && fin == UNKNOWN) {
      fin = end;
    }
    long from = Math.max(position, next);
    if (from < end && end <= fin && !store(from, end, position, segment)) {
      return Outcome.USELESS;
    }
    long before = next;
    advance();
    if (next > before) {
      return Outcome.IN_ORDER;
    }
    return from < end || (isLast && !finTaken) ? Outcome.EARLY : Outcome.USELESS;
  }

  private boolean store(long from, long end, long position, Segment segment) {
    if (from > next && islands.size() >= MAX_ISLANDS) {
      return false;
    }
    int skipped = (int) (from - position);
    ring.put(from, segment.bytes(), segment.payload() + skipped, (int) (end - from));
    islands.merge(from, end, Math::max);
    return true;
  }

  /** Joins what has become one piece. */
  private void advance() {
    Map.Entry<Long, Long> first = islands.firstEntry();
    while (first != null && first.getKey() <= next) {
      next = Math.max(next, first.getValue());
      islands.pollFirstEntry();
      first = islands.firstEntry();
    }
    if (next == fin && !finTaken) {
      finTaken = true;
      next++;
    }
  }

  /** True if there is something for the host. */
  boolean hasData() {
    return ring.head() < dataEnd();
  }

  private long dataEnd() {
    return finTaken ? next - 1 : next;
  }

  /** What the host may take now; {@link #consumed} says how much it took. */
  ByteBuffer data() {
    return ring.span(ring.head(), dataEnd());
  }

  void consumed(int bytes) {
    ring.discardTo(ring.head() + bytes);
  }

  /** The window as it goes on the wire; notes that it was said. */
  int advertise(boolean isSyn) {
    long window = ring.limit() - dataEnd();
    int onTheWire = (int) Math.min(isSyn ? window : window >> shift, LARGEST_PLAIN_WINDOW);
    advertised = dataEnd() + ((long) onTheWire << (isSyn ? 0 : shift));
    return onTheWire;
  }

  /** True if the window has opened by so much that the guest should know (RFC 9293 3.8.6.2.2). */
  boolean hasNewWindow() {
    long reachable = Math.min(ring.limit(), dataEnd() + ((long) LARGEST_PLAIN_WINDOW << shift));
    boolean isWide = reachable - advertised >= CAPACITY / 4;
    boolean wasShut = advertised - dataEnd() < TcpConnection.MAXIMUM_SEGMENT_SIZE;
    return !finTaken
        && (isWide || wasShut && reachable - advertised >= 2L * TcpConnection.MAXIMUM_SEGMENT_SIZE);
  }
}
