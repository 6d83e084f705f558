package dev.sidestep.network.packet;

/**
 * The Internet checksum (RFC 1071): the ones' complement of the ones' complement sum of 16-bit
 * words. Sums are carried in {@code long}s, so that several ranges can be added before folding.
 */
public final class Checksum {
  private static final int ODD = 1;

  private Checksum() {}

  /**
   * Adds {@code length} bytes to a sum; an odd last byte counts as the high half of a word, so only
   * the last range may be of odd length.
   */
  public static long add(long sum, byte[] bytes, int offset, int length) {
    long total = sum;
    int end = offset + (length & ~ODD);
    for (int at = offset; at < end; at += 2) {
      total += NetBytes.u16(bytes, at);
    }
    return (length & ODD) == 0 ? total : total + ((long) NetBytes.u8(bytes, end) << 8);
  }

  /** The sum over the pseudo header of UDP and TCP over IPv4 (RFC 768, RFC 9293 3.1). */
  public static long pseudoHeader(int source, int destination, int protocol, int length) {
    return (source >>> 16)
        + (source & 0xffffL)
        + (destination >>> 16)
        + (destination & 0xffffL)
        + protocol
        + length;
  }

  /** The checksum of a sum, 0..65535; 0 if the range that was added contains a right checksum. */
  public static int of(long sum) {
    long folded = (sum & 0xffff_ffffL) + (sum >>> 32);
    folded = (folded & 0xffff) + (folded >>> 16);
    folded = (folded & 0xffff) + (folded >>> 16);
    folded = (folded & 0xffff) + (folded >>> 16);
    return (int) ~folded & 0xffff;
  }

  /** The checksum of one range. */
  public static int of(byte[] bytes, int offset, int length) {
    return of(add(0, bytes, offset, length));
  }
}
