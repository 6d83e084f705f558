package dev.sidestep.vmm;

import dev.sidestep.platform.MmioAccess;
import dev.sidestep.platform.Verdict;

/** A switch under way. Moved on by what happens at its device, and by its own timers. */
sealed interface Protocol permits VirtualizeDevice, DevirtualizeDevice, ReplaceHardware {
  /** The guest's access, in OBSERVED or DRAINING custody. */
  Verdict access(MmioAccess access, long offset);

  /** Something has happened at the device. */
  void advance();

  /** A stray interrupt was given to the guest, or dropped. */
  void stray(boolean forwarded);

  /** Ends it where it is. */
  void machineStopped();
}
