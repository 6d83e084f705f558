package dev.sidestep.control.load;

import dev.sidestep.base.Failure;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A service over UDP at a free port of the loopback address, on one virtual thread. */
final class UdpService implements AutoCloseable {
  private static final int LARGEST = 65_535;

  /** Room for a burst while the thread waits for the processor. */
  private static final int QUEUE_BYTES = 1 << 21;

  /** What is done with a datagram. */
  interface Handler {
    /** Returns the answer, or null for none. */
    byte @Nullable [] answer(SocketAddress from, byte[] datagram);
  }

  private final String name;
  private final Handler handler;
  private final Troubles troubles;
  private final DatagramSocket socket;

  UdpService(String name, Troubles troubles, Handler handler) {
    this.name = name;
    this.troubles = troubles;
    this.handler = handler;
    try {
      socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      socket.setReceiveBufferSize(QUEUE_BYTES);
    } catch (IOException e) {
      throw new Failure(
          Failure.Reason.HOST,
          "No port of the loopback address can be opened (%s); free some."
              .formatted(e.getMessage()),
          e);
    }
    Thread.ofVirtual().name(name).start(this::serve);
  }

  int port() {
    return socket.getLocalPort();
  }

  private void serve() {
    DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
    while (!socket.isClosed()) {
      try {
        packet.setLength(LARGEST);
        socket.receive(packet);
        byte[] datagram = Arrays.copyOf(packet.getData(), packet.getLength());
        byte[] answer = handler.answer(packet.getSocketAddress(), datagram);
        if (answer != null) {
          socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
      } catch (IOException e) {
        if (!socket.isClosed()) {
          troubles.note(name, e);
        }
      }
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
