package dev.sidestep.device.spec.i82540em;

/** Status byte of a receive descriptor. Datasheet: SDM 3.2.3.1. */
public final class RxStatus {
  /** Descriptor done. */
  public static final int DD = 0x1;

  /** The last descriptor of a packet. */
  public static final int EOP = 0x2;

  /** Ignore the checksum bits. */
  public static final int IXSM = 0x4;

  /** The packet had a VLAN tag of type VET. */
  public static final int VP = 0x8;

  /** The TCP or UDP checksum was calculated. */
  public static final int TCPCS = 0x20;

  /** The IP checksum was calculated. */
  public static final int IPCS = 0x40;

  /** Passed an inexact filter only. */
  public static final int PIF = 0x80;

  private RxStatus() {}
}
