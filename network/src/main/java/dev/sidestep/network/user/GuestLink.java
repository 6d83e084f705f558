package dev.sidestep.network.user;

import dev.sidestep.network.packet.Ethernet;
import dev.sidestep.network.packet.Icmp;
import dev.sidestep.network.packet.Ipv4;
import dev.sidestep.network.packet.NetBytes;
import dev.sidestep.network.packet.Udp;
import dev.sidestep.network.user.FrameQueue.Lane;
import dev.sidestep.network.user.FrameQueue.Offer;

/** The way to the guests: frames get their headers and go into the queue. */
final class GuestLink {
  /** Where the payload of an IP packet begins in a frame that {@link #send} is given. */
  static final int PAYLOAD = Ethernet.HEADER + Ipv4.HEADER;

  /** Where the payload of a UDP datagram begins in a frame that {@link #sendUdp} is given. */
  static final int UDP_PAYLOAD = PAYLOAD + Udp.HEADER;

  private static final int FRAGMENT = (Ethernet.MTU - Ipv4.HEADER) & ~7;

  /** An error message quotes the IP header and 8 bytes (RFC 792), headers without options here. */
  private static final int QUOTED = Ipv4.HEADER + 8;

  private final FrameQueue queue;
  private final Tally tally;
  private final Clock clock;
  private final Neighbours neighbours;
  private int identification;
  private boolean hasNew;

  GuestLink(FrameQueue queue, Tally tally, Clock clock) {
    this.queue = queue;
    this.tally = tally;
    this.clock = clock;
    neighbours = new Neighbours(this);
  }

  Neighbours neighbours() {
    return neighbours;
  }

  Clock clock() {
    return clock;
  }

  Tally tally() {
    return tally;
  }

  /** True if frames were queued since the last call. */
  boolean takeNew() {
    boolean had = hasNew;
    hasNew = false;
    return had;
  }

  boolean hasRoom(Lane lane) {
    return queue.hasRoom(lane);
  }

  /** The number of the newest frame, for {@link #isWaiting}. */
  long newest() {
    return queue.newest();
  }

  /** True if the machine has not taken that frame yet. */
  boolean isWaiting(long number) {
    return queue.isWaiting(number);
  }

  /** Queues a complete frame. */
  void sendFrame(byte[] frame, Lane lane) {
    if (queue.offer(frame, lane, clock.now()) == Offer.REFUSED) {
      tally.count(NetworkCount.DROPPED_OUTPUT_FULL);
    } else {
      tally.count(NetworkCount.FRAMES_TO_GUEST);
      hasNew = true;
    }
  }

  /** Sends an IP packet whose payload begins at {@link #PAYLOAD} and fills the array. */
  void send(byte[] frame, Ipv4.Ends ends, Lane lane) {
    long mac = neighbours.find(ends.destination());
    if (mac == Neighbours.UNKNOWN) {
      neighbours.await(ends.destination(), () -> send(frame, ends, lane));
    } else {
      sendTo(mac, frame, ends, lane);
    }
  }

  /** As {@link #send}, to a station that is known. */
  void sendTo(long mac, byte[] frame, Ipv4.Ends ends, Lane lane) {
    identification++;
    if (frame.length - Ethernet.HEADER <= Ethernet.MTU) {
      writeHeaders(mac, frame, ends, 0);
      sendFrame(frame, lane);
    } else {
      sendFragments(mac, frame, ends, lane);
    }
  }

  private void sendFragments(long mac, byte[] whole, Ipv4.Ends ends, Lane lane) {
    int length = whole.length - PAYLOAD;
    for (int at = 0; at < length; at += FRAGMENT) {
      int size = Math.min(FRAGMENT, length - at);
      byte[] frame = new byte[PAYLOAD + size];
      System.arraycopy(whole, PAYLOAD + at, frame, PAYLOAD, size);
      writeHeaders(mac, frame, ends, at / 8 | (at + size < length ? Ipv4.MORE_FRAGMENTS : 0));
      sendFrame(frame, lane);
    }
  }

  private void writeHeaders(long mac, byte[] frame, Ipv4.Ends ends, int fragment) {
    Ethernet.write(frame, mac, Subnet.GATEWAY_MAC, Ethernet.IPV4);
    int length = frame.length - Ethernet.HEADER;
    Ipv4.write(frame, Ethernet.HEADER, ends, length, identification & 0xffff, fragment);
  }

  /** Sends a UDP datagram whose payload begins at {@link #UDP_PAYLOAD} and fills the array. */
  void sendUdp(byte[] frame, Ipv4.Ends ends, Udp.Ports ports, Lane lane) {
    Udp.write(frame, PAYLOAD, ends, ports, frame.length - UDP_PAYLOAD);
    send(frame, ends, lane);
  }

  /** Says that a packet cannot be delivered; {@code packet} begins with its IP header. */
  void sendUnreachable(byte[] packet, int at, int code) {
    int header = Ipv4.headerLength(packet, at);
    int length = Math.min(header + QUOTED - Ipv4.HEADER, Ipv4.totalLength(packet, at));
    byte[] frame = new byte[PAYLOAD + Icmp.HEADER + length];
    System.arraycopy(packet, at, frame, PAYLOAD + Icmp.HEADER, length);
    NetBytes.put32(frame, PAYLOAD + 4, 0);
    Icmp.write(frame, PAYLOAD, frame.length, Icmp.UNREACHABLE, code);
    int from =
        Subnet.isOurs(Ipv4.destination(packet, at)) ? Ipv4.destination(packet, at) : Subnet.GATEWAY;
    send(frame, new Ipv4.Ends(from, Ipv4.source(packet, at), Ipv4.ICMP), Lane.CONTROL);
  }
}
