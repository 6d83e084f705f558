package dev.sidestep.device.spec.i82540em;

/** Receive checksum control, RXCSUM. Datasheet: SDM 13.4.47. */
public final class Rxcsum {
  /** Where the packet checksum begins. */
  public static final int PCSS = 0xff;

  /** Checks IPv4 header checksums. */
  public static final int IPOFLD = 0x100;

  /** Checks TCP and UDP checksums. */
  public static final int TUOFLD = 0x200;

  /** Checks IPv6 packets as well. */
  public static final int IPV6OFL = 0x400;

  private Rxcsum() {}
}
