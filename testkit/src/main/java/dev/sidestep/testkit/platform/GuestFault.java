package dev.sidestep.testkit.platform;

/** The guest got an access fault. */
public final class GuestFault extends RuntimeException {
  /** A fault at a guest-physical address. */
  public GuestFault(long address) {
    super("Access fault at 0x" + Long.toHexString(address));
  }
}
