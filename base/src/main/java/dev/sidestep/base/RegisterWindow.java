package dev.sidestep.base;

/**
 * Access to the registers of one device: what a driver holds, and what a bus calls.
 *
 * <p>Accesses may have side effects and are never repeated, merged or split by an implementation. A
 * window is used by one thread at a time; whoever owns it says how that is arranged.
 */
public interface RegisterWindow {
  /**
   * Reads {@code width} bytes (1, 2, 4 or 8) at {@code offset} from the start of the window. The
   * result is zero-extended. An offset or width that the device does not decode reads as what the
   * datasheet says, and as all ones where it says nothing.
   */
  long read(long offset, int width);

  /** Writes the low {@code width} bytes (1, 2, 4 or 8) of {@code value} at {@code offset}. */
  void write(long offset, int width, long value);
}
