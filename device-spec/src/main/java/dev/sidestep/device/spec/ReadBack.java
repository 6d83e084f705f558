package dev.sidestep.device.spec;

/** Whether software can learn a part of a device's state from the device itself. */
public enum ReadBack {
  /** A read returns it and changes nothing. */
  READABLE,
  /** A read returns it, but only after another register was changed to bring it into view. */
  BANKED,
  /** A read returns it once: whoever reads owes it to whoever was to read it. */
  ONCE,
  /** Only a part of it, or a consequence of it, can be read. */
  PARTLY,
  /** Nothing returns it. It is observed when written, awaited until it is gone, or assumed. */
  HIDDEN
}
