package dev.sidestep.device.spec;

/** What a register is for, as far as a change of custody is concerned. */
public enum RegisterRole {
  /** Selects how the device works; stays as written. */
  MODE,
  /** Tells what the device is doing. */
  STATUS,
  /** Makes the device do something. */
  COMMAND,
  /** Carries the data of an I/O. */
  DATA,
  /** Tells the device that memory has changed. */
  DOORBELL,
  /** Enables, reports or acknowledges interrupts. */
  INTERRUPT
}
