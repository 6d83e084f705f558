package dev.sidestep.device.model.i82540em;

import java.util.zip.CRC32;

/** The frame check sequence of IEEE 802.3 clause 3.2.9: CRC-32, the low byte first on the wire. */
final class FrameCheck {
  /** Bytes of a frame check sequence. */
  static final int LENGTH = 4;

  private final CRC32 crc = new CRC32();

  /** Puts the check sequence of {@code frame[0..length)} behind it. */
  void append(byte[] frame, int length) {
    Bytes.setIntLittle(frame, length, compute(frame, length));
  }

  /** True if {@code frame[0..length)} ends in its check sequence. */
  boolean isGood(byte[] frame, int length) {
    int data = length - LENGTH;
    return data >= 0 && Bytes.intLittle(frame, data) == compute(frame, data);
  }

  private int compute(byte[] frame, int length) {
    crc.reset();
    crc.update(frame, 0, length);
    return (int) crc.getValue();
  }
}
