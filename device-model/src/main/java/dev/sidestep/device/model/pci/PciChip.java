package dev.sidestep.device.model.pci;

import dev.sidestep.base.RegisterWindow;

/** A chip, as the PCI function around it sees it. */
public interface PciChip {
  /** The registers behind base address register {@code index}; only of those that there are. */
  RegisterWindow bar(int index);

  /** Registers as after power-on: the reset pin, or the way back from D3hot to D0. */
  void reset();

  /** The chip may master the bus again: what waited for that goes on. */
  void busMasterGranted();
}
