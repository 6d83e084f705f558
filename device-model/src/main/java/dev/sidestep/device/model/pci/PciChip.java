package dev.sidestep.device.model.pci;

import dev.sidestep.base.RegisterWindow;

/** A chip, as the PCI function around it sees it. */
public interface PciChip {
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
}
