package dev.sidestep.device.spec.i82540em;

/**
 * Interrupt delay timers: RDTR, RADV, TIDV, TADV, ITR. Datasheet: SDM 13.4.18, 13.4.30, 13.4.31,
 * 13.4.41, 13.4.44.
 */
public final class Delay {
  /** The delay, in units of {@link #UNIT_NANOS}; of {@link #ITR_UNIT_NANOS} in ITR. */
  public static final int DELAY = 0xffff;

  /** Flushes what the timer holds back, at once; clears itself. RDTR only. */
  public static final int FPD = 0x80000000;

  /** Nanoseconds in a unit of RDTR, RADV, TIDV and TADV. */
  public static final int UNIT_NANOS = 1024;

  /** Nanoseconds in a unit of ITR. */
  public static final int ITR_UNIT_NANOS = 256;

  private Delay() {}
}
