package dev.sidestep.device.spec.am79c970a;

/** Interrupt masks and deferral control. Datasheet: CSR3. */
public final class Csr3 {
  /** Masks of causes, each at the place of its cause in CSR0. */
  public static final int MASKS =
      Csr0.BABL | Csr0.MISS | Csr0.MERR | Csr0.RINT | Csr0.TINT | Csr0.IDON;

  /** A transmitter that runs out of data is not turned off. */
  public static final int DXSUFLO = 0x0040;

  /** Look-ahead packet processing. */
  public static final int LAPPEN = 0x0020;

  /** Two-part deferral is off. */
  public static final int DXMT2PD = 0x0010;

  /** Another back-off. */
  public static final int EMBA = 0x0008;

  /** Byte swap. */
  public static final int BSWP = 0x0004;

  /** The bits that exist. */
  public static final int ALL = MASKS | DXSUFLO | LAPPEN | DXMT2PD | EMBA | BSWP;

  private Csr3() {}
}
