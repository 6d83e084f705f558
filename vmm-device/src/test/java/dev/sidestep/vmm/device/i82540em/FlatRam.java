package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.base.MemoryWindow;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Guest memory from address 0x8000_0000 on; nothing else is behind it. */
final class FlatRam implements MemoryWindow {
  static final long BASE = 0x8000_0000L;
  static final int BYTES = 1 << 20;

  private final ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);

  private static boolean covers(long address, int length) {
    return address >= BASE && address - BASE <= BYTES - (long) length;
  }

  @Override
  public boolean read(long address, byte[] target, int offset, int length) {
    if (covers(address, length)) {
      bytes.get((int) (address - BASE), target, offset, length);
      return true;
    }
    return false;
  }

  @Override
  public boolean write(long address, byte[] source, int offset, int length) {
    if (covers(address, length)) {
      bytes.put((int) (address - BASE), source, offset, length);
      return true;
    }
    return false;
  }

  void put(long address, byte... values) {
    bytes.put((int) (address - BASE), values);
  }

  byte[] get(long address, int length) {
    byte[] copy = new byte[length];
    bytes.get((int) (address - BASE), copy);
    return copy;
  }

  long quadword(long address) {
    return bytes.getLong((int) (address - BASE));
  }

  void setQuadword(long address, long value) {
    bytes.putLong((int) (address - BASE), value);
  }
}
