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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamHubTest {
  private static final byte SLOW = 99;
  private static final int FRAME = 1_514;
  private static final int MORE_THAN_A_SOCKET_TAKES = 2_000;

  @TempDir private Path directory;

  /** A network that gives what it is told to, and keeps what it gets. */
  private static final class RecordingNetwork implements EthernetPeer {
    private final BlockingQueue<byte[]> got = new LinkedBlockingQueue<>();
    private final BlockingQueue<byte[]> toGive = new LinkedBlockingQueue<>();
    private final CountDownLatch go = new CountDownLatch(1);

    /** Whoever brings a frame that begins with {@link #SLOW} has to wait for {@link #go}. */
    @Override
    public void accept(byte[] frame) {
      got.add(frame);
      if (frame[0] == SLOW) {
        try {
          go.await();
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }
    }

    @Override
    public byte @Nullable [] next() {
      return toGive.poll();
    }
  }

  private static void send(SocketChannel machine, int... frame) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(4 + frame.length);
    put(buffer, frame);
    machine.write(buffer.flip());
  }

  private static void put(ByteBuffer buffer, int... frame) {
    buffer.putInt(frame.length);
    for (int b : frame) {
      buffer.put((byte) b);
    }
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
  void lateFramesOfTheFormerMachineArriveAndDoNotBringTheGuestBack() throws Exception {
    RecordingNetwork network = new RecordingNetwork();
    Path socket = directory.resolve("hub");
    try (StreamHub hub = new StreamHub(socket, network);
        SocketChannel former = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        SocketChannel next = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      ByteBuffer two = ByteBuffer.allocate(10);
      put(two, SLOW);
      put(two, 2);
      former.write(two.flip());
      assertThat(network.got.poll(10, TimeUnit.SECONDS)).containsExactly(SLOW);
      send(former, 3);
      send(next, 4);
      assertThat(network.got.poll(10, TimeUnit.SECONDS)).containsExactly(4);

      network.go.countDown();
      assertThat(network.got.poll(10, TimeUnit.SECONDS)).containsExactly(2);
      assertThat(network.got.poll(10, TimeUnit.SECONDS)).containsExactly(3);
      network.toGive.add(new byte[] {5});
      hub.inputAvailable();
      assertThat(receive(next)).containsExactly(5);
    }
  }

  @Test
  void aMachineThatDoesNotReadIsLeftWhenTheGuestHasMoved() throws Exception {
    RecordingNetwork network = new RecordingNetwork();
    Path socket = directory.resolve("hub");
    try (StreamHub hub = new StreamHub(socket, network);
        SocketChannel former = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        SocketChannel next = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      send(former, 1);
      assertThat(network.got.poll(10, TimeUnit.SECONDS)).containsExactly(1);
      for (int i = 0; i < MORE_THAN_A_SOCKET_TAKES; i++) {
        network.toGive.add(new byte[FRAME]);
      }
      hub.inputAvailable();
      assertThat(receive(former)).hasSize(FRAME);
      send(next, 2);
      assertThat(network.got.poll(10, TimeUnit.SECONDS)).containsExactly(2);
      assertThat(receive(next)).hasSize(FRAME);
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
