package dev.sidestep.device.model;

import dev.sidestep.device.spec.uart16550.LineSettings;

/**
 * The pins of a UART that point outwards. Called by whoever accesses the UART or runs its events,
 * at the very end of that access or event except for {@link #transmitted}.
 */
public interface SerialOutlet {
  /** Pins that lead nowhere. */
  SerialOutlet UNCONNECTED = new SerialOutlet() {};

  /**
   * The last stop bit of a character has left.
   *
   * @param data the character, as many bits as {@code line} says
   * @param line how it was sent
   */
  default void transmitted(int data, LineSettings line) {}

  /** SOUT is held low from now on, or is released. */
  default void breakCondition(boolean on) {}

  /** The modem control outputs have changed; true is active (the pins themselves are low then). */
  default void modemOutputs(boolean dtr, boolean rts, boolean out1, boolean out2) {}

  /** The receiver had no room for a character and has some now. */
  default void receiverReady() {}
}
