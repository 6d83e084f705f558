package dev.sidestep.device.spec.i82540em;

/** Command byte of a transmit descriptor. Datasheet: SDM 3.3.3.1, 3.3.6.1, 3.3.7.1. */
public final class TxCommand {
  /** The last descriptor of a packet; legacy and data. */
  public static final int EOP = 0x1;

  /** The packet is TCP and not UDP; context. */
  public static final int TCP = 0x1;

  /** Insert the frame check sequence; legacy and data. */
  public static final int IFCS = 0x2;

  /** The packet is IPv4 and not IPv6; context. */
  public static final int IP = 0x2;

  /** Insert the checksum that CSO and CSS describe; legacy. */
  public static final int IC = 0x4;

  /** Segmentation; context and data. */
  public static final int TSE = 0x4;

  /** Report status: write the descriptor back. */
  public static final int RS = 0x8;

  /** Report when the packet is sent; reserved in this chip. */
  public static final int RPS = 0x10;

  /** Extended: not a legacy descriptor. */
  public static final int DEXT = 0x20;

  /** Insert a VLAN tag; legacy and data. */
  public static final int VLE = 0x40;

  /** Delay the interrupt by TIDV. */
  public static final int IDE = 0x80;

  private TxCommand() {}
}
