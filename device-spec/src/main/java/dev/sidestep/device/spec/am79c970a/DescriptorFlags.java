package dev.sidestep.device.spec.am79c970a;

/**
 * The flags of a descriptor: RMD1 and TMD1, bits 31..16 of the 32-bit form, of which the 16-bit
 * form has the upper eight. Datasheet: Receive Descriptors, Transmit Descriptors.
 */
public final class DescriptorFlags {
  /** The chip owns it. */
  public static final int OWN = 0x8000;

  /** Some error. */
  public static final int ERR = 0x4000;

  /** Receive: framing error. */
  public static final int FRAM = 0x2000;

  /** Transmit: append the check sequence whatever DXMTFCS says. */
  public static final int ADD_FCS = 0x2000;

  /** Receive: the FIFO overflowed. */
  public static final int OFLO = 0x1000;

  /** Transmit: interrupt after this one, with LTINTEN. */
  public static final int LTINT = 0x1000;

  /** Receive: wrong check sequence. */
  public static final int CRC = 0x0800;

  /** Receive: the chip does not own the next buffer. */
  public static final int BUFF = 0x0400;

  /** The frame begins here. */
  public static final int STP = 0x0200;

  /** The frame ends here. */
  public static final int ENP = 0x0100;

  /** Receive: the physical address has matched. */
  public static final int PAM = 0x0040;

  /** Receive: the logical address filter has matched. */
  public static final int LAFM = 0x0020;

  /** Receive: a broadcast. */
  public static final int BAM = 0x0010;

  /** Transmit, in TMD2: no next buffer. */
  public static final int TX_BUFF = 0x8000_0000;

  /** Transmit, in TMD2: the FIFO ran empty. */
  public static final int TX_UFLO = 0x4000_0000;

  /** Transmit, in TMD2: no carrier, or no link. */
  public static final int TX_LCAR = 0x0800_0000;

  /** Receive, in RMD2: length of the frame, check sequence included. */
  public static final int MCNT = 0x0fff;

  private DescriptorFlags() {}
}
