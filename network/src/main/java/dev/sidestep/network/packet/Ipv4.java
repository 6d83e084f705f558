package dev.sidestep.network.packet;

/** The IPv4 header (RFC 791 3.1). Offsets are those of the packet inside the frame. */
public final class Ipv4 {
  /** Bytes of a header without options. */
  public static final int HEADER = 20;

  /** The longest packet, header included. */
  public static final int LONGEST = 65535;

  /** Protocol number of ICMP. */
  public static final int ICMP = 1;

  /** Protocol number of TCP. */
  public static final int TCP = 6;

  /** Protocol number of UDP. */
  public static final int UDP = 17;

  /** The flag that more fragments follow, in the 16-bit word of flags and fragment offset. */
  public static final int MORE_FRAGMENTS = 0x2000;

  /** The flag that this may not be taken apart. */
  public static final int DONT_FRAGMENT = 0x4000;

  private static final int FRAGMENT_OFFSET = 0x1fff;
  private static final int TIME_TO_LIVE = 64;

  private Ipv4() {}

  /** An address from its four numbers. */
  public static int address(int first, int second, int third, int fourth) {
    return first << 24 | second << 16 | third << 8 | fourth;
  }

  /** An address as people write it. */
  public static String text(int address) {
    return (address >>> 24)
        + "."
        + (address >>> 16 & 0xff)
        + "."
        + (address >>> 8 & 0xff)
        + "."
        + (address & 0xff);
  }

  /** True if the bytes up to {@code end} hold a whole packet with consistent lengths. */
  public static boolean isValid(byte[] bytes, int at, int end) {
    return end - at >= HEADER
        && NetBytes.u8(bytes, at) >>> 4 == 4
        && headerLength(bytes, at) >= HEADER
        && totalLength(bytes, at) >= headerLength(bytes, at)
        && totalLength(bytes, at) <= end - at;
  }

  /** True if the header's checksum is right. */
  public static boolean isChecksumRight(byte[] bytes, int at) {
    return Checksum.of(bytes, at, headerLength(bytes, at)) == 0;
  }

  /** Bytes of the header, options included. */
  public static int headerLength(byte[] bytes, int at) {
    return (NetBytes.u8(bytes, at) & 0xf) * 4;
  }

  /** Bytes of the packet; what follows in the frame is padding. */
  public static int totalLength(byte[] bytes, int at) {
    return NetBytes.u16(bytes, at + 2);
  }

  /** What tells the fragments of one packet from those of another. */
  public static int identification(byte[] bytes, int at) {
    return NetBytes.u16(bytes, at + 4);
  }

  /** True if this is one of several fragments. */
  public static boolean isFragment(byte[] bytes, int at) {
    return (NetBytes.u16(bytes, at + 6) & (MORE_FRAGMENTS | FRAGMENT_OFFSET)) != 0;
  }

  /** True if this is not the last fragment. */
  public static boolean hasMoreFragments(byte[] bytes, int at) {
    return (NetBytes.u16(bytes, at + 6) & MORE_FRAGMENTS) != 0;
  }

  /** Where the fragment's payload belongs, in bytes. */
  public static int fragmentOffset(byte[] bytes, int at) {
    return (NetBytes.u16(bytes, at + 6) & FRAGMENT_OFFSET) * 8;
  }

  /** {@link #ICMP}, {@link #TCP}, {@link #UDP} or another one. */
  public static int protocol(byte[] bytes, int at) {
    return NetBytes.u8(bytes, at + 9);
  }

  /** The sender. */
  public static int source(byte[] bytes, int at) {
    return NetBytes.i32(bytes, at + 12);
  }

  /** The receiver. */
  public static int destination(byte[] bytes, int at) {
    return NetBytes.i32(bytes, at + 16);
  }

  /**
   * Writes a header without options, checksum included.
   *
   * @param ends sender and receiver
   * @param length of the packet, header included
   * @param identification for fragments
   * @param fragment flags and fragment offset
   */
  public static void write(
      byte[] bytes, int at, Ends ends, int length, int identification, int fragment) {
    NetBytes.put16(bytes, at, 0x4500);
    NetBytes.put16(bytes, at + 2, length);
    NetBytes.put16(bytes, at + 4, identification);
    NetBytes.put16(bytes, at + 6, fragment);
    NetBytes.put8(bytes, at + 8, TIME_TO_LIVE);
    NetBytes.put8(bytes, at + 9, ends.protocol());
    NetBytes.put16(bytes, at + 10, 0);
    NetBytes.put32(bytes, at + 12, ends.source());
    NetBytes.put32(bytes, at + 16, ends.destination());
    NetBytes.put16(bytes, at + 10, Checksum.of(bytes, at, HEADER));
  }

  /** Who sends what to whom. */
  public record Ends(int source, int destination, int protocol) {}
}
