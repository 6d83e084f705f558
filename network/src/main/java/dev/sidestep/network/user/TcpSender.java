package dev.sidestep.network.user;

import dev.sidestep.network.packet.Tcp;
import dev.sidestep.network.user.FrameQueue.Lane;
import java.nio.ByteBuffer;

/**
 * The stream to a guest: SYN, data, FIN. It keeps what is not acknowledged, sends what the guest's
 * window takes, and sends again what was lost.
 */
final class TcpSender {
  /** Bytes that are kept for a guest at most. */
  static final int CAPACITY = 1 << 18;

  private static final int DUPLICATES = 3;
  private static final int READ_AT_ONCE = 1 << 16;

  /** RFC 9293 3.8.3, R2: 100 s at least; this is about 130 s. */
  private static final int MAX_ATTEMPTS = 20;

  /** For a SYN about a minute. */
  private static final int MAX_SYN_ATTEMPTS = 10;

  /** Puts segments on the wire. */
  interface Wire {
    /** A segment with {@code length} bytes of the stream from {@code position}. */
    void send(long position, int length, int flags);
  }

  private final GuestLink link;
  private final Wire wire;
  private final long first;
  private final ByteRing ring;
  private final RetransmitTimer timer = new RetransmitTimer();
  private long dataEnd;
  private boolean isLast;
  private long unacknowledged;
  private long next;
  private long windowEnd;
  private long windowAt;
  private int maximum = TcpConnection.MAXIMUM_SEGMENT_SIZE;
  private int shift;
  private int duplicates;
  private boolean recovering;
  private long recoverTo;
  private long timedTo = -1;
  private long timedSince;
  private long newestFrame;

  /** How often the timer has ended since the guest was heard. */
  private int silence;

  /**
   * A stream whose SYN is at {@code first}.
   *
   * @param wire where segments go
   */
  TcpSender(GuestLink link, Wire wire, long first) {
    this.link = link;
    this.wire = wire;
    this.first = first;
    ring = new ByteRing(CAPACITY, first + 1);
    dataEnd = first + 1;
    unacknowledged = first;
    next = first;
    windowEnd = first + 1;
    windowAt = Long.MIN_VALUE;
  }

  /** Takes the options of the guest's SYN. */
  void negotiate(int maximumSegmentSize, int windowShift) {
    maximum = maximumSegmentSize;
    shift = Math.max(windowShift, 0);
  }

  long next() {
    return next;
  }

  /** The position that an acknowledgement number stands for. */
  long position(int acknowledgement) {
    return Sequence.near(unacknowledged, acknowledgement);
  }

  /** True if it acknowledges something that was sent and not acknowledged before. */
  boolean isNew(long acknowledged) {
    return acknowledged > unacknowledged && acknowledged <= next;
  }

  /** True if FIN and all before it are acknowledged. */
  boolean isDone() {
    return isLast && unacknowledged == dataEnd + 1;
  }

  boolean isSynAcknowledged() {
    return unacknowledged > first;
  }

  /** True if it was given the end. */
  boolean isClosed() {
    return isLast;
  }

  long deadline() {
    return timer.deadline();
  }

  /** True if there is room for data of the host. */
  boolean hasRoom() {
    return !isLast && dataEnd < ring.limit();
  }

  /** Where data of the host is to be put; {@link #added} says how much it was. */
  ByteBuffer room() {
    return ring.span(dataEnd, Math.min(ring.limit(), dataEnd + READ_AT_ONCE));
  }

  void added(int bytes) {
    dataEnd += bytes;
  }

  /** No more data comes; FIN follows the last byte. */
  void close() {
    isLast = true;
  }

  void copy(long position, byte[] frame, int offset, int length) {
    ring.get(position, frame, offset, length);
  }

  /** Sends the SYN. */
  void open() {
    send(first, 0, Tcp.SYN);
    next = first + 1;
    timer.start(now());
  }

  /** Sends what may be sent. */
  void output() {
    while (link.hasRoom(Lane.STREAM)) {
      int length = sendable();
      boolean isFin = isLast && next + length == dataEnd;
      if (length == 0 && !isFin || next > dataEnd) {
        break;
      }
      long position = next;
      next += length + (isFin ? 1 : 0);
      send(position, length, flags(position, length));
      time();
    }
    boolean isStuck = next == unacknowledged && next < dataEnd && !timer.isRunning();
    if (isStuck || next > unacknowledged && !timer.isRunning()) {
      timer.start(now());
    }
  }

