package dev.sidestep.control.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/** Takes what the guest sends, a pattern again and again, and compares every byte. */
final class BulkSink implements TcpService.Handler {
  private static final int BUFFER_BYTES = 1 << 16;

  /** A whole pattern, and as much of it again as one read may need. */
  private final byte[] expected;

  private final int patternBytes;
  private final Troubles troubles;
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong damaged = new AtomicLong();

  BulkSink(byte[] pattern, Troubles troubles) {
    this.troubles = troubles;
    patternBytes = pattern.length;
    expected = new byte[pattern.length + BUFFER_BYTES];
    for (int at = 0; at < expected.length; at += pattern.length) {
      System.arraycopy(pattern, 0, expected, at, Math.min(pattern.length, expected.length - at));
    }
  }

  @Override
  public void serve(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long position = 0;
    for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
      check(buffer, count, position);
      position += count;
      bytes.addAndGet(count);
    }
    if (position % patternBytes != 0) {
      troubles.note(
          "The guest's stream ended within its data, after %,d bytes.".formatted(position));
    }
  }

  private void check(byte[] buffer, int count, long position) {
    int from = (int) (position % patternBytes);
    int wrong = Arrays.mismatch(buffer, 0, count, expected, from, from + count);
    if (wrong < 0) {
      return;
    }
    if (damaged.get() == 0) {
      troubles.note("Byte %,d of the guest's stream is wrong.".formatted(position + wrong));
    }
    for (int i = wrong; i < count; i++) {
      if (buffer[i] != expected[from + i]) {
        damaged.incrementAndGet();
      }
    }
  }

  long bytes() {
    return bytes.get();
  }

  /** Bytes that were not the right ones at their place. */
  long damagedBytes() {
    return damaged.get();
  }
}
