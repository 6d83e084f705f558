package dev.sidestep.network.user;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.base.Failure;
import dev.sidestep.network.user.PortForward.Protocol;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TcpRelayTest {
  private static final int BULK = 4 << 20;

  private static ServerSocket server() throws IOException {
    return new ServerSocket(0, 50, HostSocket.LOOPBACK);
  }

  private static byte[] random(long seed, int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(seed).nextBytes(bytes);
    return bytes;
  }

  private static GuestTcp connect(Bench bench, ServerSocket server) {
    GuestTcp guest = new GuestTcp(bench, 40_000, server.getLocalPort(), 77).connect();
    guest.until(() -> guest.isEstablished);
    return guest;
  }

  @Test
  void aGuestTalksToAProgramOfTheHostAndBothHalfClose() throws IOException {
    try (Bench bench = new Bench();
        ServerSocket server = server()) {
      GuestTcp guest = connect(bench, server);
      guest.write("question".getBytes(UTF_8));
      guest.finish();
      try (Socket host = server.accept()) {
        guest.until(() -> guest.finAcknowledged);
        assertThat(host.getInputStream().readAllBytes()).isEqualTo("question".getBytes(UTF_8));
        assertThat(guest.finReceived).isFalse();
        host.getOutputStream().write("answer".getBytes(UTF_8));
      }
      guest.until(() -> guest.finReceived);
      assertThat(guest.input.toString(UTF_8)).isEqualTo("answer");
      bench.until(() -> bench.loop.tcp().size() == 0);
      assertThat(guest.isReset).isFalse();
    }
  }

  @Test
  void nobodyListens() throws IOException {
    int port;
    try (ServerSocket server = server()) {
      port = server.getLocalPort();
    }
    try (Bench bench = new Bench()) {
      GuestTcp guest = new GuestTcp(bench, 40_000, port, 77).connect();
      guest.until(() -> guest.isReset);
      assertThat(guest.isEstablished).isFalse();
      assertThat(bench.loop.tcp().size()).isZero();
    }
  }

  @Test
  void aResetOfTheHostReachesTheGuest() throws IOException {
    try (Bench bench = new Bench();
        ServerSocket server = server()) {
      GuestTcp guest = connect(bench, server);
      Socket host = server.accept();
      host.setSoLinger(true, 0);
      host.close();
      guest.until(() -> guest.isReset);
      assertThat(bench.loop.tcp().size()).isZero();
    }
  }

  @Test
  void aResetOfTheGuestReachesTheHost() throws IOException {
    try (Bench bench = new Bench();
        ServerSocket server = server()) {
      GuestTcp guest = connect(bench, server);
      try (Socket host = server.accept()) {
        guest.reset();
        bench.until(() -> bench.loop.tcp().size() == 0);
        // A channel is closed when the selector lets go of it, in its next round.
        bench.step();
        host.setSoTimeout(10_000);
        assertThatThrownBy(() -> host.getInputStream().read())
            .isExactlyInstanceOf(SocketException.class);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0, -1000, 2000", "10000, -1000, 2000", "0, 5, -70000"})
  void bulkBothWays(int lossPerMillion, int ourFirst, int guestFirst) throws Exception {
    byte[] down = random(1, BULK);
    byte[] up = random(2, BULK);
    try (Bench bench = new Bench(5, lossPerMillion, ourFirst);
        ServerSocket server = server()) {
      CompletableFuture<byte[]> came = CompletableFuture.supplyAsync(() -> exchange(server, down));
      GuestTcp guest = new GuestTcp(bench, 40_000, server.getLocalPort(), guestFirst).connect();
      guest.write(up);
      guest.finish();
      guest.until(() -> guest.finAcknowledged && guest.finReceived && came.isDone());
      assertThat(guest.input.toByteArray()).isEqualTo(down);
      assertThat(came.get()).isEqualTo(up);
      assertThat(bench.count(NetworkCount.DROPPED_INPUT_FULL)).isZero();
      assertThat(bench.count(NetworkCount.DROPPED_OUTPUT_FULL)).isZero();
      assertThat(bench.count(NetworkCount.RETRANSMISSIONS) > 0).isEqualTo(lossPerMillion > 0);
      assertThat(guest.largestSegment).isEqualTo(TcpConnection.MAXIMUM_SEGMENT_SIZE);
    }
  }

  /** Writes from one thread and reads from another, as full pipes stall both ways. */
  private static byte[] exchange(ServerSocket server, byte[] bytes) {
    try (Socket host = server.accept()) {
      CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(host, bytes));
      byte[] came = host.getInputStream().readAllBytes();
      writing.join();
      return came;
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static void write(Socket host, byte[] bytes) {
    try {
      host.getOutputStream().write(bytes);
      host.shutdownOutput();
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  @Test
  void aGuestWithoutScalingAndWithSmallSegments() throws Exception {
    byte[] down = random(3, 300_000);
    try (Bench bench = new Bench();
        ServerSocket server = server()) {
      CompletableFuture<byte[]> came = CompletableFuture.supplyAsync(() -> exchange(server, down));
      GuestTcp guest = new GuestTcp(bench, 40_000, server.getLocalPort(), 1);
      guest.offeredShift = -1;
      guest.maximum = 536;
      guest.connect();
      guest.finish();
      guest.until(() -> guest.finAcknowledged && guest.finReceived && came.isDone());
      assertThat(guest.input.toByteArray()).isEqualTo(down);
      assertThat(guest.largestSegment).isEqualTo(536);
      assertThat(came.get()).isEmpty();
    }
  }

  @Test
  void aShutWindowStallsTheHostAndIsProbed() throws Exception {
    byte[] down = random(4, BULK);
    try (Bench bench = new Bench();
        ServerSocket server = server()) {
      CompletableFuture<byte[]> came = CompletableFuture.supplyAsync(() -> exchange(server, down));
      GuestTcp guest = new GuestTcp(bench, 40_000, server.getLocalPort(), 1);
      guest.limit = 100_000;
      guest.connect();
      guest.finish();
      guest.until(() -> guest.input.size() > 97_000);
      int before = guest.segmentsReceived;
      guest.until(() -> guest.segmentsReceived > before + 3);
      assertThat(guest.input.size()).isLessThanOrEqualTo(100_000);
      assertThat(bench.count(NetworkCount.FRAMES_TO_GUEST)).isLessThan(400);
      guest.limit = Long.MAX_VALUE;
      guest.until(() -> guest.finReceived && came.isDone());
      assertThat(guest.input.toByteArray()).isEqualTo(down);
      assertThat(came.get()).isEmpty();
    }
  }

  @Test
  void aHostThatDoesNotReadShutsTheGuestsWindow() throws Exception {
    try (Bench bench = new Bench();
        ServerSocket server = server()) {
      server.setReceiveBufferSize(4096);
      GuestTcp guest = connect(bench, server);
      byte[] up = random(6, 8 << 20);
      guest.write(up);
      guest.finish();
      try (Socket host = server.accept()) {
        for (int round = 0; round < 3000; round++) {
          guest.work();
          bench.step();
        }
        assertThat(guest.finAcknowledged).isFalse();
        CompletableFuture<byte[]> came = CompletableFuture.supplyAsync(() -> readAll(host));
        guest.until(() -> guest.finAcknowledged && came.isDone());
        assertThat(came.get()).isEqualTo(up);
      }
    }
  }

  private static byte[] readAll(Socket host) {
    try (InputStream in = host.getInputStream()) {
      return in.readAllBytes();
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  @Test
  void aMachineThatTakesNoFramesCausesNoRetransmission() throws Exception {
    try (Bench bench = new Bench();
        ServerSocket server = server()) {
      GuestTcp guest = connect(bench, server);
      try (Socket host = server.accept()) {
        bench.pause(true);
        host.getOutputStream().write(random(8, 20_000));
        for (int round = 0; round < 100; round++) {
          guest.work();
          bench.pass(50_000_000);
        }
        bench.pause(false);
        guest.until(() -> guest.input.size() == 20_000);
        assertThat(bench.count(NetworkCount.RETRANSMISSIONS)).isZero();
      }
    }
  }

  @Test
  void aForwardedPortLeadsToTheGuest() throws Exception {
    try (Bench bench = new Bench()) {
      bench.announce();
      GuestTcp guest = GuestTcp.listen(bench, 80, 1000);
      int port = bench.network.forward(new PortForward(Protocol.TCP, 0, Bench.GUEST, 80));
      try (Socket host = new Socket(HostSocket.LOOPBACK, port)) {
        guest.until(() -> guest.isEstablished);
        host.getOutputStream().write("hello".getBytes(UTF_8));
        guest.until(() -> guest.input.size() == 5);
        guest.write("guest".getBytes(UTF_8));
        guest.finish();
        guest.until(() -> guest.finAcknowledged);
        assertThat(host.getInputStream().readAllBytes()).isEqualTo("guest".getBytes(UTF_8));
      }
      guest.until(() -> guest.finReceived);
      bench.until(() -> bench.loop.tcp().size() == 0);
    }
  }

  @Test
  void aGuestThatIsNotThereResetsTheCallerInTheEnd() throws Exception {
    try (Bench bench = new Bench()) {
      int port = bench.network.forward(new PortForward(Protocol.TCP, 0, Bench.GUEST, 80));
      try (Socket host = new Socket(HostSocket.LOOPBACK, port)) {
        bench.until(() -> bench.loop.tcp().size() == 1);
        bench.until(() -> {
          bench.pass(Clock.SECOND);
          return bench.loop.tcp().size() == 0;
        });
        // A channel is closed when the selector lets go of it, in its next round.
        bench.step();
        host.setSoTimeout(10_000);
        assertThatThrownBy(() -> host.getInputStream().read())
            .isExactlyInstanceOf(SocketException.class);
      }
    }
  }

  @Test
  void aPortThatIsInUseIsAFailure() throws IOException {
    try (Bench bench = new Bench();
        ServerSocket server = server()) {
      PortForward taken = new PortForward(Protocol.TCP, server.getLocalPort(), Bench.GUEST, 80);
      assertThatThrownBy(() -> bench.network.forward(taken))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("it is in use");
    }
  }

  @Test
  void tooManyConnectionsAreReset() throws IOException {
    try (Bench bench = new Bench();
        ServerSocket server = new ServerSocket(0, 1000, HostSocket.LOOPBACK)) {
      for (int index = 0; index < TcpRelay.MAX_CONNECTIONS; index++) {
        new GuestTcp(bench, 1000 + index, server.getLocalPort(), 1).connect();
        bench.step();
      }
      bench.until(() -> bench.loop.tcp().size() == TcpRelay.MAX_CONNECTIONS);
      GuestTcp late = new GuestTcp(bench, 500, server.getLocalPort(), 1).connect();
      bench.until(() -> late.isReset);
      assertThat(bench.count(NetworkCount.LIMIT_REACHED)).isEqualTo(1);
    }
  }
}
