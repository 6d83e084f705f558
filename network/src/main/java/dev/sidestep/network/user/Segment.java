package dev.sidestep.network.user;

import dev.sidestep.network.packet.Ethernet;
import dev.sidestep.network.packet.Ipv4;
import dev.sidestep.network.packet.NetBytes;
import dev.sidestep.network.packet.Tcp;

/** A view of the TCP segment in a frame that has been checked. */
final class Segment {
  /** RFC 9293 3.7.1: what can be assumed without the option. */
  private static final int DEFAULT_MAXIMUM = 536;

  /** Smaller segments are not made: a guest that asks for them gets what it can make of these. */
  private static final int SMALLEST_MAXIMUM = 64;

  /** RFC 7323 2.3. */
  private static final int GREATEST_SHIFT = 14;

  private final byte[] frame;
  private final int tcp;
  private final int payload;
  private final int end;

  Segment(byte[] frame, int tcp, int end) {
    this.frame = frame;
    this.tcp = tcp;
    this.end = end;
    payload = tcp + Tcp.headerLength(frame, tcp);
  }

  FlowKey key() {
    return new FlowKey(
        Ipv4.source(frame, Ethernet.HEADER),
        Tcp.sourcePort(frame, tcp),
        Tcp.destinationPort(frame, tcp));
  }

  boolean has(int flag) {
    return (Tcp.flags(frame, tcp) & flag) != 0;
  }

  int sequence() {
    return Tcp.sequence(frame, tcp);
  }

  int acknowledgement() {
    return Tcp.acknowledgement(frame, tcp);
  }

  int window() {
    return Tcp.window(frame, tcp);
  }

  byte[] bytes() {
    return frame;
  }

  int payload() {
    return payload;
  }

  int length() {
    return end - payload;
  }

  /** How many sequence numbers it takes. */
  int span() {
    return length() + (has(Tcp.SYN) ? 1 : 0) + (has(Tcp.FIN) ? 1 : 0);
  }

  /** The longest payload that its sender wants, no more than fits our frames. */
  int maximumSegmentSize() {
    int option = Tcp.option(frame, tcp, Tcp.MAXIMUM_SEGMENT_SIZE, 2);
    int size = option < 0 ? DEFAULT_MAXIMUM : NetBytes.u16(frame, option);
    return Math.clamp(size, SMALLEST_MAXIMUM, TcpConnection.MAXIMUM_SEGMENT_SIZE);
  }

  /** The sender's window scale, or -1 if it does not scale. */
  int windowShift() {
    int option = Tcp.option(frame, tcp, Tcp.WINDOW_SCALE, 1);
    return option < 0 ? -1 : Math.min(NetBytes.u8(frame, option), GREATEST_SHIFT);
  }
}
