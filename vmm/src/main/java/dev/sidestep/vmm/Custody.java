package dev.sidestep.vmm;

/**
 * Who has a device, and how far a change has come. The only state that a switch has:
 *
 * <pre>
 *   DIRECT   -intercepted (210..216)-> OBSERVED
 *   OBSERVED -boundary (420, 218)----> EMULATED
 *   OBSERVED -undo-------------------> DIRECT
 *   EMULATED -devirtualize (708,710)-> DRAINING
 *   DRAINING -undo-------------------> EMULATED
 *   DRAINING -quiet (716..722)-------> DIRECT
 * </pre>
 */
public enum Custody {
  /** The guest touches the device and takes its interrupts; the monitor does neither. */
  DIRECT,
  /** Accesses exit and are let through, until the monitor knows a sequence boundary (FIG. 4). */
  OBSERVED,
  /** Accesses exit and go to the virtual device; only the monitor's driver touches the device. */
  EMULATED,
  /** As EMULATED, and no new sequence begins, until the device can be handed back (FIG. 7). */
  DRAINING;

  /** True if there is an arrow from this custody to {@code next}. */
  public boolean mayBecome(Custody next) {
    return switch (this) {
      case DIRECT -> next == OBSERVED;
      case OBSERVED -> next == EMULATED || next == DIRECT;
      case EMULATED -> next == DRAINING;
      case DRAINING -> next == DIRECT || next == EMULATED;
    };
  }
}
