package dev.sidestep.platform.soft;

import dev.sidestep.base.MemoryWindow;
import dev.sidestep.riscv.CodeCache;
import dev.sidestep.riscv.Ram;
import java.lang.invoke.VarHandle;

/**
 * The guest's memory under guest-physical addresses, for those who do not come through a hart's
 * TLB: bus masters and the monitor. What was decoded from bytes that change is forgotten.
 */
final class GuestRam implements MemoryWindow {
  private final Ram ram;
  private final CodeCache code;

  GuestRam(Ram ram, CodeCache code) {
    this.ram = ram;
    this.code = code;
  }

  private boolean isInside(long address, int length) {
    long offset = address - AddressMap.RAM;
    return offset >= 0 && length >= 0 && offset <= ram.size() - length;
  }

  private long onBus(long address) {
    return ram.base() + (address - AddressMap.RAM);
  }

  @Override
  public boolean read(long address, byte[] target, int offset, int length) {
    if (!isInside(address, length)) {
      return false;
    }
    VarHandle.acquireFence(); // what made the caller read was read first
    ram.read(onBus(address), target, offset, length);
    return true;
  }

  @Override
  public boolean write(long address, byte[] source, int offset, int length) {
    if (!isInside(address, length)) {
      return false;
    }
    VarHandle.releaseFence(); // what the caller wrote before is seen first
    ram.write(onBus(address), source, offset, length);
    VarHandle.releaseFence(); // and this before what it writes next, whoever writes that
    code.invalidate(onBus(address), length);
    return true;
  }
}
