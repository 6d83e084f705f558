package dev.sidestep.device.model.pci;

import dev.sidestep.base.RegisterWindow;

/**
 * A chip, as the PCI function around it and the board see it.
 *
 * @param <S> its state; immutable
 */
public interface PciChip<S> {
  /** The registers behind base address register {@code index}; only of those that there are. */
  RegisterWindow bar(int index);

  /** The reset pin: registers as after power-on. */
  void reset();

  /** The way back from D3hot to D0. */
  void resetFromD3();

  /**
   * Whether the chip may master the bus has changed. When it may again, what waited for that goes
   * on.
   */
  void busMasterGranted(boolean granted);

  /** Everything it knows, to be given to {@link #restore} of such a chip. */
  S state();

  /** Puts it into {@code state}. */
  void restore(S state);
}
