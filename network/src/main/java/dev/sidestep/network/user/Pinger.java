package dev.sidestep.network.user;

import dev.sidestep.network.packet.Icmp;
import dev.sidestep.network.packet.Ipv4;
import dev.sidestep.network.packet.NetBytes;
import dev.sidestep.network.user.FrameQueue.Lane;

/**
 * Sends echo requests from the gateway to a guest at a given rate, and keeps account of the
 * answers. Made by {@link UserNetwork#ping}; it begins as soon as the guest answers ARP. Methods
 * may be called by any thread. Its monitor is a leaf, except that the network's thread enters the
 * queue to the machine, a leaf too, while it holds it.
 */
public final class Pinger {
  /** After this time a request counts as lost, until it is answered after all. */
  static final long PATIENCE_NANOS = 3 * Clock.SECOND;

  /** How many requests are remembered. */
  static final int REMEMBERED = 1 << 16;

  /** Behind the ICMP header: the number of the request, and bytes that say whose it is. */
  private static final int PAYLOAD = 56;

  private static final int NUMBER = Icmp.HEADER;
  private static final int PATTERN = NUMBER + Long.BYTES;

  /** As many missed requests are made up for when the thread comes late. */
  private static final int MAX_BURST = 64;

  private static final long ASK_AGAIN_NANOS = Clock.SECOND / 4;

  private final GuestLink link;
  private final int guest;
  private final int identifier;
  private final long interval;
  private final long[] sentAt = new long[REMEMBERED];
  private final boolean[] isAnswered = new boolean[REMEMBERED];
  private final RoundTrips roundTrips = new RoundTrips();
  private long nextAt;
  private long sent;
  private long received;
  private long lostForGood;
  private long duplicated;
  private long reordered;
  private long foreign;
  private long newestAnswered = -1;
  private long lastAnswerAt = -1;
  private long longestSilence;
  private boolean isStopped;

  Pinger(GuestLink link, int guest, int identifier, long interval) {
    this.link = link;
    this.guest = guest;
    this.identifier = identifier;
    this.interval = interval;
  }

  /** Sends no more; answers are still counted. */
  public synchronized void stop() {
    isStopped = true;
  }

  /** What has become of the requests so far. */
  public synchronized PingReport report() {
    long now = link.clock().now();
    long outstanding = 0;
    long lost = lostForGood;
    for (long number = Math.max(0, sent - REMEMBERED); number < sent; number++) {
      if (!isAnswered[slot(number)]) {
        boolean isLate = now - sentAt[slot(number)] > PATIENCE_NANOS;
        lost += isLate ? 1 : 0;
        outstanding += isLate ? 0 : 1;
      }
    }
    return new PingReport(
        sent,
        received,
        outstanding,
        lost,
        duplicated,
        reordered,
        foreign,
        longestSilence,
        roundTrips.copy());
  }

  private static int slot(long number) {
    return (int) number & (REMEMBERED - 1);
  }

  /** True if nothing can come any more. */
  synchronized boolean isForgotten() {
    return isStopped && link.clock().now() - nextAt > 10 * PATIENCE_NANOS;
  }

  synchronized long deadline() {
    return isStopped ? nextAt + 11 * PATIENCE_NANOS : nextAt;
  }

  synchronized void tick(long now) {
    if (isStopped || now < nextAt) {
      return;
    }
    if (link.neighbours().find(guest) == Neighbours.UNKNOWN) {
      link.neighbours().await(guest, null);
      nextAt = now + ASK_AGAIN_NANOS;
      return;
    }
    nextAt = sent == 0 ? now : Math.max(nextAt, now - MAX_BURST * interval);
    while (nextAt <= now) {
      send(now);
      nextAt += interval;
    }
  }

  private void send(long now) {
    int slot = slot(sent);
    lostForGood += sent >= REMEMBERED && !isAnswered[slot] ? 1 : 0;
    sentAt[slot] = now;
    isAnswered[slot] = false;
    lastAnswerAt = lastAnswerAt < 0 ? now : lastAnswerAt;
    byte[] frame = new byte[GuestLink.PAYLOAD + Icmp.HEADER + PAYLOAD];
    write(frame, GuestLink.PAYLOAD, sent);
    sent++;
    link.send(frame, new Ipv4.Ends(Subnet.GATEWAY, guest, Ipv4.ICMP), Lane.CONTROL);
  }

  private void write(byte[] frame, int at, long number) {
    Icmp.writeEcho(frame, at, identifier, (int) number);
    NetBytes.put32(frame, at + NUMBER, (int) (number >>> 32));
    NetBytes.put32(frame, at + NUMBER + 4, (int) number);
    for (int index = PATTERN; index < Icmp.HEADER + PAYLOAD; index++) {
      NetBytes.put8(frame, at + index, pattern(number, index));
    }
    Icmp.write(frame, at, frame.length, Icmp.ECHO_REQUEST, 0);
  }

  private static int pattern(long number, int index) {
    return (int) number * 31 + index;
  }

  /** Takes an echo reply. */
  synchronized void receive(byte[] frame, int at, int end, int from, long arrived) {
    if (Icmp.identifier(frame, at) != identifier) {
      return;
    }
    if (from != guest || end - at != Icmp.HEADER + PAYLOAD || !isIntact(frame, at)) {
      foreign++;
      return;
    }
    long number = number(frame, at);
    if (isAnswered[slot(number)]) {
      duplicated++;
      return;
    }
    isAnswered[slot(number)] = true;
    received++;
    reordered += number < newestAnswered ? 1 : 0;
    newestAnswered = Math.max(newestAnswered, number);
    roundTrips.add(arrived - sentAt[slot(number)]);
    longestSilence = Math.max(longestSilence, arrived - lastAnswerAt);
    lastAnswerAt = arrived;
  }

  private static long number(byte[] frame, int at) {
    return (long) NetBytes.i32(frame, at + NUMBER) << 32
        | NetBytes.i32(frame, at + NUMBER + 4) & 0xffff_ffffL;
  }

  private boolean isIntact(byte[] frame, int at) {
    long number = number(frame, at);
    if (number < 0 || number >= sent || number < sent - REMEMBERED) {
      return false;
    }
    boolean isIntact = Icmp.sequence(frame, at) == (number & 0xffff);
    for (int index = PATTERN; index < Icmp.HEADER + PAYLOAD; index++) {
      isIntact &= NetBytes.u8(frame, at + index) == (pattern(number, index) & 0xff);
    }
    return isIntact;
  }
}
