package dev.sidestep.device.model.backend;

/** PAUSE (IEEE 802.3 annex 31B): a MAC control frame that tells the far end to stop sending. */
final class PauseFrame {
  /** One unit of pause time in bit times. */
  static final int QUANTUM_BITS = 512;

  /** 01-80-C2-00-00-01, of which no bridge forwards anything. */
  private static final long DESTINATION = 0x0180_c200_0001L;

  private static final int MAC_CONTROL = 0x8808;
  private static final int PAUSE = 1;
  private static final int TYPE_OFFSET = 12;
  private static final int OPCODE_OFFSET = 14;
  private static final int TIME_OFFSET = 16;
  private static final int HEADER_BYTES = 18;

  private PauseFrame() {}

  /** True for any frame to the reserved address of MAC control; it ends at the far end. */
  static boolean isMacControl(byte[] frame) {
    return frame.length >= HEADER_BYTES
        && word(frame, TYPE_OFFSET) == MAC_CONTROL
        && destination(frame) == DESTINATION;
  }

  /** True if a MAC control frame is a PAUSE, with any time. */
  static boolean isPause(byte[] frame) {
    return word(frame, OPCODE_OFFSET) == PAUSE;
  }

  /** How many quanta a PAUSE asks for; 0 ends a pause. */
  static int quanta(byte[] frame) {
    return word(frame, TIME_OFFSET);
  }

  private static long destination(byte[] frame) {
    return (long) word(frame, 0) << 32 | (long) word(frame, 2) << 16 | word(frame, 4);
  }

  private static int word(byte[] frame, int offset) {
    return (frame[offset] & 0xff) << 8 | frame[offset + 1] & 0xff;
  }
}
