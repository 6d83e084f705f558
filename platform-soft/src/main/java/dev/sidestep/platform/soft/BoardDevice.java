package dev.sidestep.platform.soft;

import dev.sidestep.base.RegisterWindow;
import dev.sidestep.platform.DmaWindow;
import dev.sidestep.platform.RegisterRange;
import java.util.List;

/** A chip as it is soldered to the board. */
interface BoardDevice {
  /** Name on the board: {@code uart0}. */
  String name();

  /** The chip whose interface it has: {@code 16550A}. */
  String interfaceName();

  /** Frequency of its input clock in Hz, or 0. */
  long inputClockHz();

  /** Where its registers are now, in guest-physical addresses. */
  List<RegisterRange> ranges();

  /** PLIC source that its interrupt pin is wired to. */
  int source();

  /** Its registers, under the offsets of {@link #ranges}. */
  RegisterWindow registers();

  /** What it reaches by itself. */
  DmaWindow dma();

  /**
   * Cuts its registers off from the harts, or joins them again: to a hart the place is then empty.
   * Where nothing can move the hart's own translation does that, and there is nothing to do.
   */
  void isolate(boolean isolated);

  /** Pulses its reset pin. */
  void reset();

  /** Its state, to be given to {@link #restore} of the same device. */
  Object state();

  /** Puts it into a state that {@link #state} gave. */
  void restore(Object state);
}
