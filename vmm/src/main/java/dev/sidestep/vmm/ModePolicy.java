package dev.sidestep.vmm;

/**
 * How the monitor's driver comes to terms with the mode that the guest has set ([0052], [0053]).
 */
public sealed interface ModePolicy {
  /** The driver works in one mode; a device in another one is not virtualized. */
  record MatchByDesign() implements ModePolicy {}

  /** The driver queries the device and works in whatever mode it finds. */
  record AdoptByQuery() implements ModePolicy {}

  /** The driver saves the guest's mode, sets its own, and in the end restores the guest's. */
  record SaveReconfigureRestore() implements ModePolicy {}
}
