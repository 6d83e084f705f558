package dev.sidestep.device.spec.i82540em;

/**
 * What is offered in auto-negotiation: ANA, and of the partner LPA. Datasheet: SDM 13.4.7.1.5, IEEE
 * 802.3 28.2.4.1.
 */
public final class Ana {
  /** IEEE 802.3. */
  public static final int SELECTOR = 0x1;

  /** 10BASE-T full duplex. */
  public static final int FULL_10 = 0x40;

  /** 100BASE-TX full duplex. */
  public static final int FULL_100 = 0x100;

  /** Symmetric PAUSE. */
  public static final int PAUSE = 0x400;

  /** Asymmetric PAUSE. */
  public static final int ASYMMETRIC_PAUSE = 0x800;

  /** The other side has received the page. */
  public static final int ACKNOWLEDGE = 0x4000;

  private Ana() {}
}
