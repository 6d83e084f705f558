package dev.sidestep.network.packet;

/** The UDP header (RFC 768). Offsets are those of the datagram inside the frame. */
public final class Udp {
  /** Bytes before the payload. */
  public static final int HEADER = 8;

  private Udp() {}

  /** True if the bytes up to {@code end} hold a whole datagram. */
  public static boolean isValid(byte[] bytes, int at, int end) {
    return end - at >= HEADER && length(bytes, at) >= HEADER && length(bytes, at) <= end - at;
  }

  /** True if the checksum is right, or absent, which is 0 on the wire. */
  public static boolean isChecksumRight(byte[] bytes, int at, int source, int destination) {
    if (NetBytes.u16(bytes, at + 6) == 0) {
      return true;
    }
    int length = length(bytes, at);
    long sum = Checksum.pseudoHeader(source, destination, Ipv4.UDP, length);
    return Checksum.of(Checksum.add(sum, bytes, at, length)) == 0;
  }

  /** The sender's port. */
  public static int sourcePort(byte[] bytes, int at) {
    return NetBytes.u16(bytes, at);
  }

  /** The receiver's port. */
  public static int destinationPort(byte[] bytes, int at) {
    return NetBytes.u16(bytes, at + 2);
  }

  /** Bytes of the datagram, header included. */
  public static int length(byte[] bytes, int at) {
    return NetBytes.u16(bytes, at + 4);
  }

  /** Writes the header of a datagram whose payload is already behind it, checksum included. */
  public static void write(byte[] bytes, int at, Ipv4.Ends ends, Ports ports, int payloadLength) {
    int length = HEADER + payloadLength;
    NetBytes.put16(bytes, at, ports.source());
    NetBytes.put16(bytes, at + 2, ports.destination());
    NetBytes.put16(bytes, at + 4, length);
    NetBytes.put16(bytes, at + 6, 0);
    long sum = Checksum.pseudoHeader(ends.source(), ends.destination(), Ipv4.UDP, length);
    int checksum = Checksum.of(Checksum.add(sum, bytes, at, length));
    NetBytes.put16(bytes, at + 6, checksum == 0 ? 0xffff : checksum);
  }

  /** From which port to which. */
  public record Ports(int source, int destination) {}
}
