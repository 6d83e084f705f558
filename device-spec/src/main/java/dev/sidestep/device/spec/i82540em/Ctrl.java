package dev.sidestep.device.spec.i82540em;

/** Device control, CTRL. Datasheet: SDM 13.4.1. */
public final class Ctrl {
  /** Full duplex. */
  public static final int FD = 0x1;

  /** Link reset; reserved in a chip for copper only. */
  public static final int LRST = 0x8;

  /** Detects the speed by itself, if speed is not forced. */
  public static final int ASDE = 0x20;

  /** Sets the link up: without it the MAC does not look at what the PHY tells. */
  public static final int SLU = 0x40;

  /** Inverts the loss-of-signal input. */
  public static final int ILOS = 0x80;

  /** Speed if forced: 10, 100 or 1000 Mbit/s as 0, 1, 2. */
  public static final int SPEED = 0x300;

  /** Where {@link #SPEED} begins. */
  public static final int SPEED_SHIFT = 8;

  /** Forces the speed. */
  public static final int FRCSPD = 0x800;

  /** Forces the duplex mode. */
  public static final int FRCDPLX = 0x1000;

  /** Level of software pin 0. */
  public static final int SDP0_DATA = 0x40000;

  /** Level of software pin 1. */
  public static final int SDP1_DATA = 0x80000;

  /** Advertises wake-up from D3cold. */
  public static final int ADVD3WUC = 0x100000;

  /** Lets the PHY save power. */
  public static final int EN_PHY_PWR_MGMT = 0x200000;

  /** Software pin 0 is an output. */
  public static final int SDP0_IODIR = 0x400000;

  /** Software pin 1 is an output. */
  public static final int SDP1_IODIR = 0x800000;

  /** Resets the whole chip but for the PHY and the PCI configuration; clears itself. */
  public static final int RST = 0x4000000;

  /** Honours PAUSE frames that arrive. */
  public static final int RFCE = 0x8000000;

  /** Sends PAUSE frames by itself. */
  public static final int TFCE = 0x10000000;

  /** VLAN mode: takes tags out of frames and puts them in. */
  public static final int VME = 0x40000000;

  /** Holds the PHY in reset while it is 1. */
  public static final int PHY_RST = 0x80000000;

  private Ctrl() {}
}
