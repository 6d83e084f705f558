package dev.sidestep.device.spec.am79c970a;

/**
 * Numbers of bus configuration registers, and the few bits that matter to more than a plug.
 * Datasheet: Bus Configuration Registers.
 */
public final class Bcr {
  /** Master mode read active. */
  public static final int MSRDA = 0;

  /** Master mode write active. */
  public static final int MSWRA = 1;

  /** Miscellaneous configuration. */
  public static final int MISCELLANEOUS = 2;

  /** Link status LED; {@link #LEDOUT} tells whether it is lit. */
  public static final int LNKST = 4;

  /** LED 1. */
  public static final int LED1 = 5;

  /** LED 2. */
  public static final int LED2 = 6;

  /** LED 3. */
  public static final int LED3 = 7;

  /** Full-duplex control. */
  public static final int FULL_DUPLEX = 9;

  /** Low half of the I/O base; only stored. */
  public static final int IOBASEL = 16;

  /** High half of the I/O base; only stored. */
  public static final int IOBASEU = 17;

  /** Burst size and bus control; {@link #DWIO} in it. */
  public static final int BUS_CONTROL = 18;

  /** EEPROM control and status; {@link #PVALID} and {@link #EEDET} in it. */
  public static final int EEPROM = 19;

  /** Software style; {@link #SWSTYLE} in it. */
  public static final int SOFTWARE_STYLE = 20;

  /** Interrupt control; only stored. */
  public static final int INTERRUPT_CONTROL = 21;

  /** PCI latency. */
  public static final int PCI_LATENCY = 22;

  /** Numbers that there are. */
  public static final int COUNT = 32;

  /** In an LED register: the LED is lit. */
  public static final int LEDOUT = 0x8000;

  /** In an LED register: the LED is off whatever happens. */
  public static final int LEDDIS = 0x2000;

  /** In an LED register: a good link lights it. */
  public static final int LNKSE = 0x0040;

  /** In {@link #MISCELLANEOUS}: the address PROM can be written. */
  public static final int APROMWE = 0x0100;

  /** In {@link #FULL_DUPLEX}: full duplex. */
  public static final int FDEN = 0x0001;

  /** In {@link #BUS_CONTROL}: double word mode. */
  public static final int DWIO = 0x0080;

  /** In {@link #EEPROM}: what was read from it was whole. */
  public static final int PVALID = 0x8000;

  /** In {@link #EEPROM}: there is one. */
  public static final int EEDET = 0x2000;

  /** In {@link #SOFTWARE_STYLE}: 32-bit structures. */
  public static final int SSIZE32 = 0x0100;

  /** In {@link #SOFTWARE_STYLE}: CSR0, 4 and so on are those of this family. */
  public static final int CSRPCNET = 0x0200;

  /** In {@link #SOFTWARE_STYLE}: parity errors end a frame. */
  public static final int APERREN = 0x0400;

  /** In {@link #SOFTWARE_STYLE}: one of {@link SoftwareStyle}. */
  public static final int SWSTYLE = 0x00ff;

  private Bcr() {}
}
