package dev.sidestep.riscv;

import java.util.List;

/**
 * Everything a {@link Clint} remembers.
 *
 * @param mtime ticks, unsigned
 * @param harts one entry per hart, in order
 */
public record ClintState(long mtime, List<HartTimer> harts) {
  /** Copies the list. */
  public ClintState {
    harts = List.copyOf(harts);
  }

  /**
   * The registers of one hart.
   *
   * @param softwarePending bit 0 of {@code msip}
   * @param mtimecmp ticks, unsigned
   */
  public record HartTimer(boolean softwarePending, long mtimecmp) {}
}
