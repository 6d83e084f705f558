package dev.sidestep.device.model.am79c970a;

import dev.sidestep.base.MemoryWindow;

/** The chip as a bus master: waits while it may not, and notes what nobody answers. */
final class Bus {
  private final MemoryWindow memory;
  private boolean granted;
  private boolean failed;
  private long aborts;

  Bus(MemoryWindow memory) {
    this.memory = memory;
  }

  boolean isGranted() {
    return granted;
  }

  void setGranted(boolean nowGranted) {
    granted = nowGranted;
  }

  boolean read(long address, byte[] target, int offset, int length) {
    return answered(memory.read(address, target, offset, length));
  }

  boolean write(long address, byte[] source, int offset, int length) {
    return answered(memory.write(address, source, offset, length));
  }

  private boolean answered(boolean answer) {
    if (!answer) {
      failed = true;
      aborts++;
    }
    return answer;
  }

  /** True once after a master abort. */
  boolean takeFailure() {
    boolean had = failed;
    failed = false;
    return had;
  }

  /** Master aborts since power-on. */
  long aborts() {
    return aborts;
  }

  void restoreAborts(long count) {
    aborts = count;
  }
}
