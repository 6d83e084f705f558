package dev.sidestep.device.model.i82540em;

/** What the MAC knows of the PHY and the cable. */
interface Link {
  /** True while frames can be sent and received: STATUS.LU. */
  boolean isUp();

  /** The rate of the link, more than 0 while it is up. */
  long bitsPerSecond();

  /** True while the PHY sends everything back and nothing to the cable (PHY register 0 bit 14). */
  boolean isLoopback();
}
