package dev.sidestep.platform;

/** What happens when the guest touches an address. */
public enum AccessMode {
  /** Memory or a device: the access completes without the monitor. */
  DIRECT,
  /** The access exits to the monitor. */
  INTERCEPTED,
  /** Nothing that this guest may use: an access fault. */
  NONE
}
