package dev.sidestep.network.user;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** A port of the host that leads to a guest. */
final class TcpListener implements Ready {
  private static final int AT_ONCE = 16;

  private final ServerSocketChannel channel;
  private final PortForward forward;
  private final TcpRelay relay;

  TcpListener(ServerSocketChannel channel, PortForward forward, TcpRelay relay) {
    this.channel = channel;
    this.forward = forward;
    this.relay = relay;
  }

  void register(Selector selector) throws ClosedChannelException {
    channel.register(selector, SelectionKey.OP_ACCEPT, this);
  }

  @Override
  public void ready(int operations) {
    try {
      for (int index = 0; index < AT_ONCE; index++) {
        SocketChannel accepted = channel.accept();
        if (accepted == null) {
          return;
        }
        relay.call(accepted, forward.guest(), forward.guestPort());
      }
    } catch (IOException gone) {
      // The program that wanted to connect has given up, or the host has no more sockets.
    }
  }
}
