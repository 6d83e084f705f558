package dev.sidestep.platform.soft;

import dev.sidestep.device.model.pci.PciChip;

/** The chip of a network card, plugged into its cable. Lock held. */
interface CardChip extends PciChip {
  /** Its state, to be given to {@link #restore} of the same chip. */
  Object state();

  /** Puts it into a state that {@link #state} gave. */
  void restore(Object state);
}
