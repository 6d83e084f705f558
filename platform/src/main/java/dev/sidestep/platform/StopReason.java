package dev.sidestep.platform;

/** Why a machine is not running. */
public enum StopReason {
  /** The guest powered it off. */
  POWER_OFF,
  /** The guest asked for a reboot. */
  REBOOT,
  /** The guest reported a system failure when it asked for power-off or reboot. */
  GUEST_FAILURE,
  /** Every vCPU waits, and under a deterministic clock nothing is left that could wake one. */
  IDLE,
  /** {@link Machine#stop} was called. */
  STOPPED,
  /** {@link Machine#run} executed as many instructions as it was allowed to. */
  INSTRUCTION_LIMIT
}
