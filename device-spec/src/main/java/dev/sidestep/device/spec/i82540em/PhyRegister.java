package dev.sidestep.device.spec.i82540em;

/** Registers of the internal PHY, by their MDIC address. Datasheet: SDM 13.4.7.1. */
public final class PhyRegister {
  /** PHY control. */
  public static final int PCTRL = 0;

  /** PHY status. */
  public static final int PSTATUS = 1;

  /** PHY identifier. */
  public static final int PHY_ID1 = 2;

  /** Extended PHY identifier. */
  public static final int PHY_ID2 = 3;

  /** Auto-negotiation advertisement. */
  public static final int ANA = 4;

  /** Abilities of the link partner. */
  public static final int LPA = 5;

  /** Auto-negotiation expansion. */
  public static final int ANE = 6;

  /** Next page to transmit. */
  public static final int NPT = 7;

  /** Next page of the link partner. */
  public static final int LPN = 8;

  /** 1000BASE-T control. */
  public static final int GCON = 9;

  /** 1000BASE-T status. */
  public static final int GSTATUS = 10;

  /** Extended status. */
  public static final int EPSTATUS = 15;

  /** PHY specific control. */
  public static final int PSCON = 16;

  /** PHY specific status. */
  public static final int PSSTAT = 17;

  /** PHY interrupt enable. */
  public static final int PINTE = 18;

  /** PHY interrupt status; a read clears it. */
  public static final int PINTS = 19;

  /** Extended PHY specific control. */
  public static final int EPSCON1 = 20;

  /** Receive error counter; a read clears it. */
  public static final int PREC = 21;

  /** Extended PHY specific control 2. */
  public static final int EPSCON2 = 26;

  /** Page of register 30. */
  public static final int R30PS = 29;

  /** Window to the page that R30PS selects. */
  public static final int R30AW = 30;

  private PhyRegister() {}
}
