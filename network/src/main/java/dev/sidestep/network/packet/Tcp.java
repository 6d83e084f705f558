package dev.sidestep.network.packet;

/** The TCP header (RFC 9293 3.1). Offsets are those of the segment inside the frame. */
public final class Tcp {
  /** Bytes of a header without options. */
  public static final int HEADER = 20;

  /** No more data comes from the sender. */
  public static final int FIN = 0x01;

  /** The sequence number is the initial one. */
  public static final int SYN = 0x02;

  /** The connection is gone. */
  public static final int RST = 0x04;

  /** The data should reach the application. */
  public static final int PSH = 0x08;

  /** The acknowledgement number is valid. */
  public static final int ACK = 0x10;

  /** Option kind: the longest segment that the sender can take (RFC 9293 3.7.1). */
  public static final int MAXIMUM_SEGMENT_SIZE = 2;

  /** Option kind: by how many bits the sender's windows are shifted (RFC 7323 2.2). */
  public static final int WINDOW_SCALE = 3;

  /** Bytes of the options that {@link #writeSynOptions} writes. */
  public static final int SYN_OPTIONS = 8;

  private static final int END_OF_OPTIONS = 0;
  private static final int NO_OPERATION = 1;

  private Tcp() {}

  /** True if the bytes up to {@code end} hold a whole header with consistent lengths. */
  public static boolean isValid(byte[] bytes, int at, int end) {
    return end - at >= HEADER
        && headerLength(bytes, at) >= HEADER
        && headerLength(bytes, at) <= end - at;
  }

  /** True if the checksum of the segment that ends before {@code end} is right. */
  public static boolean isChecksumRight(
      byte[] bytes, int at, int end, int source, int destination) {
    long sum = Checksum.pseudoHeader(source, destination, Ipv4.TCP, end - at);
    return Checksum.of(Checksum.add(sum, bytes, at, end - at)) == 0;
  }

  /** The sender's port. */
  public static int sourcePort(byte[] bytes, int at) {
    return NetBytes.u16(bytes, at);
  }

  /** The receiver's port. */
  public static int destinationPort(byte[] bytes, int at) {
    return NetBytes.u16(bytes, at + 2);
  }

  /** The sequence number of the first byte, or of the SYN. */
  public static int sequence(byte[] bytes, int at) {
    return NetBytes.i32(bytes, at + 4);
  }

  /** The next sequence number that the sender expects. */
  public static int acknowledgement(byte[] bytes, int at) {
    return NetBytes.i32(bytes, at + 8);
  }

  /** Bytes of the header, options included. */
  public static int headerLength(byte[] bytes, int at) {
    return (NetBytes.u8(bytes, at + 12) >>> 4) * 4;
  }

  /** {@link #FIN} .. {@link #ACK} and others. */
  public static int flags(byte[] bytes, int at) {
    return NetBytes.u8(bytes, at + 13);
  }

  /** What the sender can take beyond the acknowledgement, before scaling. */
  public static int window(byte[] bytes, int at) {
    return NetBytes.u16(bytes, at + 14);
  }

  /**
   * Where the value of an option is, or -1 if the option is not there, is cut off, or has not
   * {@code length} bytes of value.
   */
  public static int option(byte[] bytes, int at, int kind, int length) {
    int end = at + headerLength(bytes, at);
    int option = at + HEADER;
    while (option < end && bytes[option] != END_OF_OPTIONS) {
      if (bytes[option] == NO_OPERATION) {
        option++;
        continue;
      }
      int size = option + 1 < end ? NetBytes.u8(bytes, option + 1) : 0;
      if (size < 2 || option + size > end) {
        return -1;
      }
      if (NetBytes.u8(bytes, option) == kind) {
        return size == length + 2 ? option + 2 : -1;
      }
      option += size;
    }
    return -1;
  }

  /** Writes the options of a SYN behind the plain header. */
  public static void writeSynOptions(byte[] bytes, int at, int maximumSegmentSize, int shift) {
    int option = at + HEADER;
    NetBytes.put8(bytes, option, MAXIMUM_SEGMENT_SIZE);
    NetBytes.put8(bytes, option + 1, 4);
    NetBytes.put16(bytes, option + 2, maximumSegmentSize);
    if (shift >= 0) {
      NetBytes.put8(bytes, option + 4, NO_OPERATION);
      NetBytes.put8(bytes, option + 5, WINDOW_SCALE);
      NetBytes.put8(bytes, option + 6, 3);
      NetBytes.put8(bytes, option + 7, shift);
    }
  }

  /**
   * Writes the header, except for the options and the checksum.
   *
   * @param headerLength options included, a multiple of 4
   */
  public static void write(byte[] bytes, int at, int headerLength, Udp.Ports ports, Fields fields) {
    NetBytes.put16(bytes, at, ports.source());
    NetBytes.put16(bytes, at + 2, ports.destination());
    NetBytes.put32(bytes, at + 4, fields.sequence());
    NetBytes.put32(bytes, at + 8, fields.acknowledgement());
    NetBytes.put8(bytes, at + 12, headerLength / 4 << 4);
    NetBytes.put8(bytes, at + 13, fields.flags());
    NetBytes.put16(bytes, at + 14, fields.window());
    NetBytes.put32(bytes, at + 16, 0);
  }

  /** Computes and stores the checksum of the segment that ends before {@code end}. */
  public static void writeChecksum(byte[] bytes, int at, int end, Ipv4.Ends ends) {
    NetBytes.put16(bytes, at + 16, 0);
    long sum = Checksum.pseudoHeader(ends.source(), ends.destination(), Ipv4.TCP, end - at);
    NetBytes.put16(bytes, at + 16, Checksum.of(Checksum.add(sum, bytes, at, end - at)));
  }

  /** The numbers of a header; the window is unsigned and already scaled. */
  public record Fields(int sequence, int acknowledgement, int flags, int window) {}
}
