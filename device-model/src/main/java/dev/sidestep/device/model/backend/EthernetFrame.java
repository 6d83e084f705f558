package dev.sidestep.device.model.backend;

import java.util.Arrays;

/** A frame without its check sequence, as a saved state holds it: compared by its bytes. */
public final class EthernetFrame {
  private final byte[] bytes;

  private EthernetFrame(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A frame of {@code bytes}, which nobody changes any more. */
  public static EthernetFrame of(byte[] bytes) {
    return new EthernetFrame(bytes);
  }

  /** The bytes themselves; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EthernetFrame frame && Arrays.equals(bytes, frame.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "frame of " + bytes.length + " bytes";
  }
}
