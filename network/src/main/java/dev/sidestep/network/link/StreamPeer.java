package dev.sidestep.network.link;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * A cable to another program over a stream socket, one connection at a time: QEMU ({@code -netdev
 * stream}), passt, or another Sidestep. Each frame is preceded by its length in 4 bytes.
 *
 * <p>While nobody is connected, or does not read, frames of the guest are dropped and counted; a
 * client connects again, a server waits for the next one.
 */
public final class StreamPeer implements HostLink {
  private static final int BUFFER_BYTES = 128 << 10;
  private static final long RETRY_MILLIS = 100;

  private final StreamConnector connector;
  private final LinkQueues queues = new LinkQueues();
  private final LinkThreads threads;
  private volatile @Nullable SocketChannel channel;
  private volatile boolean isClosed;

  private StreamPeer(String name, StreamConnector connector) {
    this.connector = connector;
    this.threads = new LinkThreads(name, this::read, this::write);
  }

  /**
   * Connects to a server, and again whenever the connection breaks. On return the server can be
   * sent frames.
   *
   * @throws dev.sidestep.base.Failure if nobody is there the first time
   */
  public static StreamPeer connect(StreamAddress address) {
    StreamPeer peer = new StreamPeer("stream:" + address, new StreamClient(address));
    peer.connected(StreamClient.open(address));
    peer.threads.start();
    return peer;
  }

  /**
   * Listens for clients, of which one is served at a time.
   *
   * @throws dev.sidestep.base.Failure if the address is taken or is not a local one
   */
  public static StreamPeer listen(StreamAddress address) {
    StreamPeer peer = new StreamPeer("listen:" + address, StreamServer.of(address));
    peer.threads.start();
    return peer;
  }

  @Override
  public void accept(byte[] frame) {
    queues.accept(frame);
  }

  @Override
  public byte @Nullable [] next() {
    return queues.next();
  }

  @Override
  public void onInput(Runnable listener) {
    queues.onInput(listener);
  }

  @Override
  public LinkReport report() {
    return queues.report();
  }

  private void read() throws InterruptedException {
    while (!isClosed) {
      try (SocketChannel socket = connection()) {
        serve(socket);
      } catch (IOException refused) {
        queues.trouble("No new connection: " + refused.getMessage() + ".");
        Thread.sleep(RETRY_MILLIS);
      }
    }
  }

  /** The connection that there is, or the next one. */
  private SocketChannel connection() throws IOException, InterruptedException {
    SocketChannel socket = channel;
    return socket == null ? connected(connector.connect()) : socket;
  }

  private SocketChannel connected(SocketChannel socket) {
    channel = socket;
    queues.connected();
    return socket;
  }

  private void serve(SocketChannel socket) {
    String end = "The other side closed the connection.";
    try {
      if (socket.getRemoteAddress() instanceof InetSocketAddress) {
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
      }
      readFrames(socket);
    } catch (IOException broken) {
      end = "The connection broke: " + broken.getMessage() + ".";
    }
    channel = null;
    if (!isClosed) {
      queues.disconnected(end);
    }
  }

  private void readFrames(SocketChannel socket) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    FrameDecoder decoder = new FrameDecoder(queues::arrived, queues::malformed);
    while (socket.read(buffer.clear()) >= 0) {
      decoder.decode(buffer.flip());
      queues.tell();
    }
  }

  private void write() throws InterruptedException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    while (true) {
      byte[] first = queues.takeFromGuest();
      SocketChannel socket = channel;
      if (socket == null) {
        queues.undelivered(1);
      } else {
        writeBatch(socket, buffer.clear(), first);
      }
    }
  }

  private void writeBatch(SocketChannel socket, ByteBuffer buffer, byte[] first) {
    int frames = 0;
    for (byte[] frame = first; frame != null; frame = nextThatFits(buffer)) {
      buffer.putInt(frame.length).put(frame);
      frames++;
    }
    long bytes = buffer.flip().remaining() - (long) frames * FrameDecoder.LENGTH_BYTES;
    try {
      while (buffer.hasRemaining()) {
        socket.write(buffer);
      }
      queues.delivered(frames, bytes);
    } catch (IOException broken) {
      queues.undelivered(frames);
      // The thread that reads notices, and connects again.
      LinkThreads.closeQuietly(socket);
    }
  }

  private byte @Nullable [] nextThatFits(ByteBuffer buffer) {
    byte[] frame = queues.peekFromGuest();
    if (frame == null || frame.length + FrameDecoder.LENGTH_BYTES > buffer.remaining()) {
      return null;
    }
    queues.removeFromGuest();
    return frame;
  }

  @Override
  public void close() {
    isClosed = true;
    threads.end();
    LinkThreads.closeQuietly(connector);
    SocketChannel socket = channel;
    if (socket != null) {
      LinkThreads.closeQuietly(socket);
    }
    threads.await();
    queues.close();
  }
}
