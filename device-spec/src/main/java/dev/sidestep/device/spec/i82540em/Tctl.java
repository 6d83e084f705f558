package dev.sidestep.device.spec.i82540em;

/** Transmit control, TCTL. Datasheet: SDM 13.4.33. */
public final class Tctl {
  /** Enables transmission. */
  public static final int EN = 0x2;

  /** Pads short packets to 64 bytes. */
  public static final int PSP = 0x8;

  /** Collision threshold; half duplex only. */
  public static final int CT = 0xff0;

  /** Collision distance; half duplex only. */
  public static final int COLD = 0x3ff000;

  /** Sends a PAUSE frame with FCTTV; clears itself. */
  public static final int SWXOFF = 0x400000;

  /** Retransmits on late collisions; half duplex only. */
  public static final int RTLC = 0x1000000;

  private Tctl() {}
}
