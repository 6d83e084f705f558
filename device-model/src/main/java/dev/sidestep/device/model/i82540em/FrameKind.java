package dev.sidestep.device.model.i82540em;

/** What the destination address of a frame is. */
enum FrameKind {
  UNICAST,
  MULTICAST,
  BROADCAST;

  private static final int ADDRESS_BYTES = 6;

  /** The kind of a frame that begins with its destination address. */
  static FrameKind of(byte[] frame) {
    if ((frame[0] & 1) == 0) {
      return UNICAST;
    }
    for (int index = 0; index < ADDRESS_BYTES; index++) {
      if (frame[index] != (byte) 0xff) {
        return MULTICAST;
      }
    }
    return BROADCAST;
  }
}
