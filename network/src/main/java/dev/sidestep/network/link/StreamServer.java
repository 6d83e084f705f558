package dev.sidestep.network.link;

import dev.sidestep.base.Failure;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;

/** Listens, and takes one connection after the other. */
final class StreamServer implements StreamConnector {
  private final StreamAddress address;
  private final ServerSocketChannel channel;

  private StreamServer(StreamAddress address, ServerSocketChannel channel) {
    this.address = address;
    this.channel = channel;
  }

  /**
   * Listens at an address. Frames go over it unprotected, so only loopback addresses are taken.
   *
   * @throws Failure if it is taken, not allowed or not of this host
   */
  static StreamServer of(StreamAddress address) {
    SocketAddress where = address.resolve();
    if (where instanceof InetSocketAddress internet && !internet.getAddress().isLoopbackAddress()) {
      throw new Failure(
          Failure.Reason.USAGE,
          "Listening at "
              + address
              + " would let other computers into the guest's network, as the stream has no"
              + " protection; use a loopback address such as 127.0.0.1, or a socket path.");
    }
    try {
      return new StreamServer(address, bind(address, where));
    } catch (IOException refused) {
      throw new Failure(
          Failure.Reason.HOST,
          "Cannot listen at "
              + address
              + " ("
              + refused.getMessage()
              + "); choose another address, or end the program that uses it.",
          refused);
    }
  }

  private static ServerSocketChannel bind(StreamAddress address, SocketAddress where)
      throws IOException {
    try {
      return open(address, where);
    } catch (BindException taken) {
      if (address instanceof StreamAddress.Unix socket && isDead(where)) {
        Files.delete(socket.path());
        return open(address, where);
      }
      throw taken;
    }
  }

  private static ServerSocketChannel open(StreamAddress address, SocketAddress where)
      throws IOException {
    ServerSocketChannel server =
        switch (address) {
          case StreamAddress.Unix unix -> ServerSocketChannel.open(StandardProtocolFamily.UNIX);
          case StreamAddress.Tcp tcp ->
              ServerSocketChannel.open().setOption(StandardSocketOptions.SO_REUSEADDR, true);
        };
    try {
      return server.bind(where, 1);
    } catch (IOException refused) {
      server.close();
      throw refused;
    }
  }

  /** True if a socket's file is there but nobody listens any more. */
  private static boolean isDead(SocketAddress where) {
    try (SocketChannel probe = SocketChannel.open(where)) {
      return !probe.isConnected();
    } catch (IOException refused) {
      return true;
    }
  }

  @Override
  public SocketChannel connect() throws IOException {
    return channel.accept();
  }

  @Override
  public void close() throws IOException {
    channel.close();
    if (address instanceof StreamAddress.Unix unix) {
      Files.deleteIfExists(unix.path());
    }
  }
}
