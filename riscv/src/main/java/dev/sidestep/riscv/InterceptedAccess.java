package dev.sidestep.riscv;

/**
 * One load or store that left the hart because its page is intercepted. Reused: one per hart, valid
 * only during {@link MachineMode#intercepted}.
 */
public final class InterceptedAccess {
  private long guestPhysicalAddress;
  private int width;
  private boolean store;
  private long value;

  /** An access that has not happened yet. */
  public InterceptedAccess() {}

  void set(long guestPhysicalAddress, int width, boolean store, long value) {
    this.guestPhysicalAddress = guestPhysicalAddress;
    this.width = width;
    this.store = store;
    this.value = value;
  }

  /** Address as the guest calls it; never crosses a page. */
  public long guestPhysicalAddress() {
    return guestPhysicalAddress;
  }

  /** Bytes: 1, 2, 4 or 8. */
  public int width() {
    return width;
  }

  /** True for a store. */
  public boolean isStore() {
    return store;
  }

  /** What is stored, or, after {@link #answer}, what the load returns; zero-extended. */
  public long value() {
    return value;
  }

  /** Gives a load its result, zero-extended; the hart extends as the instruction says. */
  public void answer(long loaded) {
    value = loaded;
  }
}
