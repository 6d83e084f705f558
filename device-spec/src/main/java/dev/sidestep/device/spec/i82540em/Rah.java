package dev.sidestep.device.spec.i82540em;

/** High half of a receive address, RAH. Datasheet: SDM 13.5.3. */
public final class Rah {
  /** The last two bytes of the address. */
  public static final int ADDRESS = 0xffff;

  /** Compares with the destination (0) or the source (1). */
  public static final int AS = 0x30000;

  /** Where {@link #AS} begins. */
  public static final int AS_SHIFT = 16;

  /** The address is valid. */
  public static final int AV = 0x80000000;

  private Rah() {}
}
