package dev.sidestep.device.spec.am79c970a;

/** Controller status and control. Datasheet: CSR0. */
public final class Csr0 {
  /** Begins to initialize. */
  public static final int INIT = 0x0001;

  /** Begins to send, receive and manage buffers. */
  public static final int STRT = 0x0002;

  /** Stops everything; wins over INIT and STRT. */
  public static final int STOP = 0x0004;

  /** Looks at the transmit ring without waiting for the polling time. */
  public static final int TDMD = 0x0008;

  /** The transmitter is on. */
  public static final int TXON = 0x0010;

  /** The receiver is on. */
  public static final int RXON = 0x0020;

  /** Interrupts reach the pin. */
  public static final int IENA = 0x0040;

  /** Some unmasked cause is set. */
  public static final int INTR = 0x0080;

  /** Initialization is done. */
  public static final int IDON = 0x0100;

  /** A transmit descriptor is done. */
  public static final int TINT = 0x0200;

  /** A receive descriptor with the end of a frame is done. */
  public static final int RINT = 0x0400;

  /** The bus was not granted in time. */
  public static final int MERR = 0x0800;

  /** A frame was lost because there was no receive descriptor. */
  public static final int MISS = 0x1000;

  /** No signal quality test, or no link, after a transmission. */
  public static final int CERR = 0x2000;

  /** A frame of more than 1518 bytes was sent. */
  public static final int BABL = 0x4000;

  /** BABL, CERR, MISS or MERR. */
  public static final int ERR = 0x8000;

  /** What a written one clears. */
  public static final int CAUSES = BABL | CERR | MISS | MERR | RINT | TINT | IDON;

  /** What ERR sums up. */
  public static final int ERRORS = BABL | CERR | MISS | MERR;

  private Csr0() {}
}
