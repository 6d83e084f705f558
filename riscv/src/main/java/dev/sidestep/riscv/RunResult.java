package dev.sidestep.riscv;

/** Why {@link Hart#run} returned. */
public enum RunResult {
  /** As many instructions as were asked for have been executed. */
  BUDGET,
  /** The guest waits for an interrupt, and none that it enabled is pending. */
  WFI,
  /** Machine mode answered {@link MachineMode.Verdict#HOLD}; the access will be tried again. */
  HELD,
  /** {@link Hart#requestExit} was called. */
  ATTENTION,
  /** {@code stimecmp} was written. */
  TIMER
}
