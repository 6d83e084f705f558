package dev.sidestep.network.capture;

/** Which way a frame went, with its value in {@code epb_flags}. */
public enum Direction {
  /** To the guest. */
  INBOUND(1),
  /** From the guest. */
  OUTBOUND(2);

  private final int flags;

  Direction(int flags) {
    this.flags = flags;
  }

  int flags() {
    return flags;
  }
}
