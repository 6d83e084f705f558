package dev.sidestep.device.spec.i82540em;

/** Interrupt causes: bits of ICR, ICS, IMS and IMC. Datasheet: SDM 13.4.17. */
public final class Icr {
  /** A transmit descriptor was written back. */
  public static final int TXDW = 0x1;

  /** The transmit queue has become empty. */
  public static final int TXQE = 0x2;

  /** The link has gone up or down. */
  public static final int LSC = 0x4;

  /** Receive sequence error; reserved in this chip, which never raises it. */
  public static final int RXSEQ = 0x8;

  /** The free receive descriptors have become as few as RCTL.RDMTS says. */
  public static final int RXDMT0 = 0x10;

  /** Receive overrun: a frame was lost for want of space. */
  public static final int RXO = 0x40;

  /** The receive timer has run out. */
  public static final int RXT0 = 0x80;

  /** An access to the PHY is complete. */
  public static final int MDAC = 0x200;

  /** Configuration words arrive; reserved in this chip, which never raises it. */
  public static final int RXCFG = 0x400;

  /** The PHY interrupts. */
  public static final int PHYINT = 0x1000;

  /** Software pin 6. */
  public static final int GPI_SDP6 = 0x2000;

  /** Software pin 7. */
  public static final int GPI_SDP7 = 0x4000;

  /** The posted transmit descriptors have become as few as TXDCTL.LWTHRESH says. */
  public static final int TXD_LOW = 0x8000;

  /** A small packet was received, as RSRPD says. */
  public static final int SRPD = 0x10000;

  /**
   * Every bit that software can set and enable. Reserved ones below bit 17 are among them: that is
   * what the self-tests of drivers expect.
   */
  public static final int ALL = 0x1ffff;

  private Icr() {}
}
