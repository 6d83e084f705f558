package dev.sidestep.testkit.asm;

import java.util.Arrays;

/** Little-endian bytes that grow at the end and can be changed anywhere. */
final class CodeBuffer {
  private byte[] bytes = new byte[1024];
  private int size;

  int size() {
    return size;
  }

  /** Appends the low {@code widthBytes} bytes of {@code value}. */
  void append(long value, int widthBytes) {
    appendZeros(widthBytes);
    replace(size - widthBytes, value, widthBytes);
  }

  void append(byte[] data) {
    appendZeros(data.length);
    System.arraycopy(data, 0, bytes, size - data.length, data.length);
  }

  void appendZeros(int count) {
    if (size + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + count));
    }
    size += count;
  }

  /** Replaces the low {@code widthBytes} bytes at {@code offset}. */
  void replace(int offset, long value, int widthBytes) {
    for (int i = 0; i < widthBytes; i++) {
      bytes[offset + i] = (byte) (value >>> (Byte.SIZE * i));
    }
  }

  byte[] toArray() {
    return Arrays.copyOf(bytes, size);
  }
}
