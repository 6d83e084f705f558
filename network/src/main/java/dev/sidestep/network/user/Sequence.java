package dev.sidestep.network.user;

/**
 * TCP sequence numbers without the wrap: positions in a stream whose low 32 bits are on the wire.
 */
final class Sequence {
  private Sequence() {}

  /** The position nearest to {@code reference} that {@code wire} can stand for. */
  static long near(long reference, int wire) {
    return reference + (wire - (int) reference);
  }
}
