package dev.sidestep.network.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.network.packet.Arp;
import dev.sidestep.network.packet.Checksum;
import dev.sidestep.network.packet.Dhcp;
import dev.sidestep.network.packet.Dns;
import dev.sidestep.network.packet.Ethernet;
import dev.sidestep.network.packet.Icmp;
import dev.sidestep.network.packet.Ipv4;
import dev.sidestep.network.packet.NetBytes;
import dev.sidestep.network.packet.Tcp;
import dev.sidestep.network.packet.Udp;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a guest sends, nothing is thrown, and the network still works afterwards. */
class HostileGuestFramesTest {
  private static final int ROUNDS = 20_000;

  /** The seeds are kept, so that what was found once is looked for always. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 0x5151, 987_654_321})
  void damagedFrames(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    try (Bench bench = new Bench();
        ServerSocket server = new ServerSocket(0, 50, HostSocket.LOOPBACK)) {
      int port = server.getLocalPort();
      List<byte[]> samples = samples(port);
      for (int round = 0; round < ROUNDS; round++) {
        byte[] frame = damage(samples.get(random.nextInt(samples.size())), port, random);
        bench.network.accept(frame);
        if (round % 64 == 0) {
          bench.pass(random.nextLong(20_000_000));
          bench.received.clear();
        }
      }
      bench.step();
      bench.received.clear();
      assertThat(bench.count(NetworkCount.MALFORMED)).isPositive();
      assertThat(bench.count(NetworkCount.BAD_CHECKSUM)).isPositive();
      bench.send(samples.get(1));
      assertThat(Icmp.type(bench.awaitProtocol(Ipv4.ICMP), GuestLink.PAYLOAD)).isZero();
    }
  }

  private static List<byte[]> samples(int port) {
    List<byte[]> samples = new ArrayList<>();
    samples.add(Arp.request(Bench.MAC, Bench.GUEST, Subnet.GATEWAY));
    byte[] echo = new byte[64];
    Icmp.write(echo, 0, echo.length, Icmp.ECHO_REQUEST, 0);
    samples.add(Bench.ip(Subnet.GATEWAY, Ipv4.ICMP, echo));
    byte[] query = Dns.query(1, "host.sidestep", Dns.A);
    samples.add(Bench.udp(Subnet.NAME_SERVER, 5000, Dns.PORT, query));
    byte[] dhcp = new byte[300];
    Dhcp.write(dhcp, 0, Dhcp.BOOT_REQUEST, new Dhcp.Header(1, 0, 0, 0, Bench.MAC));
    Dhcp.writeEnd(dhcp, Dhcp.writeOption(dhcp, Dhcp.OPTIONS, Dhcp.Option.MESSAGE_TYPE, 1, 1));
    samples.add(Bench.udp(Subnet.GATEWAY, Dhcp.CLIENT_PORT, Dhcp.SERVER_PORT, dhcp));
    samples.addAll(Bench.fragments(Bench.ip(Subnet.GATEWAY, Ipv4.ICMP, new byte[3000]), 1480));
    for (int flags : new int[] {Tcp.SYN, Tcp.ACK, Tcp.ACK | Tcp.FIN, Tcp.RST, Tcp.ACK | Tcp.PSH}) {
      samples.add(tcp(port, flags));
    }
    return samples;
  }

  private static byte[] tcp(int port, int flags) {
    byte[] segment = new byte[Tcp.HEADER + Tcp.SYN_OPTIONS + 100];
    Tcp.write(
        segment,
        0,
        Tcp.HEADER + Tcp.SYN_OPTIONS,
        new Udp.Ports(4000, port),
        new Tcp.Fields(100, 1, flags, 1000));
    Tcp.writeSynOptions(segment, 0, 1460, 3);
    return Bench.ip(Subnet.GATEWAY, Ipv4.TCP, segment);
  }

  /**
   * Cuts, pads and changes some bytes, and often mends the checksums, to get further in. Only our
   * own port of the host is reached: a changed port without a mended checksum leads nowhere.
   */
  private static byte[] damage(byte[] sample, int port, SplittableRandom random) {
    byte[] frame = sample.clone();
    for (int changes = random.nextInt(5); changes > 0; changes--) {
      frame[random.nextInt(frame.length)] = (byte) random.nextInt();
    }
    if (random.nextInt(8) == 0) {
      frame = Arrays.copyOf(frame, random.nextInt(1600));
    }
    if (random.nextInt(4) > 0 && frame.length > GuestLink.PAYLOAD) {
      mend(frame, port);
    }
    return frame;
  }

  private static void mend(byte[] frame, int port) {
    int at = Ethernet.HEADER;
    if (!Ipv4.isValid(frame, at, frame.length)) {
      return;
    }
    NetBytes.put16(frame, at + 10, 0);
    int header = Ipv4.headerLength(frame, at);
    int checksum = Checksum.of(frame, at, header);
    NetBytes.put16(frame, at + 10, checksum);
    int end = at + Ipv4.totalLength(frame, at);
    int payload = at + header;
    switch (Ipv4.protocol(frame, at)) {
      case Ipv4.TCP -> mendTcp(frame, payload, end, port);
      case Ipv4.UDP -> mendUdp(frame, payload, end, port);
      case Ipv4.ICMP -> mendIcmp(frame, payload, end);
      default -> {}
    }
  }

  private static void mendTcp(byte[] frame, int at, int end, int port) {
    if (end - at >= Tcp.HEADER) {
      NetBytes.put16(frame, at + 2, port);
      int from = Ipv4.source(frame, Ethernet.HEADER);
      int to = Ipv4.destination(frame, Ethernet.HEADER);
      Tcp.writeChecksum(frame, at, end, new Ipv4.Ends(from, to, Ipv4.TCP));
    }
  }

  private static void mendIcmp(byte[] frame, int at, int end) {
    if (end - at >= Icmp.HEADER) {
      Icmp.write(frame, at, end, frame[at], frame[at + 1]);
    }
  }

  private static void mendUdp(byte[] frame, int at, int end, int port) {
    if (end - at >= Udp.HEADER) {
      int to = Udp.destinationPort(frame, at);
      NetBytes.put16(frame, at + 2, to == Dhcp.SERVER_PORT || to == Dns.PORT ? to : port);
      NetBytes.put16(frame, at + 6, 0);
    }
  }
}
