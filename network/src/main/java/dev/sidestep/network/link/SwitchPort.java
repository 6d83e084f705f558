package dev.sidestep.network.link;

import org.jspecify.annotations.Nullable;

/** One socket of a switch, seen from inside; all methods are called by the switch's thread. */
interface SwitchPort {
  /** The frame that came in first and has not been taken yet, or null. */
  byte @Nullable [] first();

  /** Takes what {@link #first} returned. */
  void take();

  /** Sends a frame out, or drops and counts it if there is no room. */
  void deliver(byte[] frame);

  /** False if {@link #deliver} would drop a frame. */
  boolean hasRoom();

  /** A frame that came in was no frame. */
  void malformed();

  /**
   * Tells whoever is at the other end of the cable about what was delivered since the last call.
   */
  void tell();
}
