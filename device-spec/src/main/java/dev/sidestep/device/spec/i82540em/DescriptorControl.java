package dev.sidestep.device.spec.i82540em;

/** Descriptor control, RXDCTL and TXDCTL. Datasheet: SDM 13.4.43 and 13.4.46. */
public final class DescriptorControl {
  /** Prefetch threshold. */
  public static final int PTHRESH = 0x3f;

  /** Host threshold. */
  public static final int HTHRESH = 0x3f00;

  /** Write-back threshold: write back when so many are done. */
  public static final int WTHRESH = 0x3f0000;

  /** Where {@link #WTHRESH} begins. */
  public static final int WTHRESH_SHIFT = 16;

  /** Thresholds count descriptors and not cache lines. */
  public static final int GRAN = 0x1000000;

  /** Threshold of {@link Icr#TXD_LOW}, in units of 8 descriptors; TXDCTL only. */
  public static final int LWTHRESH = 0xfe000000;

  /** Where {@link #LWTHRESH} begins. */
  public static final int LWTHRESH_SHIFT = 25;

  private DescriptorControl() {}
}
