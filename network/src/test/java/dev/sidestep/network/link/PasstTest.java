package dev.sidestep.network.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sidestep.network.packet.Arp;
import dev.sidestep.network.packet.Dhcp;
import dev.sidestep.network.packet.Ethernet;
import dev.sidestep.network.packet.Ipv4;
import dev.sidestep.network.packet.Udp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** passt at the far end answers a guest's first questions; nothing leaves the host. */
class PasstTest {
  private static final String PASST = "passt";
  private static final long MAC = 0x0253_5444_0001L;
  private static final int GUEST = 0x0a00_020f;
  private static final int GATEWAY = 0x0a00_0202;
  private static final int UDP_AT = Ethernet.HEADER + 20;
  private static final int DHCP_AT = UDP_AT + 8;
  private static final int TRANSACTION = 9;

  @TempDir private Path folder;

  @BeforeEach
  void needsPasst() throws InterruptedException {
    assumeThat(isInstalled()).as(PASST + " is installed").isTrue();
  }

  @Test
  void itAnswersForItsGatewayAndGivesTheGuestItsAddress() throws IOException, InterruptedException {
    // Started by root, passt becomes a user with no rights before it binds its socket.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path socket = folder.resolve("socket");
    Path log = folder.resolve("log");
    Process passt = start(socket, log);
    try {
      Eventually.until(PASST, () -> !passt.isAlive() || Eventually.isListening(socket));
      assumeThat(passt.isAlive()).as(() -> "passt runs here: " + words(log)).isTrue();
      try (StreamPeer peer = StreamPeer.connect(new StreamAddress.Unix(socket))) {
        peer.accept(Arp.request(MAC, GUEST, GATEWAY));
        byte[] reply = Eventually.frames(peer, 1).getFirst();
        assertThat(Ethernet.type(reply)).isEqualTo(Ethernet.ARP);
        assertThat(Arp.operation(reply, Ethernet.HEADER)).isEqualTo(Arp.REPLY);
        assertThat(Arp.senderIp(reply, Ethernet.HEADER)).isEqualTo(GATEWAY);
        assertThat(Ethernet.destination(reply)).isEqualTo(MAC);

        peer.accept(discover());
        byte[] offer = Eventually.frames(peer, 1).getFirst();
        assertThat(Dhcp.transaction(offer, DHCP_AT)).isEqualTo(TRANSACTION);
        assertThat(Dhcp.yourIp(offer, DHCP_AT)).isEqualTo(GUEST);
        assertThat(peer.report().toGuest().frames()).isEqualTo(2);
      }
    } finally {
      passt.destroyForcibly().waitFor();
    }
  }

  private static byte[] discover() {
    byte[] frame = new byte[DHCP_AT + 300];
    Dhcp.write(frame, DHCP_AT, Dhcp.BOOT_REQUEST, new Dhcp.Header(TRANSACTION, 0, 0, 0, MAC));
    int end =
        Dhcp.writeOption(
            frame, DHCP_AT + Dhcp.OPTIONS, Dhcp.Option.MESSAGE_TYPE, 1, Dhcp.Message.DISCOVER);
    Dhcp.writeEnd(frame, end);
    Ipv4.Ends ends = new Ipv4.Ends(0, -1, Ipv4.UDP);
    Udp.write(frame, UDP_AT, ends, new Udp.Ports(Dhcp.CLIENT_PORT, Dhcp.SERVER_PORT), 300);
    Ipv4.write(frame, Ethernet.HEADER, ends, frame.length - Ethernet.HEADER, 1, 0);
    Ethernet.write(frame, Ethernet.BROADCAST, MAC, Ethernet.IPV4);
    return frame;
  }

  /** Forwards no port of the host, and takes nothing from its configuration. */
  private static Process start(Path socket, Path log) throws IOException {
    return new ProcessBuilder(
            PASST,
            "--foreground",
            "--quiet",
            "--ipv4-only",
            "--socket",
            socket.toString(),
            "--address",
            "10.0.2.15",
            "--netmask",
            "255.255.255.0",
            "--gateway",
            "10.0.2.2",
            "--dns",
            "none",
            "--search",
            "none",
            "--tcp-ports",
            "none",
            "--udp-ports",
            "none")
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  private static String words(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }

  private static boolean isInstalled() throws InterruptedException {
    try {
      return new ProcessBuilder(PASST, "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException notInstalled) {
      return false;
    }
  }
}
