package dev.sidestep.device.spec.i82540em;

/** Transmit descriptors of all three kinds, 16 bytes each. Datasheet: SDM 3.3.3 to 3.3.7. */
public final class TxDescriptor {
  /** Size of a descriptor. */
  public static final int BYTES = 16;

  /** Offset of the buffer address, 8 bytes; legacy and data. */
  public static final int BUFFER = 0;

  /** Offset of the length, 2 bytes; legacy. The others have {@link #LENGTH_20} there. */
  public static final int LENGTH = 8;

  /** Offset of the byte that says where the checksum goes; legacy. */
  public static final int CSO = 10;

  /** Offset of the command byte; {@link TxCommand}. */
  public static final int COMMAND = 11;

  /** Offset of the status byte; {@link TxStatus} in its low half. */
  public static final int STATUS = 12;

  /** Offset of the byte that says where the checksum begins; legacy. */
  public static final int CSS = 13;

  /** Offset of the packet options; data. {@link #IXSM} and {@link #TXSM}. */
  public static final int POPTS = 13;

  /** Offset of the VLAN tag, 2 bytes; legacy and data. */
  public static final int SPECIAL = 14;

  /** Length within the 4 bytes at offset 8 (PAYLEN or DTALEN); context and data. */
  public static final int LENGTH_20 = 0xfffff;

  /** Where the type begins within the 4 bytes at offset 8. */
  public static final int DTYP_SHIFT = 20;

  /** The type within the 4 bytes at offset 8. */
  public static final int DTYP = 0xf00000;

  /** {@link #DTYP} of a context descriptor. */
  public static final int DTYP_CONTEXT = 0x000000;

  /** {@link #DTYP} of a data descriptor. */
  public static final int DTYP_DATA = 0x100000;

  /** Offset of where the IP checksum begins; context. */
  public static final int IPCSS = 0;

  /** Offset of where the IP checksum goes; context. */
  public static final int IPCSO = 1;

  /** Offset of where the IP checksum ends, inclusive, 2 bytes; context. */
  public static final int IPCSE = 2;

  /** Offset of where the TCP or UDP checksum begins; context. */
  public static final int TUCSS = 4;

  /** Offset of where the TCP or UDP checksum goes; context. */
  public static final int TUCSO = 5;

  /** Offset of where the TCP or UDP checksum ends, 2 bytes, 0 is the end of the packet; context. */
  public static final int TUCSE = 6;

  /** Offset of the length of the header, 1 byte; context. */
  public static final int HDRLEN = 13;

  /** Offset of the maximum segment size, 2 bytes; context. */
  public static final int MSS = 14;

  /** Packet option: insert the IP checksum. */
  public static final int IXSM = 0x1;

  /** Packet option: insert the TCP or UDP checksum. */
  public static final int TXSM = 0x2;

  private TxDescriptor() {}
}
