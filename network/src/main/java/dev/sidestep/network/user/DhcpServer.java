package dev.sidestep.network.user;

import dev.sidestep.network.packet.Dhcp;
import dev.sidestep.network.packet.Dhcp.Message;
import dev.sidestep.network.packet.Dhcp.Option;
import dev.sidestep.network.packet.Ethernet;
import dev.sidestep.network.packet.Ipv4;
import dev.sidestep.network.packet.NetBytes;
import dev.sidestep.network.packet.Udp;
import dev.sidestep.network.user.FrameQueue.Lane;

/** Gives guests their addresses (RFC 2131). */
final class DhcpServer {
  /** RFC 951 asks for messages of 300 bytes at least; some clients drop shorter ones. */
  private static final int SHORTEST = 300;

  private final GuestLink link;
  private final Leases leases = new Leases();

  DhcpServer(GuestLink link) {
    this.link = link;
  }

  /** Takes a UDP payload for the server's port. */
  void receive(byte[] bytes, int at, int end) {
    int type = Dhcp.option(bytes, at, end, Option.MESSAGE_TYPE, 1);
    if (!Dhcp.isRequest(bytes, at, end) || type < 0 || isForAnother(bytes, at, end)) {
      link.tally().count(NetworkCount.NOT_FOR_US);
      return;
    }
    long mac = Dhcp.clientMac(bytes, at);
    switch (bytes[type]) {
      case Message.DISCOVER -> offer(bytes, at, end);
      case Message.REQUEST -> request(bytes, at, end);
      case Message.RELEASE, Message.DECLINE -> leases.release(mac, link.clock().now());
      case Message.INFORM -> answer(bytes, at, Message.ACK, 0);
      default -> link.tally().count(NetworkCount.MALFORMED);
    }
  }

  private static boolean isForAnother(byte[] bytes, int at, int end) {
    int server = address(bytes, at, end, Option.SERVER);
    return server != 0 && server != Subnet.GATEWAY;
  }

  private static int address(byte[] bytes, int at, int end, int code) {
    int option = Dhcp.option(bytes, at, end, code, 4);
    return option < 0 ? 0 : NetBytes.i32(bytes, option);
  }

  private void offer(byte[] bytes, int at, int end) {
    int wanted = address(bytes, at, end, Option.REQUESTED_ADDRESS);
    int address = leases.offer(Dhcp.clientMac(bytes, at), wanted, link.clock().now());
    if (address == Leases.NONE) {
      link.tally().count(NetworkCount.LIMIT_REACHED);
    } else {
      answer(bytes, at, Message.OFFER, address);
    }
  }

  /** Selecting, rebooting (with the option), renewing and rebinding (RFC 2131 4.3.2). */
  private void request(byte[] bytes, int at, int end) {
    int wanted = address(bytes, at, end, Option.REQUESTED_ADDRESS);
    int address = wanted == 0 ? Dhcp.clientIp(bytes, at) : wanted;
    if (leases.grant(Dhcp.clientMac(bytes, at), address, link.clock().now())) {
      answer(bytes, at, Message.ACK, address);
    } else {
      answer(bytes, at, Message.NAK, 0);
    }
  }

  private void answer(byte[] question, int at, int type, int address) {
    byte[] frame = new byte[GuestLink.UDP_PAYLOAD + SHORTEST];
    boolean isNak = type == Message.NAK;
    int client = isNak ? 0 : Dhcp.clientIp(question, at);
    long mac = Dhcp.clientMac(question, at);
    Dhcp.write(
        frame,
        GuestLink.UDP_PAYLOAD,
        Dhcp.BOOT_REPLY,
        new Dhcp.Header(
            Dhcp.transaction(question, at), Dhcp.flags(question, at), client, address, mac));
    writeOptions(frame, type, address != 0);
    // RFC 2131 4.1: a client that has an address is answered there, others by their station.
    boolean everybody =
        isNak || (client == 0 && (Dhcp.flags(question, at) & Dhcp.BROADCAST_FLAG) != 0);
    int to = everybody ? Subnet.EVERYBODY : client != 0 ? client : address;
    send(frame, to, everybody ? Ethernet.BROADCAST : mac);
  }

  private void send(byte[] frame, int to, long mac) {
    Ipv4.Ends ends = new Ipv4.Ends(Subnet.GATEWAY, to, Ipv4.UDP);
    Udp.Ports ports = new Udp.Ports(Dhcp.SERVER_PORT, Dhcp.CLIENT_PORT);
    Udp.write(frame, GuestLink.PAYLOAD, ends, ports, frame.length - GuestLink.UDP_PAYLOAD);
    link.sendTo(mac, frame, ends, Lane.CONTROL);
  }

  private static void writeOptions(byte[] frame, int type, boolean isLease) {
    int at = GuestLink.UDP_PAYLOAD + Dhcp.OPTIONS;
    at = Dhcp.writeOption(frame, at, Option.MESSAGE_TYPE, 1, type);
    at = Dhcp.writeOption(frame, at, Option.SERVER, 4, Subnet.GATEWAY);
    if (type != Message.NAK) {
      at = Dhcp.writeOption(frame, at, Option.SUBNET_MASK, 4, Subnet.MASK);
      at = Dhcp.writeOption(frame, at, Option.ROUTER, 4, Subnet.GATEWAY);
      at = Dhcp.writeOption(frame, at, Option.NAME_SERVER, 4, Subnet.NAME_SERVER);
      at = Dhcp.writeOption(frame, at, Option.INTERFACE_MTU, 2, Ethernet.MTU);
    }
    if (isLease) {
      at = Dhcp.writeOption(frame, at, Option.LEASE_TIME, 4, Leases.SECONDS);
    }
    Dhcp.writeEnd(frame, at);
  }
}
