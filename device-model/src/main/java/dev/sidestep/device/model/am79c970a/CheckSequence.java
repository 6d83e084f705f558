package dev.sidestep.device.model.am79c970a;

import java.util.zip.CRC32;

/** CRC-32 of IEEE 802.3, for frames and for the logical address filter. */
final class CheckSequence {
  /** Bytes at the end of a frame. */
  static final int BYTES = 4;

  private static final int HASH_SHIFT = 26;

  private final CRC32 crc = new CRC32();

  private int of(byte[] data, int length) {
    crc.reset();
    crc.update(data, 0, length);
    return (int) crc.getValue();
  }

  /** Puts the check sequence of {@code frame[0..length)} behind it, the low byte first. */
  void append(byte[] frame, int length) {
    int value = of(frame, length);
    for (int i = 0; i < BYTES; i++) {
      frame[length + i] = (byte) (value >>> (Byte.SIZE * i));
    }
  }

  /** True if {@code frame[0..length)} ends in its check sequence. */
  boolean isGood(byte[] frame, int length) {
    int value = of(frame, length - BYTES);
    boolean good = true;
    for (int i = 0; i < BYTES; i++) {
      good &= frame[length - BYTES + i] == (byte) (value >>> (Byte.SIZE * i));
    }
    return good;
  }

  /** Which of 64 bits of the logical address filter an address has. Datasheet: CSR8 to CSR11. */
  int hash(byte[] address, int length) {
    return ~of(address, length) >>> HASH_SHIFT;
  }
}
