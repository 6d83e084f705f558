package dev.sidestep.network.user;

/** Something that has to be done at a certain time; on the network's thread. */
interface Timed {
  /** A deadline that never comes. */
  long NEVER = Long.MAX_VALUE;

  /** When {@link #tick} is to be called, or {@link #NEVER}. */
  long deadline();

  /** Does what is due at {@code now}. */
  void tick(long now);
}
