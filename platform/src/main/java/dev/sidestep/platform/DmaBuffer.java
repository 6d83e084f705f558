package dev.sidestep.platform;

import dev.sidestep.base.MemoryWindow;

/** Memory of the monitor that a device reaches too; the addresses are the device's. */
public interface DmaBuffer extends MemoryWindow {
  /** Where the device finds its first byte; no guest-physical address of memory equals it. */
  long address();

  /** Bytes. */
  int size();
}
