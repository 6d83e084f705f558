package dev.sidestep.platform.soft;

import dev.sidestep.base.RegisterWindow;
import dev.sidestep.riscv.DeviceTreeNode;

/** A chip as it is soldered to the board. */
interface BoardDevice {
  /** Name on the board: {@code uart0}. */
  String name();

  /** The chip whose interface it has: {@code 16550A}. */
  String interfaceName();

  /** Frequency of its input clock in Hz, or 0. */
  long inputClockHz();

  /** Guest-physical address of its first register. */
  long address();

  /** Bytes of its register window. */
  long size();

  /** PLIC source that its interrupt pin is wired to. */
  int source();

  /** Its registers. */
  RegisterWindow registers();

  /** Pulses its reset pin. */
  void reset();

  /** Adds its own node under {@code soc}; the PLIC is labelled {@link GuestTree#PLIC_LABEL}. */
  void describe(DeviceTreeNode soc);

  /** Its state, to be given to {@link #restore} of the same device. */
  Object state();

  /** Puts it into a state that {@link #state} gave. */
  void restore(Object state);
}
