package dev.sidestep.riscv;

import dev.sidestep.base.RegisterWindow;

/** A device and the addresses that it decodes. */
final class DeviceSlot {
  private final long base;
  private final long size;
  private final RegisterWindow device;
  private volatile boolean plugged = true;

  DeviceSlot(long base, long size, RegisterWindow device) {
    this.base = base;
    this.size = size;
    this.device = device;
  }

  long base() {
    return base;
  }

  long size() {
    return size;
  }

  RegisterWindow device() {
    return device;
  }

  boolean contains(long address) {
    return Long.compareUnsigned(address - base, size) < 0;
  }

  /** True if all of an aligned access goes here; false also after unplugging. */
  boolean takes(long address, int width) {
    return (address & (width - 1)) == 0
        && contains(address)
        && contains(address + width - 1)
        && plugged;
  }

  void unplug() {
    plugged = false;
  }
}
