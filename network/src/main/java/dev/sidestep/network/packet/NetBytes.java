package dev.sidestep.network.packet;

/** Numbers in network byte order inside byte arrays. The caller has checked the bounds. */
public final class NetBytes {
  private NetBytes() {}

  /** The byte at {@code offset}, 0..255. */
  public static int u8(byte[] bytes, int offset) {
    return bytes[offset] & 0xff;
  }

  /** The 16 bits at {@code offset}, 0..65535. */
  public static int u16(byte[] bytes, int offset) {
    return (bytes[offset] & 0xff) << 8 | (bytes[offset + 1] & 0xff);
  }

  /** The 32 bits at {@code offset}. */
  public static int i32(byte[] bytes, int offset) {
    return u16(bytes, offset) << 16 | u16(bytes, offset + 2);
  }

  /** The 48 bits at {@code offset}, as a MAC address is written. */
  public static long u48(byte[] bytes, int offset) {
    return (long) u16(bytes, offset) << 32 | (i32(bytes, offset + 2) & 0xffff_ffffL);
  }

  /** Stores the low 8 bits of {@code value}. */
  public static void put8(byte[] bytes, int offset, int value) {
    bytes[offset] = (byte) value;
  }

  /** Stores the low 16 bits of {@code value}. */
  public static void put16(byte[] bytes, int offset, int value) {
    bytes[offset] = (byte) (value >>> 8);
    bytes[offset + 1] = (byte) value;
  }

  /** Stores 32 bits. */
  public static void put32(byte[] bytes, int offset, int value) {
    put16(bytes, offset, value >>> 16);
    put16(bytes, offset + 2, value);
  }

  /** Stores the low 48 bits of {@code value}. */
  public static void put48(byte[] bytes, int offset, long value) {
    put16(bytes, offset, (int) (value >>> 32));
    put32(bytes, offset + 2, (int) value);
  }
}
