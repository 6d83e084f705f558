package dev.sidestep.network.link;

import dev.sidestep.base.Failure;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** Connects to a server that was there at least once, and waits longer and longer for it. */
final class StreamClient implements StreamConnector {
  private static final long FIRST_WAIT_MILLIS = 50;
  private static final long LONGEST_WAIT_MILLIS = 2_000;

  private final StreamAddress address;
  private @Nullable SocketChannel first;

  private StreamClient(StreamAddress address, SocketChannel first) {
    this.address = address;
    this.first = first;
  }

  /**
   * Connects for the first time.
   *
   * @throws Failure if nobody answers
   */
  static StreamClient of(StreamAddress address) {
    try {
      return new StreamClient(address, SocketChannel.open(address.resolve()));
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
    SocketChannel ready = first;
    first = null;
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

  @Override
  public void close() throws IOException {
    SocketChannel unused = first;
    if (unused != null) {
      unused.close();
    }
  }
}
