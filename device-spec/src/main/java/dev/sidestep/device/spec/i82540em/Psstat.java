package dev.sidestep.device.spec.i82540em;

/** PHY specific status, PSSTAT; {@link PhyRegister#PSSTAT}. Datasheet: SDM 13.4.7.1.14. */
public final class Psstat {
  /** PAUSE is agreed upon in both directions. */
  public static final int PAUSE = 0xc;

  /** The link is up now. */
  public static final int LINK = 0x400;

  /** Speed and duplex are settled. */
  public static final int RESOLVED = 0x800;

  /** Full duplex. */
  public static final int DUPLEX = 0x2000;

  /** Where the speed begins: 10, 100 or 1000 Mbit/s as 0, 1, 2. */
  public static final int SPEED_SHIFT = 14;

  private Psstat() {}
}
