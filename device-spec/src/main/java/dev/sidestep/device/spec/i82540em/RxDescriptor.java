package dev.sidestep.device.spec.i82540em;

/** Receive descriptors, 16 bytes. Datasheet: SDM 3.2.3. */
public final class RxDescriptor {
  /** Size of a descriptor. */
  public static final int BYTES = 16;

  /** Offset of the buffer address, 8 bytes. */
  public static final int BUFFER = 0;

  /** Offset of the length, 2 bytes. */
  public static final int LENGTH = 8;

  /** Offset of the packet checksum, 2 bytes. */
  public static final int CHECKSUM = 10;

  /** Offset of the status byte; {@link RxStatus}. */
  public static final int STATUS = 12;

  /** Offset of the error byte; {@link RxErrors}. */
  public static final int ERRORS = 13;

  /** Offset of the VLAN tag, 2 bytes. */
  public static final int SPECIAL = 14;

  private RxDescriptor() {}
}
