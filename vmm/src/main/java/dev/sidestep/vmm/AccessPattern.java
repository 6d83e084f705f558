package dev.sidestep.vmm;

import dev.sidestep.platform.MmioAccess;

/**
 * Which low-level accesses a row of an {@link IoStateMachine} is about.
 *
 * @param store true for stores, false for loads
 * @param offset of the register in the device's window
 * @param span bytes of registers, from {@code offset} on; 1 for one register
 * @param width in bytes; 0 for any
 * @param mask which bits of a stored value matter; 0 for loads
 * @param match what those bits must be
 */
public record AccessPattern(
    boolean store, long offset, long span, int width, long mask, long match) {
  /** Loads of the register at {@code offset}. */
  public static AccessPattern load(long offset, int width) {
    return new AccessPattern(false, offset, 1, width, 0, 0);
  }

  /** Stores of anything to the register at {@code offset}. */
  public static AccessPattern store(long offset, int width) {
    return new AccessPattern(true, offset, 1, width, 0, 0);
  }

  /** Loads of any width of the register at {@code offset}. */
  public static AccessPattern load(long offset) {
    return load(offset, 0);
  }

  /** Stores of any width of anything to the register at {@code offset}. */
  public static AccessPattern store(long offset) {
    return store(offset, 0);
  }

  /**
   * The stores of this pattern whose value has exactly {@code match} in the bits of {@code mask}.
   */
  public AccessPattern where(long mask, long match) {
    return new AccessPattern(store, offset, span, width, mask, match);
  }

  /** The same accesses of every register in {@code bytes} bytes from the first one on. */
  public AccessPattern spanning(long bytes) {
    return new AccessPattern(store, offset, bytes, width, mask, match);
  }

  /** True if {@code access}, at {@code atOffset} in the device's window, is one of these. */
  public boolean matches(MmioAccess access, long atOffset) {
    return atOffset - offset >= 0
        && atOffset - offset < span
        && access.isStore() == store
        && (width == 0 || access.width() == width)
        && (mask == 0 || (access.value() & mask) == match);
  }

  @Override
  public String toString() {
    String last = span == 1 ? "" : ".." + Long.toHexString(offset + span - 1);
    String access = (store ? "store " : "load ") + Long.toHexString(offset) + last;
    return mask == 0
        ? access
        : access + " where &" + Long.toHexString(mask) + "=" + Long.toHexString(match);
  }
}
