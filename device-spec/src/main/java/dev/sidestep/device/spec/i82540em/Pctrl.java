package dev.sidestep.device.spec.i82540em;

/**
 * PHY control, PCTRL; {@link PhyRegister#PCTRL}. Datasheet: SDM 13.4.7.1.1, IEEE 802.3 22.2.4.1.
 */
public final class Pctrl {
  /** Speed without auto-negotiation: 1000 Mbit/s, if bit 13 is 0. */
  public static final int SPEED_1000 = 0x40;

  /** Full duplex without auto-negotiation. */
  public static final int DUPLEX = 0x100;

  /** Negotiates anew; clears itself. */
  public static final int RESTART = 0x200;

  /** Separates the PHY from the MAC. */
  public static final int ISOLATE = 0x400;

  /** Turns the PHY off. */
  public static final int POWER_DOWN = 0x800;

  /** Auto-negotiation. */
  public static final int AUTO = 0x1000;

  /** Speed without auto-negotiation: 100 Mbit/s, if bit 6 is 0. */
  public static final int SPEED_100 = 0x2000;

  /** Returns what is sent. */
  public static final int LOOPBACK = 0x4000;

  /** Resets the PHY; clears itself. */
  public static final int RESET = 0x8000;

  private Pctrl() {}
}
