package dev.sidestep.device.spec.i82540em;

/** Receive control, RCTL. Datasheet: SDM 13.4.22. */
public final class Rctl {
  /** Enables reception. */
  public static final int EN = 0x2;

  /** Stores bad packets. */
  public static final int SBP = 0x4;

  /** Takes every unicast frame. */
  public static final int UPE = 0x8;

  /** Takes every multicast frame. */
  public static final int MPE = 0x10;

  /** Takes frames longer than 1522 bytes. */
  public static final int LPE = 0x20;

  /** Loopback: 0 is none, 3 is through the PHY or the transceiver. */
  public static final int LBM = 0xc0;

  /** {@link #LBM} without loopback. */
  public static final int LBM_NONE = 0;

  /** Threshold of {@link Icr#RXDMT0}: a half, a quarter or an eighth of the ring as 0, 1, 2. */
  public static final int RDMTS = 0x300;

  /** Where {@link #RDMTS} begins. */
  public static final int RDMTS_SHIFT = 8;

  /** Which bits of a multicast address select the bit of MTA: 47:36, 46:35, 45:34 or 43:32. */
  public static final int MO = 0x3000;

  /** Where {@link #MO} begins. */
  public static final int MO_SHIFT = 12;

  /** Takes broadcasts. */
  public static final int BAM = 0x8000;

  /** Size of a buffer: 2048, 1024, 512, 256 bytes, sixteen times that with {@link #BSEX}. */
  public static final int BSIZE = 0x30000;

  /** Where {@link #BSIZE} begins. */
  public static final int BSIZE_SHIFT = 16;

  /** Filters by VLAN. */
  public static final int VFE = 0x40000;

  /** Takes tagged frames only if their CFI bit equals {@link #CFI}. */
  public static final int CFIEN = 0x80000;

  /** The CFI bit to compare with. */
  public static final int CFI = 0x100000;

  /** Discards PAUSE frames. */
  public static final int DPF = 0x400000;

  /** Passes MAC control frames to memory. */
  public static final int PMCF = 0x800000;

  /** Multiplies {@link #BSIZE} by 16. */
  public static final int BSEX = 0x2000000;

  /** Strips the frame check sequence. */
  public static final int SECRC = 0x4000000;

  private Rctl() {}

  /** Bytes in a receive buffer by {@code rctl}; 2048 for the combination that is reserved. */
  public static int bufferBytes(int rctl) {
    int shift = (rctl & BSIZE) >>> BSIZE_SHIFT;
    if ((rctl & BSEX) == 0 || shift == 0) {
      return 2048 >>> shift;
    }
    return 32_768 >>> shift;
  }
}
