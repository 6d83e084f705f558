package dev.sidestep.platform;

/** What happens when the guest touches an address. */
public enum AccessMode {
  /** Nothing that this guest may use: an access fault. */
  NONE,
  /** Memory or a device: the access completes without the monitor. */
  DIRECT,
  /** The access exits to the monitor. */
  INTERCEPTED
}
