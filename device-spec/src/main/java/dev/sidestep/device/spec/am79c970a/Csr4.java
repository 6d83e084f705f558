package dev.sidestep.device.spec.am79c970a;

/** Test and features control. Datasheet: CSR4. */
public final class Csr4 {
  /** Masks JAB. */
  public static final int JABM = 0x0001;

  /** The transmitter was on for too long. */
  public static final int JAB = 0x0002;

  /** Masks TXSTRT. */
  public static final int TXSTRTM = 0x0004;

  /** A transmission has begun. */
  public static final int TXSTRT = 0x0008;

  /** Masks RCVCCO. */
  public static final int RCVCCOM = 0x0010;

  /** CSR114 has overflowed. */
  public static final int RCVCCO = 0x0020;

  /** Software has asked for an interrupt. */
  public static final int UINT = 0x0040;

  /** Asks for one. */
  public static final int UINTCMD = 0x0080;

  /** Masks MFCO. */
  public static final int MFCOM = 0x0100;

  /** CSR112 has overflowed. */
  public static final int MFCO = 0x0200;

  /** Pad and check sequence of short IEEE 802.3 frames are taken off. */
  public static final int ASTRP_RCV = 0x0400;

  /** Short frames are padded to 64 bytes. */
  public static final int APAD_XMT = 0x0800;

  /** The transmit ring is not polled. */
  public static final int DPOLL = 0x1000;

  /** The bus activity timer is on. */
  public static final int TIMER = 0x2000;

  /** The DMA transfer counter is off. */
  public static final int DMAPLUS = 0x4000;

  /** CSR124 can be reached. */
  public static final int ENTST = 0x8000;

  /** What a written one clears. */
  public static final int CAUSES = MFCO | UINT | RCVCCO | TXSTRT | JAB;

  /** What keeps what is written. */
  public static final int STORED =
      ENTST | DMAPLUS | TIMER | DPOLL | APAD_XMT | ASTRP_RCV | MFCOM | RCVCCOM | TXSTRTM | JABM;

  /** After a reset: everything masked. */
  public static final int RESET = MFCOM | RCVCCOM | TXSTRTM | JABM;

  private Csr4() {}
}
