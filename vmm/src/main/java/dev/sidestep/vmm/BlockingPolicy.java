package dev.sidestep.vmm;

/** How the guest is kept from beginning a new sequence during devirtualization ([0048], 710). */
public sealed interface BlockingPolicy {
  /** The virtual device looks busy; what comes nevertheless is accepted. Third method. */
  record Busy() implements BlockingPolicy {}

  /** The whole guest is held at the first access of a new sequence. Fourth method. */
  record HoldGuest() implements BlockingPolicy {}

  /** Stores are logged, and replayed to the device when it is the guest's again. Fifth method. */
  record LogAndReplay() implements BlockingPolicy {}
}
