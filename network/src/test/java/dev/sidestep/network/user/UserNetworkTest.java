package dev.sidestep.network.user;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.network.packet.Arp;
import dev.sidestep.network.packet.Dns;
import dev.sidestep.network.packet.Ethernet;
import dev.sidestep.network.packet.Icmp;
import dev.sidestep.network.packet.Ipv4;
import dev.sidestep.network.packet.NetBytes;
import dev.sidestep.network.packet.Udp;
import dev.sidestep.network.user.PortForward.Protocol;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserNetworkTest {
  private final Bench bench = new Bench();

  @AfterEach
  void close() {
    bench.close();
  }

  private static byte[] echo(int to, int length) {
    byte[] message = new byte[Icmp.HEADER + length];
    for (int index = 0; index < length; index++) {
      message[Icmp.HEADER + index] = (byte) (index * 7);
    }
    Icmp.writeEcho(message, 0, 11, 22);
    Icmp.write(message, 0, message.length, Icmp.ECHO_REQUEST, 0);
    return Bench.ip(to, Ipv4.ICMP, message);
  }

  @Test
  void theGatewayAnswersArp() {
    bench.send(Arp.request(Bench.MAC, Bench.GUEST, Subnet.NAME_SERVER));
    byte[] reply = bench.await(frame -> Ethernet.type(frame) == Ethernet.ARP);
    assertThat(Arp.operation(reply, Ethernet.HEADER)).isEqualTo(Arp.REPLY);
    assertThat(Arp.senderIp(reply, Ethernet.HEADER)).isEqualTo(Subnet.NAME_SERVER);
    assertThat(Arp.senderMac(reply, Ethernet.HEADER)).isEqualTo(Subnet.GATEWAY_MAC);
    assertThat(Ethernet.destination(reply)).isEqualTo(Bench.MAC);
    assertThat(bench.notified).isPositive();
  }

  @Test
  void nobodyAnswersArpForAStationThatIsNotHere() {
    bench.send(Arp.request(Bench.MAC, Bench.GUEST, Bench.GUEST + 1));
    assertThat(bench.step()).isFalse();
  }

  @Test
  void theGatewayAnswersEcho() {
    bench.send(echo(Subnet.GATEWAY, 56));
    byte[] reply = bench.awaitProtocol(Ipv4.ICMP);
    assertThat(Icmp.isValid(reply, GuestLink.PAYLOAD, reply.length)).isTrue();
    assertThat(Icmp.type(reply, GuestLink.PAYLOAD)).isEqualTo(Icmp.ECHO_REPLY);
    assertThat(Icmp.sequence(reply, GuestLink.PAYLOAD)).isEqualTo(22);
    assertThat(Ipv4.isChecksumRight(reply, Ethernet.HEADER)).isTrue();
  }

  @Test
  void fragmentsInAnyOrderMakeAPacketAndTheAnswerComesInFragments() {
    List<byte[]> fragments = Bench.fragments(echo(Subnet.GATEWAY, 4000), 1480);
    Collections.reverse(fragments);
    fragments.forEach(bench::send);
    Reassembly reassembly = new Reassembly(new Clock(() -> 0), new Tally());
    byte[] whole = null;
    while (whole == null) {
      whole = reassembly.add(bench.awaitProtocol(Ipv4.ICMP), Ethernet.HEADER);
    }
    byte[] asked = echo(Subnet.GATEWAY, 4000);
    assertThat(Icmp.isValid(whole, GuestLink.PAYLOAD, whole.length)).isTrue();
    assertThat(Arrays.copyOfRange(whole, 42, whole.length))
        .isEqualTo(Arrays.copyOfRange(asked, 42, asked.length));
  }

  @Test
  void overlappingFragmentsAreDropped() {
    List<byte[]> fragments = Bench.fragments(echo(Subnet.GATEWAY, 4000), 1480);
    bench.send(fragments.get(0));
    bench.send(fragments.get(0));
    bench.step();
    assertThat(bench.count(NetworkCount.FRAGMENTS_DROPPED)).isEqualTo(1);
  }

  @Test
  void otherNetworksAreProhibited() {
    bench.send(echo(Ipv4.address(192, 0, 2, 1), 56));
    byte[] error = bench.awaitProtocol(Ipv4.ICMP);
    assertThat(Icmp.type(error, GuestLink.PAYLOAD)).isEqualTo(Icmp.UNREACHABLE);
    assertThat(Icmp.code(error, GuestLink.PAYLOAD)).isEqualTo(Icmp.PROHIBITED);
    assertThat(Icmp.isValid(error, GuestLink.PAYLOAD, error.length)).isTrue();
  }

  @Test
  void wrongChecksumsAreCountedAndDropped() {
    byte[] frame = echo(Subnet.GATEWAY, 56);
    frame[60] ^= 1;
    bench.send(frame);
    byte[] header = echo(Subnet.GATEWAY, 56);
    header[Ethernet.HEADER + 8] ^= 1;
    bench.send(header);
    assertThat(bench.step()).isFalse();
    assertThat(bench.count(NetworkCount.BAD_CHECKSUM)).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "host.sidestep, 1, 0, 10.0.2.2",
    "HOST.sidestep, 1, 0, 10.0.2.2",
    "host.sidestep, 28, 0,",
    "localhost, 1, 0, 127.0.0.1",
    "nobody.sidestep, 1, 3,",
    "debian.org, 1, 5,"
  })
  void names(String name, int type, int code, String address) {
    byte[] query = Dns.query(0x1234, name, type);
    bench.send(Bench.udp(Subnet.NAME_SERVER, 5000, Dns.PORT, query));
    byte[] answer = Bench.payload(bench.awaitProtocol(Ipv4.UDP));
    assertThat(NetBytes.u16(answer, 0)).isEqualTo(0x1234);
    assertThat(Dns.responseCode(answer, 0)).isEqualTo(code);
    assertThat(Dns.answers(answer, 0)).isEqualTo(address == null ? 0 : 1);
    if (address != null) {
      assertThat(Ipv4.text(NetBytes.i32(answer, answer.length - 4))).isEqualTo(address);
    }
  }

  @Test
  void datagramsReachTheHostAndComeBack() throws IOException {
    try (DatagramSocket host = new DatagramSocket(0, HostSocket.LOOPBACK)) {
      byte[] question = new byte[3000];
      Arrays.fill(question, (byte) 5);
      byte[] frame = Bench.udp(Subnet.GATEWAY, 5000, host.getLocalPort(), question);
      Bench.fragments(frame, 1480).forEach(bench::send);
      bench.step();
      DatagramPacket packet = new DatagramPacket(new byte[4000], 4000);
      host.setSoTimeout(10_000);
      host.receive(packet);
      assertThat(Arrays.copyOf(packet.getData(), packet.getLength())).isEqualTo(question);
      packet.setData("answer".getBytes(UTF_8));
      host.send(packet);
      byte[] answer = bench.awaitProtocol(Ipv4.UDP);
      assertThat(Bench.payload(answer)).isEqualTo("answer".getBytes(UTF_8));
      assertThat(Udp.destinationPort(answer, GuestLink.PAYLOAD)).isEqualTo(5000);
      assertThat(Udp.isChecksumRight(answer, GuestLink.PAYLOAD, Subnet.GATEWAY, Subnet.FIRST_GUEST))
          .isTrue();
      assertThat(bench.loop.udp().size()).isEqualTo(1);
      bench.pass(UdpRelay.IDLE_NANOS);
      assertThat(bench.loop.udp().size()).isZero();
    }
  }

  @Test
  void aPortThatNobodyListensAtIsUnreachable() throws IOException {
    int port;
    try (DatagramSocket host = new DatagramSocket(0, HostSocket.LOOPBACK)) {
      port = host.getLocalPort();
    }
    bench.send(Bench.udp(Subnet.GATEWAY, 5000, port, new byte[1]));
    byte[] error = bench.awaitProtocol(Ipv4.ICMP);
    assertThat(Icmp.code(error, GuestLink.PAYLOAD)).isEqualTo(Icmp.PORT);
    int quoted = GuestLink.PAYLOAD + Icmp.HEADER + Ipv4.HEADER;
    assertThat(Udp.sourcePort(error, quoted)).isEqualTo(5000);
    assertThat(Udp.destinationPort(error, quoted)).isEqualTo(port);
  }

  @Test
  void datagramsToAForwardedPortReachTheGuestAndItsAnswersTheSender() throws IOException {
    bench.announce();
    int port = bench.network.forward(new PortForward(Protocol.UDP, 0, Bench.GUEST, 53));
    try (DatagramSocket host = new DatagramSocket(0, HostSocket.LOOPBACK)) {
      host.send(new DatagramPacket(new byte[] {1, 2}, 2, HostSocket.LOOPBACK, port));
      byte[] question = bench.awaitProtocol(Ipv4.UDP);
      assertThat(Bench.payload(question)).containsExactly(1, 2);
      int gatewayPort = Udp.sourcePort(question, GuestLink.PAYLOAD);
      bench.send(Bench.udp(Subnet.GATEWAY, 53, gatewayPort, new byte[] {3}));
      bench.step();
      DatagramPacket packet = new DatagramPacket(new byte[10], 10);
      host.setSoTimeout(10_000);
      host.receive(packet);
      assertThat(packet.getLength()).isEqualTo(1);
      assertThat(packet.getPort()).isEqualTo(port);
    }
  }

  @Test
  void onlySoManyFlowsAreKept() throws IOException {
    try (DatagramSocket host = new DatagramSocket(0, HostSocket.LOOPBACK)) {
      for (int index = 0; index <= UdpRelay.MAX_FLOWS; index++) {
        bench.send(Bench.udp(Subnet.GATEWAY, 5000 + index, host.getLocalPort(), new byte[1]));
        bench.step();
      }
      assertThat(bench.loop.udp().size()).isEqualTo(UdpRelay.MAX_FLOWS);
      assertThat(bench.count(NetworkCount.LIMIT_REACHED)).isEqualTo(1);
    }
  }

  @Test
  void withItsOwnThreadItAnswersAndLeavesNothingBehind() throws Exception {
    Semaphore input = new Semaphore(0);
    UserNetwork network = new UserNetwork(input::release);
    network.accept(echo(Subnet.GATEWAY, 56));
    byte[] frame = null;
    while (frame == null) {
      input.acquire();
      frame = network.next();
    }
    assertThat(Arp.isValid(frame, Ethernet.HEADER, frame.length) || Bench.isIp(frame)).isTrue();
    int port = network.forward(new PortForward(Protocol.TCP, 0, Bench.GUEST, 80));
    network.close();
    network.close();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("user-network"));
    new ServerSocket(port, 1, HostSocket.LOOPBACK).close();
    network.accept(frame);
    assertThat(network.next()).isNull();
  }
}
