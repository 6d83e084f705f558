package dev.sidestep.device.spec.i82540em;

/** Extended device control, CTRL_EXT. Datasheet: SDM 13.4.6. */
public final class CtrlExt {
  /** Which software pins interrupt. */
  public static final int GPI_EN = 0xf;

  /** Level of the interrupt output of the PHY; read only. */
  public static final int PHYINT = 0x20;

  /** Level of software pin 6. */
  public static final int SDP6_DATA = 0x40;

  /** Level of software pin 7. */
  public static final int SDP7_DATA = 0x80;

  /** Software pin 6 is an output. */
  public static final int SDP6_IODIR = 0x400;

  /** Software pin 7 is an output. */
  public static final int SDP7_IODIR = 0x800;

  /** Runs one automatic speed detection; clears itself. */
  public static final int ASDCHK = 0x1000;

  /** Reads the EEPROM again as after power-on; clears itself. */
  public static final int EE_RST = 0x2000;

  /** Inverts the sense of the power state output. */
  public static final int IPS = 0x4000;

  /** Bypasses the speed selection of the PHY. */
  public static final int SPD_BYPS = 0x8000;

  /** Disables relaxed ordering. */
  public static final int RO_DIS = 0x20000;

  /** Turns off the regulator. */
  public static final int VREG_POWER_DOWN = 0x200000;

  /** 0 is the internal copper PHY, the only one this chip has. */
  public static final int LINK_MODE = 0xc00000;

  private CtrlExt() {}
}
