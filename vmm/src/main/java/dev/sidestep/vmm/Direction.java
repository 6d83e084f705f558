package dev.sidestep.vmm;

/** Which way a switch goes. */
public enum Direction {
  /** From direct to emulated custody. */
  VIRTUALIZE,
  /** From emulated to direct custody. */
  DEVIRTUALIZE
}
