package dev.sidestep.device.spec.i82540em;

/** PHY interrupts, PINTE and PINTS. Datasheet: SDM 13.4.7.1.15 and 13.4.7.1.16. */
public final class Pint {
  /** The link has gone up or down. */
  public static final int LINK = 0x400;

  /** Auto-negotiation is complete. */
  public static final int AUTO_DONE = 0x800;

  /** The speed has changed. */
  public static final int SPEED = 0x4000;

  private Pint() {}
}
