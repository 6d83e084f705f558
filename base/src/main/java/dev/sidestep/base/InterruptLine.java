package dev.sidestep.base;

/**
 * A level-triggered wire out of a device. The device calls {@link #set} whenever it has recomputed
 * the level; repeated calls with the same level have no effect.
 */
@FunctionalInterface
public interface InterruptLine {
  /** A wire that leads nowhere. */
  InterruptLine UNCONNECTED = asserted -> {};

  /** Drives the wire high ({@code true}) or low. */
  void set(boolean asserted);
}
