package dev.sidestep.device.spec.i82540em;

/**
 * 1000BASE-T control and status: GCON, GSTATUS. Datasheet: SDM 13.4.7.1.10, IEEE 802.3 40.5.1.1.
 */
public final class Gcon {
  /** GCON: offers 1000BASE-T full duplex. */
  public static final int FULL_1000 = 0x200;

  /** GSTATUS: the partner offers 1000BASE-T full duplex. */
  public static final int PARTNER_FULL_1000 = 0x800;

  /** GSTATUS: the receiver of the partner is in order. */
  public static final int REMOTE_OK = 0x1000;

  /** GSTATUS: the own receiver is in order. */
  public static final int LOCAL_OK = 0x2000;

  private Gcon() {}
}
