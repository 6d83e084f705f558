package dev.sidestep.device.spec.i82540em;

/** Status of a transmit descriptor. Datasheet: SDM 3.3.3.2. */
public final class TxStatus {
  /** Descriptor done. */
  public static final int DD = 0x1;

  /** Excess collisions. */
  public static final int EC = 0x2;

  /** Late collision. */
  public static final int LC = 0x4;

  /** The bits that the chip writes. */
  public static final int MASK = 0xf;

  private TxStatus() {}
}
