package dev.sidestep.vmm;

/** What becomes of an access that the virtual device's state machine has no row for ([0042]). */
public sealed interface IllegalAccessPolicy {
  /** A store does nothing, a load returns all ones. */
  record Drop() implements IllegalAccessPolicy {}

  /** The guest gets an access fault. */
  record TargetAbort() implements IllegalAccessPolicy {}
}
