package dev.sidestep.device.spec.i82540em;

/** EEPROM and flash control, EECD. Datasheet: SDM 13.4.3 and 5.3. */
public final class Eecd {
  /** Clock of the EEPROM. */
  public static final int SK = 0x1;

  /** Chip select of the EEPROM. */
  public static final int CS = 0x2;

  /** Data to the EEPROM. */
  public static final int DI = 0x4;

  /** Data from the EEPROM; read only. */
  public static final int DO = 0x8;

  /** Flash writes: 1 is disabled, 2 is enabled. */
  public static final int FWE = 0x30;

  /** {@link #FWE} after reset. */
  public static final int FWE_DISABLED = 0x10;

  /** Software asks for the four wires. */
  public static final int REQ = 0x40;

  /** Software has the four wires; read only. */
  public static final int GNT = 0x80;

  /** An EEPROM is present; read only. */
  public static final int PRES = 0x100;

  /** The EEPROM has 256 words and not 64; read only. */
  public static final int SIZE = 0x200;

  private Eecd() {}
}
