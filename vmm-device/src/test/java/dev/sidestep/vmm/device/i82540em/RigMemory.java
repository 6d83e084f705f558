package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.base.MemoryWindow;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Memory in an array, from an address on. */
final class RigMemory implements MemoryWindow {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final long base;
  private final byte[] bytes;

  RigMemory(long base, int size) {
    this.base = base;
    bytes = new byte[size];
  }

  private boolean contains(long address, int length) {
    return address >= base && address + length <= base + bytes.length;
  }

  @Override
  public boolean read(long address, byte[] target, int offset, int length) {
    if (!contains(address, length)) {
      return false;
    }
    System.arraycopy(bytes, (int) (address - base), target, offset, length);
    return true;
  }

  @Override
  public boolean write(long address, byte[] source, int offset, int length) {
    if (!contains(address, length)) {
      return false;
    }
    System.arraycopy(source, offset, bytes, (int) (address - base), length);
    return true;
  }

  long getLong(long address) {
    return (long) LONG.get(bytes, (int) (address - base));
  }

  void setLong(long address, long value) {
    LONG.set(bytes, (int) (address - base), value);
  }

  byte[] copy(long address, int length) {
    int start = (int) (address - base);
    return Arrays.copyOfRange(bytes, start, start + length);
  }

  void put(long address, byte[] data) {
    System.arraycopy(data, 0, bytes, (int) (address - base), data.length);
  }
}
