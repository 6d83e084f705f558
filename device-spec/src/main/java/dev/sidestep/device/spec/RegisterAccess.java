package dev.sidestep.device.spec;

/** What software can do to a register, and what an access does to it. */
public enum RegisterAccess {
  /** Reads and writes without side effect on the register itself. */
  RW(true, true),
  /** Reads without side effect; writes are ignored. */
  RO(true, false),
  /** Writes only; the address reads as something else or as nothing. */
  WO(false, true),
  /** A read clears some or all of the bits that it returned; writes are ignored. */
  READ_CLEARS(true, false),
  /** A read takes an element out of the device and the next read returns another one. */
  READ_POPS(true, false),
  /** Reads; a written one clears its bit. */
  W1C(true, true),
  /** Reads; a written one sets its bit, a zero leaves it. */
  W1S(true, true);

  private final boolean readable;
  private final boolean writable;

  RegisterAccess(boolean readable, boolean writable) {
    this.readable = readable;
    this.writable = writable;
  }

  /** True if a read of the offset reaches this register. */
  public boolean isReadable() {
    return readable;
  }

  /** True if a write to the offset reaches this register. */
  public boolean isWritable() {
    return writable;
  }

  /** True if a monitor that reads this register takes something from the guest. */
  public boolean readHasSideEffect() {
    return this == READ_CLEARS || this == READ_POPS;
  }
}
