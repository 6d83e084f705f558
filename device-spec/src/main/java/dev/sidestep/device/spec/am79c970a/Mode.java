package dev.sidestep.device.spec.am79c970a;

/** Mode, in the initialization block and in CSR15. Datasheet: CSR15. */
public final class Mode {
  /** The receiver stays off. */
  public static final int DRX = 0x0001;

  /** The transmitter stays off. */
  public static final int DTX = 0x0002;

  /** Loopback. */
  public static final int LOOP = 0x0004;

  /** No check sequence is appended, unless a descriptor asks for it. */
  public static final int DXMTFCS = 0x0008;

  /** Loopback is inside the chip. */
  public static final int INTL = 0x0040;

  /** Which port: {@link #PORTSEL_10BASE_T}. */
  public static final int PORTSEL = 0x0180;

  /** The 10BASE-T port. */
  public static final int PORTSEL_10BASE_T = 0x0080;

  /** The link test is off: the link counts as good. */
  public static final int DLNKTST = 0x1000;

  /** Frames for the physical address are not taken. */
  public static final int DRCVPA = 0x2000;

  /** Broadcast frames are not taken. */
  public static final int DRCVBC = 0x4000;

  /** All frames are taken. */
  public static final int PROM = 0x8000;

  private Mode() {}
}
