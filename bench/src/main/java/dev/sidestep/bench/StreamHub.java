package dev.sidestep.bench;

import dev.sidestep.base.Failure;
import dev.sidestep.platform.EthernetPeer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * A network behind QEMU's stream sockets (each frame after its length in 4 bytes, big-endian). More
 * than one machine may be connected, in the order in which a guest goes through them: it is at the
 * newest that has sent a frame, so a guest that has migrated is found as soon as its new machine
 * announces it. What the former machine sent before is still read, however late, and does not bring
 * the guest back. What a machine does not read waits in the network, as after PAUSE.
 *
 * <p>The module {@code network} has the same in {@code EthernetSwitch} and {@code StreamPeer}; they
 * are not used here because they drop what a machine does not read, and because each frame would
 * pass one more thread on its way in either direction, which the peer's figures would have to pay.
 */
final class StreamHub implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 17;
  private static final int LENGTH_BYTES = 4;
  private static final int LONGEST_FRAME = 1 << 16;

  private final ServerSocketChannel server;
  private final EthernetPeer network;
  private final Semaphore news = new Semaphore(0);
  private volatile @Nullable Port port;
  private volatile boolean isClosed;

  /** A connected machine; a later one has a higher number. */
  private record Port(int number, SocketChannel channel) {}

  /** Listens at {@code socket} for machines on the cable of {@code network}. */
  StreamHub(Path socket, EthernetPeer network) {
    this.network = network;
    try {
      server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(socket));
    } catch (IOException e) {
      throw new Failure(
          Failure.Reason.HOST,
          "Cannot listen at %s (%s); make room there.".formatted(socket, e.getMessage()),
          e);
    }
    start("hub-accept", this::accept);
    start("hub-send", this::send);
  }

  private static void start(String name, Runnable work) {
    Thread.ofPlatform().daemon().name(name).start(work);
  }

  /** Says that the network has frames for the guest. */
  void inputAvailable() {
    news.release();
  }

  private void accept() {
    try {
      for (int number = 0; !isClosed; number++) {
        Port machine = new Port(number, server.accept());
        if (number == 0) {
          moveTo(machine);
        }
        start("hub-receive", () -> receive(machine));
      }
    } catch (IOException e) {
      requireClosed(e);
    }
  }

  private void receive(Port machine) {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    try (SocketChannel channel = machine.channel()) {
      while (channel.read(buffer) >= 0) {
        buffer.flip();
        for (byte[] frame = frame(buffer); frame != null; frame = frame(buffer)) {
          moveTo(machine);
          network.accept(frame);
        }
        buffer.compact();
      }
    } catch (IOException _) {
      // The machine has ended, or was left behind.
    }
  }

  /** The next whole frame in {@code buffer}, or null if more has to be read first. */
  static byte @Nullable [] frame(ByteBuffer buffer) throws IOException {
    if (buffer.remaining() < LENGTH_BYTES) {
      return null;
    }
    int length = buffer.getInt(buffer.position());
    if (length < 0 || length > LONGEST_FRAME) {
      throw new IOException("A frame of %,d bytes".formatted(length & 0xffff_ffffL));
    }
    if (buffer.remaining() < LENGTH_BYTES + length) {
      return null;
    }
    byte[] frame = new byte[length];
    buffer.position(buffer.position() + LENGTH_BYTES).get(frame);
    return frame;
  }

  /**
   * The guest is at this port, unless it has been at a later one; whoever is still sending to the
   * former one is set free.
   */
  private synchronized void moveTo(Port machine) {
    Port former = port;
    if (former == null || machine.number() > former.number()) {
      port = machine;
      news.release();
      if (former != null) {
        endOutput(former.channel());
      }
    }
  }

  private static void endOutput(SocketChannel channel) {
    try {
      channel.shutdownOutput();
    } catch (IOException _) {
      // Its machine has ended already.
    }
  }

  private void send() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    while (!isClosed) {
      news.acquireUninterruptibly();
      news.drainPermits();
      while (fill(buffer.clear())) {
        write(buffer.flip());
      }
    }
  }

  /** Takes frames of the network; false if there are none or there is nowhere to send them. */
  private boolean fill(ByteBuffer buffer) {
    while (port != null && buffer.remaining() > LENGTH_BYTES + LONGEST_FRAME) {
      byte[] frame = network.next();
      if (frame == null) {
        break;
      }
      buffer.putInt(frame.length).put(frame);
    }
    return buffer.position() > 0;
  }

  private void write(ByteBuffer buffer) {
    Port machine = port;
    try {
      while (machine != null && buffer.hasRemaining()) {
        machine.channel().write(buffer);
      }
    } catch (IOException _) {
      // Lost: the guest has gone to another port, or its machine has ended.
    }
  }

  private void requireClosed(IOException e) {
    if (!isClosed) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    isClosed = true;
    news.release();
    try (server) {
      Port machine = port;
      if (machine != null) {
        machine.channel().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
