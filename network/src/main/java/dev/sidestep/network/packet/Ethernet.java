package dev.sidestep.network.packet;

/** The header of an Ethernet II frame (IEEE 802.3 clause 3), without the frame check sequence. */
public final class Ethernet {
  /** Bytes before the payload. */
  public static final int HEADER = 14;

  /** The longest payload, bytes. */
  public static final int MTU = 1500;

  /** The shortest frame on the wire without its frame check sequence, bytes. */
  public static final int MINIMUM = 60;

  /** The address of all stations. */
  public static final long BROADCAST = 0xffff_ffff_ffffL;

  /** Type of an IPv4 packet. */
  public static final int IPV4 = 0x0800;

  /** Type of an ARP packet. */
  public static final int ARP = 0x0806;

  /** Type of a frame with a VLAN tag (IEEE 802.1Q). */
  public static final int VLAN = 0x8100;

  /** Type of an IPv6 packet. */
  public static final int IPV6 = 0x86dd;

  private static final int SOURCE = 6;
  private static final int TYPE = 12;
  private static final long GROUP = 1L << 40;

  private Ethernet() {}

  /** The station, or group of stations, that it is for. */
  public static long destination(byte[] frame) {
    return NetBytes.u48(frame, 0);
  }

  /** The station that it comes from. */
  public static long source(byte[] frame) {
    return NetBytes.u48(frame, SOURCE);
  }

  /** What the payload is; below 1536 it is the length of an 802.2 payload instead. */
  public static int type(byte[] frame) {
    return NetBytes.u16(frame, TYPE);
  }

  /** True for a multicast or broadcast address, which nobody sends from. */
  public static boolean isGroup(long address) {
    return (address & GROUP) != 0;
  }

  /** Writes the header. */
  public static void write(byte[] frame, long destination, long source, int type) {
    NetBytes.put48(frame, 0, destination);
    NetBytes.put48(frame, SOURCE, source);
    NetBytes.put16(frame, TYPE, type);
  }
}
