package dev.sidestep.testkit.asm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Little-endian bytes that grow at the end and can be changed anywhere. */
final class CodeBuffer {
  private ByteBuffer bytes = littleEndian(new byte[1024]);

  private static ByteBuffer littleEndian(byte[] array) {
    return ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN);
  }

  int size() {
    return bytes.position();
  }

  /** Appends the low {@code widthBytes} bytes of {@code value}. */
  void append(long value, int widthBytes) {
    reserve(widthBytes);
    for (int i = 0; i < widthBytes; i++) {
      bytes.put((byte) (value >>> (Byte.SIZE * i)));
    }
  }

  void appendZeros(int count) {
    reserve(count);
    bytes.position(bytes.position() + count);
  }

  void append(byte[] data) {
    reserve(data.length);
    bytes.put(data);
  }

  /** Replaces the low {@code widthBytes} bytes at {@code offset}. */
  void replace(int offset, long value, int widthBytes) {
    for (int i = 0; i < widthBytes; i++) {
      bytes.put(offset + i, (byte) (value >>> (Byte.SIZE * i)));
    }
  }

  byte[] toArray() {
    return Arrays.copyOf(bytes.array(), size());
  }

  private void reserve(int more) {
    if (bytes.remaining() < more) {
      int size = size();
      byte[] larger = Arrays.copyOf(bytes.array(), Math.max(2 * bytes.capacity(), size + more));
      bytes = littleEndian(larger);
      bytes.position(size);
    }
  }
}
