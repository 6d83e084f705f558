package dev.sidestep.network.user;

/** What a selection key leads to; on the network's thread. */
interface Ready {
  /** The channel is ready for {@code operations}, as in {@link java.nio.channels.SelectionKey}. */
  void ready(int operations);
}
