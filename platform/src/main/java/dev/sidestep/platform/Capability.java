package dev.sidestep.platform;

/** What a platform may or may not be able to do; asked before use. */
public enum Capability {
  /** Time is counted in instructions, and a run can be repeated exactly. */
  DETERMINISTIC_CLOCK,
  /** {@link PhysicalDevice#reset} works. */
  DEVICE_RESET,
  /** {@link Machine#snapshot} works. */
  SNAPSHOT
}
