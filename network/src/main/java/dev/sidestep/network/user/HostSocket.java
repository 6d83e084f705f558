package dev.sidestep.network.user;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** The host's half of a connection; on the network's thread. */
final class HostSocket {
  /** 127.0.0.1, the only address of the host that is ever used. */
  static final InetAddress LOOPBACK = loopback();

  private final SocketChannel channel;
  private final SelectionKey key;
  private int interest;
  private boolean isEnded;
  private boolean isOutputShut;

  /** Takes a channel that is connected or connecting. */
  HostSocket(SocketChannel channel, Selector selector, Ready ready) throws IOException {
    this.channel = channel;
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    key = channel.register(selector, 0, ready);
  }

  private static InetAddress loopback() {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    } catch (IOException impossible) {
      throw new IllegalStateException("An address of four bytes was refused.", impossible);
    }
  }

  static InetSocketAddress address(int port) {
    return new InetSocketAddress(LOOPBACK, port);
  }

  /** Begins to connect; true if that is done at once. */
  boolean connect(int port) throws IOException {
    boolean isDone = channel.connect(address(port));
    if (!isDone) {
      interest(SelectionKey.OP_CONNECT);
    }
    return isDone;
  }

  boolean finishConnect() throws IOException {
    return channel.finishConnect();
  }

  /** Waits for these operations from now on. */
  void interest(int operations) {
    if (operations != interest) {
      interest = operations;
      key.interestOps(operations);
    }
  }

  /** Reads into a buffer; 0 if there is nothing now or the end has come, see {@link #isEnded}. */
  int read(ByteBuffer buffer) throws IOException {
    int count = channel.read(buffer);
    isEnded |= count < 0;
    return Math.max(count, 0);
  }

  /** True if the host's program has closed its direction. */
  boolean isEnded() {
    return isEnded;
  }

  /** Writes what it takes. */
  int write(ByteBuffer buffer) throws IOException {
    return channel.write(buffer);
  }

  boolean isOutputShut() {
    return isOutputShut;
  }

  /** The guest has closed its direction. */
  void shutOutput() throws IOException {
    isOutputShut = true;
    channel.shutdownOutput();
  }

  void close() {
    Channels.close(channel);
  }

  /** Closes it so that the host's program sees a reset. */
  void reset() {
    try {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException gone) {
      // Then it cannot be told either.
    }
    close();
  }
}
