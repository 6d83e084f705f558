package dev.sidestep.platform.soft;

import dev.sidestep.device.model.pci.PciChip;

/** The chip of a network card, with its cable. Lock held. */
interface CardChip extends PciChip {
  /** The peer may have something to say. */
  void wake();

  /** Plugs the cable in, or pulls it. */
  void connectCable(boolean connected);

  /** The state of chip and cable, to be given to {@link #restore} of the same chip. */
  Object state();

  /** Puts both into a state that {@link #state} gave. */
  void restore(Object state);
}
