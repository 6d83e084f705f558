package dev.sidestep.device.spec.i82540em;

/** Device status, STATUS. Datasheet: SDM 13.4.2. */
public final class Status {
  /** The link is full duplex. */
  public static final int FD = 0x1;

  /** The link is up. */
  public static final int LU = 0x2;

  /** Function number in a chip with two ports; 0. */
  public static final int FUNC_ID = 0xc;

  /** A PAUSE frame has stopped the transmitter. */
  public static final int TXOFF = 0x10;

  /** The chip is for fibre; 0. */
  public static final int TBIMODE = 0x20;

  /** Speed of the link: 10, 100 or 1000 Mbit/s as 0, 1, 2 (3 is 1000 as well). */
  public static final int SPEED = 0xc0;

  /** Where {@link #SPEED} begins. */
  public static final int SPEED_SHIFT = 6;

  /** Speed that automatic detection saw, coded as {@link #SPEED}. */
  public static final int ASDV = 0x300;

  /** Where {@link #ASDV} begins. */
  public static final int ASDV_SHIFT = 8;

  /** The bus runs at 66 MHz. */
  public static final int PCI66 = 0x800;

  /** The bus is 64 bits wide. */
  public static final int BUS64 = 0x1000;

  /** The bus is PCI-X; 0. */
  public static final int PCIX_MODE = 0x2000;

  private Status() {}
}
