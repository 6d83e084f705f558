package dev.sidestep.network.link;

import static dev.sidestep.network.link.Eventually.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.base.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamPeerTest {
  @TempDir private Path folder;

  private StreamAddress socket() {
    return new StreamAddress.Unix(folder.resolve("net.socket"));
  }

  private static StreamAddress freePort() throws IOException {
    try (ServerSocketChannel probe =
        ServerSocketChannel.open()
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      int port = ((InetSocketAddress) probe.getLocalAddress()).getPort();
      return new StreamAddress.Tcp("127.0.0.1", port);
    }
  }

  private static void exchange(StreamAddress address) throws InterruptedException {
    try (StreamPeer server = StreamPeer.listen(address);
        StreamPeer client = StreamPeer.connect(address)) {
      Eventually.until("connection", () -> server.report().isConnected());
      for (int mark = 0; mark < 100; mark++) {
        client.accept(frame(60 + mark, mark));
        server.accept(frame(1514, mark));
      }
      List<byte[]> toServer = Eventually.frames(server, 100);
      List<byte[]> toClient = Eventually.frames(client, 100);
      for (int mark = 0; mark < 100; mark++) {
        assertThat(toServer.get(mark)).isEqualTo(frame(60 + mark, mark));
        assertThat(toClient.get(mark)).isEqualTo(frame(1514, mark));
      }
      assertThat(client.report().toGuest()).isEqualTo(new LinkReport.Traffic(100, 151_400, 0));
      Eventually.until("count", () -> server.report().fromGuest().frames() == 100);
      assertThat(server.report().disconnects()).isZero();
    }
  }

  @Test
  void framesGoBothWaysOverTcp() throws IOException, InterruptedException {
    exchange(freePort());
  }

  @Test
  void framesGoBothWaysOverAUnixSocket() throws InterruptedException {
    exchange(socket());
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void theFirstFrameMayFollowTheConnectionAtOnce() throws InterruptedException {
    try (StreamPeer server = StreamPeer.listen(socket())) {
      for (int mark = 0; mark < 50; mark++) {
        try (StreamPeer client = StreamPeer.connect(socket())) {
          client.accept(frame(60, mark));
          assertThat(Eventually.frames(server, 1).getFirst()).isEqualTo(frame(60, mark));
        }
      }
    }
  }

  @Test
  void nothingIsLostOrReorderedWhileTheQueuesSuffice() throws InterruptedException {
    try (StreamPeer server = StreamPeer.listen(socket());
        StreamPeer client = StreamPeer.connect(socket())) {
      for (int round = 0; round < 20; round++) {
        for (int mark = 0; mark < LinkQueues.FRAMES; mark++) {
          client.accept(frame(1514, mark));
        }
        List<byte[]> received = Eventually.frames(server, LinkQueues.FRAMES);
        for (int mark = 0; mark < LinkQueues.FRAMES; mark++) {
          assertThat(received.get(mark)[1513]).isEqualTo((byte) mark);
        }
      }
      assertThat(client.report().fromGuest().dropped()).isZero();
    }
  }

  @Test
  void theMachineIsTold() throws InterruptedException {
    Semaphore told = new Semaphore(0);
    try (StreamPeer server = StreamPeer.listen(socket());
        StreamPeer client = StreamPeer.connect(socket())) {
      server.onInput(told::release);
      assertThat(told.tryAcquire()).as("there may be frames already").isTrue();
      client.accept(frame(60, 1));
      told.acquire();
      assertThat(server.next()).isEqualTo(frame(60, 1));
    }
  }

  @Test
  void aClientComesBackToAServerThatWasAway() throws InterruptedException {
    StreamPeer first = StreamPeer.listen(socket());
    try (StreamPeer client = StreamPeer.connect(socket())) {
      first.close();
      Eventually.until("end", () -> client.report().disconnects() == 1);
      client.accept(frame(60, 1));
      assertThat(client.report().fromGuest().dropped()).isEqualTo(1);
      assertThat(client.report().trouble()).isNotNull();
      try (StreamPeer second = StreamPeer.listen(socket())) {
        Eventually.until("connection", () -> client.report().isConnected());
        client.accept(frame(60, 2));
        assertThat(Eventually.frames(second, 1)).containsExactly(frame(60, 2));
      }
    }
  }

  @Test
  void aServerTakesTheNextClient() throws IOException, InterruptedException {
    try (StreamPeer server = StreamPeer.listen(socket())) {
      for (int round = 1; round <= 3; round++) {
        try (SocketChannel raw = SocketChannel.open(socket().resolve())) {
          raw.write(ByteBuffer.allocate(18).putInt(14).put(frame(14, round)).flip());
          assertThat(Eventually.frames(server, 1)).containsExactly(frame(14, round));
        }
        long expected = round;
        Eventually.until("end", () -> server.report().disconnects() == expected);
      }
    }
  }

  @Test
  void nonsenseEndsTheConnectionAndIsReported() throws IOException, InterruptedException {
    try (StreamPeer server = StreamPeer.listen(socket())) {
      try (SocketChannel raw = SocketChannel.open(socket().resolve())) {
        raw.write(ByteBuffer.wrap("GET / HTTP/1.1".getBytes(StandardCharsets.US_ASCII)));
        assertThat(raw.read(ByteBuffer.allocate(1))).as("closed").isEqualTo(-1);
      }
      Eventually.until("end", () -> server.report().disconnects() == 1);
      assertThat(server.report().trouble()).contains("announced a frame of");
    }
  }

  @Test
  void aFloodIsDroppedBeyondTheQueue() throws IOException, InterruptedException {
    long flood = 20_000;
    try (StreamPeer server = StreamPeer.listen(socket());
        SocketChannel raw = SocketChannel.open(socket().resolve())) {
      ByteBuffer frame = ByteBuffer.allocate(64).putInt(60).put(frame(60, 1)).flip();
      for (int count = 0; count < flood; count++) {
        raw.write(frame.rewind());
      }
      long expected = flood - LinkQueues.FRAMES;
      Eventually.until("drops", () -> server.report().toGuest().dropped() == expected);
      assertThat(Eventually.frames(server, LinkQueues.FRAMES)).hasSize(LinkQueues.FRAMES);
      raw.write(frame.rewind());
      assertThat(Eventually.frames(server, 1)).hasSize(1);
    }
  }

  @Test
  void aStalledOtherSideStopsNobody() throws IOException, InterruptedException {
    int sent = 20_000;
    try (StreamPeer server = StreamPeer.listen(socket());
        SocketChannel raw = SocketChannel.open(socket().resolve())) {
      Eventually.until("connection", () -> server.report().isConnected());
      for (int count = 0; count < sent; count++) {
        server.accept(frame(1514, 1));
      }
      assertThat(server.report().fromGuest().dropped()).isPositive();
      ByteBuffer sink = ByteBuffer.allocate(1 << 16);
      Eventually.until(
          "the rest",
          () -> {
            drain(raw, sink);
            LinkReport.Traffic traffic = server.report().fromGuest();
            return traffic.frames() + traffic.dropped() == sent;
          });
      assertThat(server.report().isConnected()).isTrue();
    }
  }

  private static void drain(SocketChannel raw, ByteBuffer sink) {
    try {
      raw.configureBlocking(false);
      while (raw.read(sink.clear()) > 0) {}
    } catch (IOException broken) {
      throw new AssertionError(broken);
    }
  }

  @Test
  void nobodyThereIsAFailureThatSaysWhatToDo() {
    assertThatThrownBy(() -> StreamPeer.connect(socket()))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("start the other side first");
  }

  @Test
  void anAddressThatIsTakenIsAFailure() {
    try (StreamPeer server = StreamPeer.listen(socket())) {
      assertThat(server.report().isConnected()).isFalse();
      assertThatThrownBy(() -> StreamPeer.listen(socket()))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("Cannot listen");
    }
  }

  @Test
  void aSocketThatADeadProgramLeftIsReplaced() throws IOException {
    try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(folder.resolve("net.socket")));
    }
    try (StreamPeer server = StreamPeer.listen(socket())) {
      assertThat(Files.exists(folder.resolve("net.socket"))).isTrue();
      assertThat(server.report().disconnects()).isZero();
    }
  }

  @Test
  void onlyThisHostMayConnect() {
    assertThatThrownBy(() -> StreamPeer.listen(new StreamAddress.Tcp("0.0.0.0", 5555)))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("loopback");
  }
}
