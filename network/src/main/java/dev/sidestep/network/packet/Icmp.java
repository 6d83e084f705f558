package dev.sidestep.network.packet;

/** ICMP (RFC 792). Offsets are those of the message inside the frame. */
public final class Icmp {
  /** Bytes before the payload of an echo. */
  public static final int HEADER = 8;

  /** Type: the answer to an echo request. */
  public static final int ECHO_REPLY = 0;

  /** Type: a packet cannot be delivered. */
  public static final int UNREACHABLE = 3;

  /** Type: please answer. */
  public static final int ECHO_REQUEST = 8;

  /** Code of {@link #UNREACHABLE}: nobody listens at that port. */
  public static final int PORT = 3;

  /** Code of {@link #UNREACHABLE}: this network leads nowhere else (RFC 1812 5.2.7.1). */
  public static final int PROHIBITED = 13;

  private Icmp() {}

  /** True if the bytes up to {@code end} hold a message with a right checksum. */
  public static boolean isValid(byte[] bytes, int at, int end) {
    return end - at >= HEADER && Checksum.of(bytes, at, end - at) == 0;
  }

  /** {@link #ECHO_REPLY} and so on. */
  public static int type(byte[] bytes, int at) {
    return NetBytes.u8(bytes, at);
  }

  /** More about the type. */
  public static int code(byte[] bytes, int at) {
    return NetBytes.u8(bytes, at + 1);
  }

  /** Which series of echoes. */
  public static int identifier(byte[] bytes, int at) {
    return NetBytes.u16(bytes, at + 4);
  }

  /** Which one of the series, modulo 65536. */
  public static int sequence(byte[] bytes, int at) {
    return NetBytes.u16(bytes, at + 6);
  }

  /** Writes type and code of the message that ends before {@code end}, and its checksum. */
  public static void write(byte[] bytes, int at, int end, int type, int code) {
    NetBytes.put8(bytes, at, type);
    NetBytes.put8(bytes, at + 1, code);
    NetBytes.put16(bytes, at + 2, 0);
    NetBytes.put16(bytes, at + 2, Checksum.of(bytes, at, end - at));
  }

  /** Writes identifier and sequence number of an echo; before {@link #write}. */
  public static void writeEcho(byte[] bytes, int at, int identifier, int sequence) {
    NetBytes.put16(bytes, at + 4, identifier);
    NetBytes.put16(bytes, at + 6, sequence);
  }
}
