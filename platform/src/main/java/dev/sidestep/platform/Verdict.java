package dev.sidestep.platform;

/** What becomes of an intercepted access. */
public enum Verdict {
  /** The monitor has done it; a load returns {@link MmioAccess#value}. */
  COMPLETED,
  /** The platform lets the access through to the hardware. */
  FORWARD,
  /** The guest gets an access fault, its bus's form of a target abort ([0042]). */
  FAULT,
  /**
   * No vCPU of this guest runs until {@link Platform#release}; then the instruction is executed
   * anew ([0048], fourth method: block the entire OS).
   */
  HOLD
}
