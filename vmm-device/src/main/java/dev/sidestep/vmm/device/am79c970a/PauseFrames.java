package dev.sidestep.vmm.device.am79c970a;

/**
 * PAUSE by software: frames of IEEE 802.3 annex 31B, which to this chip are frames like others. A
 * far end that does not know them drops them.
 */
final class PauseFrames {
  private static final long GROUP = 0x0180_c200_0001L;
  private static final int BYTES = 60;
  private static final int ADDRESS_BYTES = 6;

  /** Silence for as long as one frame can ask: 33 ms at 1 Gbit/s. */
  static final int LONGEST = 0xffff;

  private PauseFrames() {}

  /** A frame that asks for {@code quanta} of 512 bit times of silence, or for none more. */
  static byte[] of(long source, int quanta) {
    byte[] frame = new byte[BYTES];
    for (int i = 0; i < ADDRESS_BYTES; i++) {
      int shift = Byte.SIZE * (ADDRESS_BYTES - 1 - i);
      frame[i] = (byte) (GROUP >>> shift);
      frame[ADDRESS_BYTES + i] = (byte) (source >>> shift);
    }
    frame[12] = (byte) 0x88;
    frame[13] = 0x08;
    frame[15] = 1;
    frame[16] = (byte) (quanta >>> Byte.SIZE);
    frame[17] = (byte) quanta;
    return frame;
  }
}
