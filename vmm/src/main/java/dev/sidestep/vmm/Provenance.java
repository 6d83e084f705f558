package dev.sidestep.vmm;

/** How the monitor came to know a part of a device's state. */
public enum Provenance {
  /** The monitor saw the guest write it, and it cannot have changed since. */
  OBSERVED,
  /** The device returned it. */
  READ,
  /** Follows from something else that is known, or from what was known before. */
  INFERRED,
  /** Not known; the documented safe assumption was made. */
  UNKNOWN
}
