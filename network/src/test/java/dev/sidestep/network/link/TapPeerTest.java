package dev.sidestep.network.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sidestep.base.Failure;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class TapPeerTest {
  private static final String NAME = "sidestep" + ProcessHandle.current().pid() % 1_000_000;

  @Test
  void framesGoBothWays() throws IOException, InterruptedException {
    assumeThat(Files.exists(Path.of("/dev/net/tun"))).as("the kernel has TAP").isTrue();
    assumeThat(isPermitted()).as("TAP interfaces may be made here").isTrue();
    try (TapPeer tap = TapPeer.open(NAME)) {
      assumeThat(ip("addr", "add", "192.0.2.1/24", "dev", NAME)).as("ip works here").isTrue();
      assertThat(ip("link", "set", NAME, "up")).isTrue();
      AtomicBoolean isTold = new AtomicBoolean();
      tap.onInput(() -> isTold.set(true));
      broadcast();
      assertThat(Eventually.frames(tap, 1)).isNotEmpty();
      assertThat(isTold).isTrue();
      tap.accept(Eventually.frame(60, 2));
      Eventually.until("count", () -> tap.report().fromGuest().frames() == 1);
      Path received = Path.of("/sys/class/net", NAME, "statistics", "rx_packets");
      assertThat(Files.readString(received).strip()).isEqualTo("1");
    }
  }

  /** Makes the host send a frame. */
  private static void broadcast() throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setBroadcast(true);
      InetAddress everybody = InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, (byte) 255});
      socket.send(new DatagramPacket(new byte[1], 1, everybody, 9));
    }
  }

  private static boolean isPermitted() {
    try (TapPeer probe = TapPeer.open(NAME)) {
      return probe.report().isConnected();
    } catch (Failure refused) {
      assertThat(refused).hasMessageContaining("permission is missing");
      return false;
    }
  }

  private static boolean ip(String... arguments) throws IOException, InterruptedException {
    String[] command = new String[arguments.length + 1];
    command[0] = "ip";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
  }

  @Test
  void aNameMustBeOne() {
    assertThatThrownBy(() -> TapPeer.open("this-name-is-too-long"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("cannot be the name");
  }
}
