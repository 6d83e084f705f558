package dev.sidestep.guest.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

/**
 * The two byte streams of the traffic demonstration, reproducible from a seed. Both are made by the
 * host; {@code init.sh} says how the guest handles them.
 *
 * <p>A record has {@value #BYTES} bytes: the stream's letter, the record's number (32 bits, little
 * endian), and pseudo-random bytes.
 */
public final class TrafficRecords {
  /** Bytes of a record. */
  public static final int BYTES = 256;

  /** A stream, named by the letter that its records start with. */
  public enum Stream {
    /** Sent by the guest from {@code /data/send}. */
    SENT('S'),
    /** Sent by the host and echoed by the guest. */
    ECHOED('E');

    private final byte letter;

    Stream(char letter) {
      this.letter = (byte) letter;
    }

    /** The first byte of each record. */
    public byte letter() {
      return letter;
    }
  }

  private TrafficRecords() {}

  /**
   * The first {@code bytes} bytes of a stream.
   *
   * @param bytes a multiple of {@link #BYTES}
   */
  public static byte[] generate(Stream stream, long seed, int bytes) {
    if (bytes < 0 || bytes % BYTES != 0) {
      throw new IllegalArgumentException(bytes + " is not a multiple of " + BYTES);
    }
    ByteBuffer out = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    byte[] content = new byte[BYTES - 5];
    SplittableRandom random = new SplittableRandom(seed * 31 + stream.letter);
    for (int number = 0; out.hasRemaining(); number++) {
      random.nextBytes(content);
      out.put(stream.letter).putInt(number).put(content);
    }
    return out.array();
  }
}
