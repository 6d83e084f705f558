package dev.sidestep.device.spec.i82540em;

/** Error byte of a receive descriptor; valid with EOP. Datasheet: SDM 3.2.3.2. */
public final class RxErrors {
  /** CRC error, or alignment error. */
  public static final int CE = 0x1;

  /** Symbol error. */
  public static final int SE = 0x2;

  /** Sequence error; fibre only. */
  public static final int SEQ = 0x4;

  /** Carrier extension error. */
  public static final int CXE = 0x10;

  /** TCP or UDP checksum error. */
  public static final int TCPE = 0x20;

  /** IP checksum error. */
  public static final int IPE = 0x40;

  /** Receive data error. */
  public static final int RXE = 0x80;

  private RxErrors() {}
}
