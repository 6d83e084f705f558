package dev.sidestep.platform;

import dev.sidestep.base.MemoryWindow;

/** Memory of the monitor that a device reaches too; the addresses are the device's. */
public interface DmaBuffer extends MemoryWindow {
  /**
   * Where the device finds its first byte: below 4 GiB, with all that follows, so that every chip
   * reaches it. No guest-physical address of memory equals it.
   */
  long address();

  /** Bytes. */
  int size();
}
