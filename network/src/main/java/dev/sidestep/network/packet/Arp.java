package dev.sidestep.network.packet;

/** Address resolution for IPv4 over Ethernet (RFC 826). Offsets are those of the ARP packet. */
public final class Arp {
  /** Bytes of a packet. */
  public static final int LENGTH = 28;

  /** Who has the target's address? */
  public static final int REQUEST = 1;

  /** The sender has it. */
  public static final int REPLY = 2;

  private static final int HARDWARE_ETHERNET = 1;
  private static final int LENGTHS = 0x0604;

  private Arp() {}

  /** True if the bytes up to {@code end} hold a packet for IPv4 over Ethernet. */
  public static boolean isValid(byte[] bytes, int at, int end) {
    return end - at >= LENGTH
        && NetBytes.u16(bytes, at) == HARDWARE_ETHERNET
        && NetBytes.u16(bytes, at + 2) == Ethernet.IPV4
        && NetBytes.u16(bytes, at + 4) == LENGTHS;
  }

  /** {@link #REQUEST}, {@link #REPLY} or something else. */
  public static int operation(byte[] bytes, int at) {
    return NetBytes.u16(bytes, at + 6);
  }

  /** The station that speaks. */
  public static long senderMac(byte[] bytes, int at) {
    return NetBytes.u48(bytes, at + 8);
  }

  /** Its address; 0 in a probe (RFC 5227). */
  public static int senderIp(byte[] bytes, int at) {
    return NetBytes.i32(bytes, at + 14);
  }

  /** The address that is asked for. */
  public static int targetIp(byte[] bytes, int at) {
    return NetBytes.i32(bytes, at + 24);
  }

  /** A whole frame with a question from {@code mac}, {@code ip} for {@code target}. */
  public static byte[] request(long mac, int ip, int target) {
    return frame(Ethernet.BROADCAST, REQUEST, mac, ip, 0, target);
  }

  /** A whole frame in which {@code mac} says to a station that it has {@code ip}. */
  public static byte[] reply(long mac, int ip, long toMac, int toIp) {
    return frame(toMac, REPLY, mac, ip, toMac, toIp);
  }

  private static byte[] frame(
      long to, int operation, long senderMac, int senderIp, long targetMac, int targetIp) {
    byte[] frame = new byte[Ethernet.MINIMUM];
    Ethernet.write(frame, to, senderMac, Ethernet.ARP);
    int at = Ethernet.HEADER;
    NetBytes.put16(frame, at, HARDWARE_ETHERNET);
    NetBytes.put16(frame, at + 2, Ethernet.IPV4);
    NetBytes.put16(frame, at + 4, LENGTHS);
    NetBytes.put16(frame, at + 6, operation);
    NetBytes.put48(frame, at + 8, senderMac);
    NetBytes.put32(frame, at + 14, senderIp);
    NetBytes.put48(frame, at + 18, targetMac);
    NetBytes.put32(frame, at + 24, targetIp);
    return frame;
  }
}
