package dev.sidestep.network.user;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Closes what is given up. */
final class Channels {
  private Channels() {}

  /** Closes it if it is there; nobody is left who wants to know whether that worked. */
  static void close(@Nullable Closeable channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException gone) {
      // It is closed all the same.
    }
  }
}
