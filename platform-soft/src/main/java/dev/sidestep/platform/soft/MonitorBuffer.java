package dev.sidestep.platform.soft;

import dev.sidestep.platform.DmaBuffer;

/** A buffer of the monitor's. Lock held by whoever reads or writes, so bytes need no fence. */
final class MonitorBuffer implements DmaBuffer {
  private final long address;
  private final byte[] bytes;

  MonitorBuffer(long address, int size) {
    this.address = address;
    this.bytes = new byte[size];
  }

  @Override
  public long address() {
    return address;
  }

  @Override
  public int size() {
    return bytes.length;
  }

  private boolean isInside(long at, int length) {
    return at >= address && length >= 0 && at - address <= bytes.length - length;
  }

  @Override
  public boolean read(long at, byte[] target, int offset, int length) {
    boolean inside = isInside(at, length);
    if (inside) {
      System.arraycopy(bytes, (int) (at - address), target, offset, length);
    }
    return inside;
  }

  @Override
  public boolean write(long at, byte[] source, int offset, int length) {
    boolean inside = isInside(at, length);
    if (inside) {
      System.arraycopy(source, offset, bytes, (int) (at - address), length);
    }
    return inside;
  }
}
