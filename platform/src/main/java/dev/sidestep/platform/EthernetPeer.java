package dev.sidestep.platform;

import org.jspecify.annotations.Nullable;

/**
 * What is at the far end of a machine's network cable. Frames begin with the destination address
 * and end before the frame check sequence, which the cable makes and checks. The methods are called
 * by the machine, with its lock held, and must not block.
 */
public interface EthernetPeer {
  /** Takes one frame that the machine has sent; the array may be kept but not changed. */
  void accept(byte[] frame);

  /**
   * The next frame for the machine, not changed by anybody any more, or null if there is none now;
   * after that the machine asks again when {@link Machine#networkInputAvailable} is called. It asks
   * only when the frame can be put on the wire: while the machine has sent PAUSE, frames wait here.
   */
  byte @Nullable [] next();
}
