package dev.sidestep.device.model.i82540em;

import java.util.Arrays;

/** Bytes in a saved state: immutable, and equal if the bytes are. */
final class FrameBytes {
  /** No bytes. */
  static final FrameBytes NONE = new FrameBytes(new byte[0]);

  private final byte[] bytes;

  private FrameBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  static FrameBytes copyOf(byte[] bytes, int length) {
    return length == 0 ? NONE : new FrameBytes(Arrays.copyOf(bytes, length));
  }

  int length() {
    return bytes.length;
  }

  void copyTo(byte[] target) {
    System.arraycopy(bytes, 0, target, 0, bytes.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FrameBytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
