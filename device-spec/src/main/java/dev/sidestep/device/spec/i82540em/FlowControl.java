package dev.sidestep.device.spec.i82540em;

/**
 * Flow control thresholds and timer: FCRTL, FCRTH, FCTTV. Datasheet: SDM 13.4.12, 13.4.23, 13.4.24.
 */
public final class FlowControl {
  /** Threshold in bytes, a multiple of 8; FCRTL and FCRTH. */
  public static final int THRESHOLD = 0xfff8;

  /** Sends XON when the receive FIFO has fallen below FCRTL; in FCRTL. */
  public static final int XONE = 0x80000000;

  /** Time to put into PAUSE frames, in units of 512 bit times; in FCTTV. */
  public static final int TTV = 0xffff;

  private FlowControl() {}
}
