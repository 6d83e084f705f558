package dev.sidestep.platform;

/** Whose handlers get a device's interrupts. */
public enum Owner {
  GUEST,
  VMM
}
