package dev.sidestep.device.spec.i82540em;

/** EEPROM read, EERD. Datasheet: SDM 13.4.4. */
public final class Eerd {
  /** Begins to read a word. */
  public static final int START = 0x1;

  /** The word is there; cleared by the next START. */
  public static final int DONE = 0x10;

  /** Which word. */
  public static final int ADDR = 0xff00;

  /** Where {@link #ADDR} begins. */
  public static final int ADDR_SHIFT = 8;

  /** Where the word begins. */
  public static final int DATA_SHIFT = 16;

  private Eerd() {}
}
