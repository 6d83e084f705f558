package dev.sidestep.network.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.network.packet.Dhcp;
import dev.sidestep.network.packet.Dhcp.Message;
import dev.sidestep.network.packet.Dhcp.Option;
import dev.sidestep.network.packet.Ethernet;
import dev.sidestep.network.packet.Ipv4;
import dev.sidestep.network.packet.NetBytes;
import dev.sidestep.network.packet.Udp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DhcpServerTest {
  private static final int AT = GuestLink.UDP_PAYLOAD;

  private final Bench bench = new Bench();

  @AfterEach
  void close() {
    bench.close();
  }

  private void ask(long mac, int type, int wanted, int has, int flags) {
    byte[] frame = new byte[AT + 300];
    Dhcp.write(frame, AT, Dhcp.BOOT_REQUEST, new Dhcp.Header(9, flags, has, 0, mac));
    int option = Dhcp.writeOption(frame, AT + Dhcp.OPTIONS, Option.MESSAGE_TYPE, 1, type);
    if (wanted != 0) {
      option = Dhcp.writeOption(frame, option, Option.REQUESTED_ADDRESS, 4, wanted);
    }
    Dhcp.writeEnd(frame, option);
    Ipv4.Ends ends = new Ipv4.Ends(has, has == 0 ? -1 : Subnet.GATEWAY, Ipv4.UDP);
    Udp.Ports ports = new Udp.Ports(Dhcp.CLIENT_PORT, Dhcp.SERVER_PORT);
    Udp.write(frame, GuestLink.PAYLOAD, ends, ports, 300);
    Ipv4.write(frame, Ethernet.HEADER, ends, frame.length - Ethernet.HEADER, 1, 0);
    Ethernet.write(frame, Ethernet.BROADCAST, mac, Ethernet.IPV4);
    bench.send(frame);
  }

  private byte[] answer() {
    return bench.awaitProtocol(Ipv4.UDP);
  }

  private static int type(byte[] frame) {
    return frame[Dhcp.option(frame, AT, frame.length, Option.MESSAGE_TYPE, 1)];
  }

  private static int value(byte[] frame, int code) {
    return NetBytes.i32(frame, Dhcp.option(frame, AT, frame.length, code, 4));
  }

  private int lease(long mac) {
    ask(mac, Message.DISCOVER, 0, 0, 0);
    byte[] offer = answer();
    assertThat(type(offer)).isEqualTo(Message.OFFER);
    ask(mac, Message.REQUEST, Dhcp.yourIp(offer, AT), 0, 0);
    byte[] ack = answer();
    assertThat(type(ack)).isEqualTo(Message.ACK);
    return Dhcp.yourIp(ack, AT);
  }

  @Test
  void theFirstGuestGets15AndEverythingItNeeds() {
    ask(Bench.MAC, Message.DISCOVER, 0, 0, 0);
    byte[] offer = answer();
    assertThat(Dhcp.yourIp(offer, AT)).isEqualTo(Subnet.FIRST_GUEST);
    assertThat(Dhcp.transaction(offer, AT)).isEqualTo(9);
    assertThat(Ethernet.destination(offer)).isEqualTo(Bench.MAC);
    assertThat(value(offer, Option.ROUTER)).isEqualTo(Subnet.GATEWAY);
    assertThat(value(offer, Option.NAME_SERVER)).isEqualTo(Subnet.NAME_SERVER);
    assertThat(value(offer, Option.SUBNET_MASK)).isEqualTo(Subnet.MASK);
    assertThat(value(offer, Option.LEASE_TIME)).isEqualTo(Leases.SECONDS);
    assertThat(Udp.isChecksumRight(offer, GuestLink.PAYLOAD, Subnet.GATEWAY, Subnet.FIRST_GUEST))
        .isTrue();
  }

  @Test
  void aClientThatCannotTakeUnicastIsAnsweredByBroadcast() {
    ask(Bench.MAC, Message.DISCOVER, 0, 0, Dhcp.BROADCAST_FLAG);
    byte[] offer = answer();
    assertThat(Ethernet.destination(offer)).isEqualTo(Ethernet.BROADCAST);
    assertThat(Ipv4.destination(offer, Ethernet.HEADER)).isEqualTo(Subnet.EVERYBODY);
  }

  @Test
  void stationsGetAddressesOfTheirOwnAndKeepThem() {
    assertThat(lease(Bench.MAC)).isEqualTo(Subnet.FIRST_GUEST);
    assertThat(lease(Bench.MAC + 1)).isEqualTo(Subnet.FIRST_GUEST + 1);
    assertThat(lease(Bench.MAC)).isEqualTo(Subnet.FIRST_GUEST);
    ask(Bench.MAC, Message.RELEASE, 0, Subnet.FIRST_GUEST, 0);
    assertThat(lease(Bench.MAC + 2)).isEqualTo(Subnet.FIRST_GUEST + 2);
    assertThat(lease(Bench.MAC)).isEqualTo(Subnet.FIRST_GUEST);
  }

  @Test
  void renewing() {
    int address = lease(Bench.MAC);
    ask(Bench.MAC, Message.REQUEST, 0, address, 0);
    byte[] ack = answer();
    assertThat(type(ack)).isEqualTo(Message.ACK);
    assertThat(Ipv4.destination(ack, Ethernet.HEADER)).isEqualTo(address);
  }

  @Test
  void anAddressOfSomebodyElseIsRefused() {
    int taken = lease(Bench.MAC);
    ask(Bench.MAC + 1, Message.REQUEST, taken, 0, 0);
    assertThat(type(answer())).isEqualTo(Message.NAK);
  }

  @Test
  void whenNoAddressIsLeftReleasedOnesAreGivenAgain() {
    Leases leases = new Leases();
    int last = 0;
    for (long mac = 1; leases.offer(mac, 0, 0) != Leases.NONE; mac++) {
      last = leases.offer(mac, 0, 0);
    }
    assertThat(last).isEqualTo(Subnet.LAST_GUEST);
    leases.release(5, 1);
    assertThat(leases.offer(1000, 0, 1)).isEqualTo(Subnet.FIRST_GUEST + 4);
    assertThat(leases.offer(1001, 0, 1)).isEqualTo(Leases.NONE);
  }
}
