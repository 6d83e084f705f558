package dev.sidestep.device.spec.i82540em;

/**
 * PHY status, PSTATUS; {@link PhyRegister#PSTATUS}. Datasheet: SDM 13.4.7.1.2, IEEE 802.3 22.2.4.2.
 */
public final class Pstatus {
  /** The link is up, and has been ever since the last read. */
  public static final int LINK = 0x4;

  /** Auto-negotiation is complete. */
  public static final int AUTO_DONE = 0x20;

  /** What this PHY is able to do. */
  public static final int ABILITIES = 0x7949;

  private Pstatus() {}
}
