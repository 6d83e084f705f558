package dev.sidestep.device.model.backend;

import java.util.zip.CRC32;

/** The frame check sequence (IEEE 802.3 clause 3.2.9): the CRC-32 of the rest, low byte first. */
final class FrameCheck {
  static final int BYTES = 4;

  private final CRC32 crc = new CRC32();

  /** True if the last four of {@code length} bytes are the check sequence of those before. */
  boolean isGood(byte[] frame, int length) {
    int end = length - BYTES;
    long sum = of(frame, end);
    long found = 0;
    for (int index = 0; index < BYTES; index++) {
      found |= (frame[end + index] & 0xffL) << (Byte.SIZE * index);
    }
    return found == sum;
  }

  /** Stores the check sequence of the first {@code length} bytes after them. */
  void append(byte[] frame, int length) {
    long sum = of(frame, length);
    for (int index = 0; index < BYTES; index++) {
      frame[length + index] = (byte) (sum >>> (Byte.SIZE * index));
    }
  }

  private long of(byte[] frame, int length) {
    crc.reset();
    crc.update(frame, 0, length);
    return crc.getValue();
  }
}
