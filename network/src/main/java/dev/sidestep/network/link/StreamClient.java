package dev.sidestep.network.link;

import dev.sidestep.base.Failure;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** Connects again to a server that was there at least once, and waits longer and longer for it. */
final class StreamClient implements StreamConnector {
  private static final long FIRST_WAIT_MILLIS = 50;
  private static final long LONGEST_WAIT_MILLIS = 2_000;

  private final StreamAddress address;

  StreamClient(StreamAddress address) {
    this.address = address;
  }

  /**
   * Connects for the first time.
   *
   * @throws Failure if nobody answers
   */
  static SocketChannel open(StreamAddress address) {
    try {
      return SocketChannel.open(address.resolve());
    } catch (IOException refused) {
      throw new Failure(
          Failure.Reason.NO_NETWORK,
          "Nothing answers at "
              + address
              + " ("
              + refused.getMessage()
              + "); start the other side first, or let it connect with listen:"
              + address
              + ".",
          refused);
    }
  }

  @Override
  public SocketChannel connect() throws InterruptedException {
    SocketChannel ready = null;
    long wait = FIRST_WAIT_MILLIS;
    while (ready == null) {
      Thread.sleep(wait);
      wait = Math.min(2 * wait, LONGEST_WAIT_MILLIS);
      ready = tryOnce();
    }
    return ready;
  }

  private @Nullable SocketChannel tryOnce() {
    try {
      return SocketChannel.open(address.resolve());
    } catch (IOException | Failure stillAway) {
      return null;
    }
  }

  /** An interrupt is enough: there is nothing to close between two connections. */
  @Override
  public void close() {}
}
