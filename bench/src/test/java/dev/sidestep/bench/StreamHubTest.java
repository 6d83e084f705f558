package dev.sidestep.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.platform.EthernetPeer;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamHubTest {
  @TempDir private Path directory;

  /** A network that gives what it is told to, and keeps what it gets. */
  private static final class RecordingNetwork implements EthernetPeer {
    private final BlockingQueue<byte[]> got = new LinkedBlockingQueue<>();
    private final BlockingQueue<byte[]> toGive = new LinkedBlockingQueue<>();

    @Override
    public void accept(byte[] frame) {
      got.add(frame);
    }

    @Override
    public byte @Nullable [] next() {
      return toGive.poll();
    }
  }

  private static void send(SocketChannel machine, int... frame) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(4 + frame.length).putInt(frame.length);
    for (int b : frame) {
      buffer.put((byte) b);
    }
    machine.write(buffer.flip());
  }

  private static byte[] receive(SocketChannel machine) throws IOException {
    DataInputStream in = new DataInputStream(Channels.newInputStream(machine));
    return in.readNBytes(in.readInt());
  }

  @Test
  void framesGoToThePortThatTheLastOneCameFrom() throws Exception {
    RecordingNetwork network = new RecordingNetwork();
    Path socket = directory.resolve("hub");
    try (StreamHub hub = new StreamHub(socket, network);
        SocketChannel first = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        SocketChannel second = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      send(first, 1, 2, 3);
      assertThat(network.got.poll(10, TimeUnit.SECONDS)).containsExactly(1, 2, 3);
      network.toGive.add(new byte[] {4});
      hub.inputAvailable();
      assertThat(receive(first)).containsExactly(4);

      send(second, 5);
      assertThat(network.got.poll(10, TimeUnit.SECONDS)).containsExactly(5);
      network.toGive.add(new byte[] {6, 7});
      hub.inputAvailable();
      assertThat(receive(second)).containsExactly(6, 7);
    }
  }

  @Test
  void aFrameIsTakenWhenAllOfItIsThere() throws Exception {
    ByteBuffer bytes = ByteBuffer.wrap(new byte[] {0, 0, 0, 2, 8, 9, 0, 0});
    assertThat(StreamHub.frame(bytes)).containsExactly(8, 9);
    assertThat(StreamHub.frame(bytes)).isNull();
    assertThat(StreamHub.frame(ByteBuffer.wrap(new byte[] {0, 0, 0, 2, 8}))).isNull();
  }

  @Test
  void aLengthThatNoFrameHasEndsTheConnection() {
    ByteBuffer bytes = ByteBuffer.wrap(new byte[] {-1, 0, 0, 2, 8, 9});
    assertThatThrownBy(() -> StreamHub.frame(bytes)).isInstanceOf(IOException.class);
  }
}
