package dev.sidestep.platform;

/**
 * What is plugged into a machine's serial port: the far end of the cable. Both methods are called
 * by the machine, with its lock held, and must not block.
 */
public interface SerialPeer {
  /** Takes one character that the machine has sent, 0..255. */
  void accept(int character);

  /**
   * The next character for the machine, 0..255, or -1 if there is none now; after that the machine
   * asks again when {@link Machine#serialInputAvailable} is called.
   */
  int next();
}
