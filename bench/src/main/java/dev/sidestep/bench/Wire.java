package dev.sidestep.bench;

import dev.sidestep.platform.EthernetPeer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The place on a cable where everything is seen from the network's side: it counts frames and notes
 * when each answer to an echo request came. The same for every guest, whoever runs it. Any thread.
 */
final class Wire implements EthernetPeer {
  private static final int ETHERTYPE = 12;
  private static final int IPV4 = 0x0800;
  private static final int IP = 14;
  private static final int PROTOCOL = IP + 9;
  private static final int ICMP = 1;
  private static final int ICMP_TYPE = IP + 20;
  private static final int ECHO_REPLY = 0;
  private static final double NANOS_PER_MICRO = 1e3;

  private final EthernetPeer network;
  private long fromGuest;
  private long toGuest;
  private long[] replies = new long[1 << 12];
  private int count;

  Wire(EthernetPeer network) {
    this.network = network;
  }

  @Override
  public void accept(byte[] frame) {
    note(isEchoReply(frame), System.nanoTime());
    network.accept(frame);
  }

  @Override
  public byte @Nullable [] next() {
    byte[] frame = network.next();
    if (frame != null) {
      synchronized (this) {
        toGuest++;
      }
    }
    return frame;
  }

  private synchronized void note(boolean isReply, long now) {
    fromGuest++;
    if (isReply) {
      replies = count == replies.length ? Arrays.copyOf(replies, 2 * count) : replies;
      replies[count++] = now;
    }
  }

  /** RFC 894, RFC 791 without options, RFC 792. */
  static boolean isEchoReply(byte[] frame) {
    return frame.length > ICMP_TYPE
        && (frame[ETHERTYPE] & 0xff) == IPV4 >> 8
        && frame[ETHERTYPE + 1] == 0
        && frame[PROTOCOL] == ICMP
        && frame[ICMP_TYPE] == ECHO_REPLY;
  }

  /** Frames in both directions so far. */
  synchronized long frames() {
    return fromGuest + toGuest;
  }

  /** Answers to echo requests so far. */
  synchronized long replies() {
    return count;
  }

  /** True if an answer has come after that {@link System#nanoTime}. */
  synchronized boolean hasReplyAfter(long nanos) {
    return count > 0 && replies[count - 1] - nanos > 0;
  }

  /**
   * The longest time between two answers that follow each other, of those times that have a part
   * between {@code from} and {@code to}; microseconds, 0 if there are no two such answers.
   */
  synchronized double longestSilenceMicros(long from, long to) {
    long longest = 0;
    for (int i = 1; i < count && replies[i - 1] - to < 0; i++) {
      if (replies[i] - from > 0) {
        longest = Math.max(longest, replies[i] - replies[i - 1]);
      }
    }
    return longest / NANOS_PER_MICRO;
  }
}