  /** Bytes from {@link #next} on that make a segment; the silly window syndrome is avoided. */
  private int sendable() {
    long waiting = dataEnd - next;
    long allowed = windowEnd - next;
    if (waiting <= 0 || allowed <= 0) {
      return 0;
    }
    int length = (int) Math.min(maximum, Math.min(waiting, allowed));
    boolean isCutShort = length < maximum && length < waiting;
    return isCutShort && next > unacknowledged ? 0 : length;
  }

  private int flags(long position, int length) {
    boolean isEnd = position + length == dataEnd;
    return (isEnd && length > 0 ? Tcp.PSH : 0) | (isEnd && next == dataEnd + 1 ? Tcp.FIN : 0);
  }

  private void time() {
    if (timedTo < 0) {
      timedTo = next;
      timedSince = now();
    }
  }

  private void send(long position, int length, int flags) {
    wire.send(position, length, flags);
    newestFrame = link.newest();
  }

  private long now() {
    return link.clock().now();
  }

  /**
   * Takes the guest's acknowledgement, which is not beyond {@link #next}.
   *
   * @param isBare if the segment carried nothing else, so that it can be a duplicate
   */
  void acknowledge(long acknowledged, long sequence, Segment segment, boolean isBare) {
    silence = 0;
    long window = (long) segment.window() << (segment.has(Tcp.SYN) ? 0 : shift);
    boolean isSameWindow = acknowledged + window == windowEnd;
    if (acknowledged > unacknowledged) {
      advance(acknowledged);
    } else if (isBare && isSameWindow && acknowledged == unacknowledged && next > acknowledged) {
      duplicate();
    }
    if (sequence >= windowAt && acknowledged >= unacknowledged) {
      boolean wasStuck = windowEnd <= next && next == unacknowledged;
      windowAt = sequence;
      windowEnd = acknowledged + window;
      if (wasStuck && windowEnd > next) {
        timer.forgive();
        timer.stop();
      }
    }
  }

  private void advance(long acknowledged) {
    unacknowledged = acknowledged;
    ring.discardTo(Math.clamp(acknowledged, ring.head(), dataEnd));
    duplicates = 0;
    if (timedTo >= 0 && acknowledged >= timedTo) {
      timer.sample(now() - timedSince);
      timedTo = -1;
    }
    timer.forgive();
    timer.stop();
    if (next > unacknowledged) {
      timer.start(now());
    }
    recovering &= acknowledged < recoverTo;
    if (recovering) {
      // RFC 6582 3.2, step 3: a partial acknowledgement shows the next gap.
      resend();
    }
  }

  private void duplicate() {
    duplicates++;
    if (duplicates == DUPLICATES && !recovering) {
      recover();
    }
  }

  private void recover() {
    recovering = true;
    recoverTo = next;
    resend();
  }

  /** Sends the oldest segment again. */
  private void resend() {
    timedTo = -1;
    link.tally().count(NetworkCount.RETRANSMISSIONS);
    if (unacknowledged == first) {
      send(first, 0, Tcp.SYN);
      return;
    }
    int length = (int) Math.min(maximum, Math.min(dataEnd, next) - unacknowledged);
    send(unacknowledged, length, flags(unacknowledged, length));
  }

  /** True unless the guest has not answered for too long. */
  boolean tick(long now) {
    if (now < timer.deadline()) {
      return true;
    }
    if (link.isWaiting(newestFrame)) {
      // Not lost: the machine has not taken it yet.
      timer.start(now);
      return true;
    }
    if (silence >= (isSynAcknowledged() ? MAX_ATTEMPTS : MAX_SYN_ATTEMPTS)) {
      return false;
    }
    silence++;
    if (next > unacknowledged) {
      recover();
      timer.backOff(now);
    } else if (next < dataEnd) {
      probe();
      timer.backOff(now);
    } else {
      timer.stop();
    }
    return true;
  }

  /** Asks for the window (RFC 9293 3.8.6.1) with a segment that has been acknowledged already. */
  private void probe() {
    send(unacknowledged - 1, 0, 0);
  }
}
