package dev.sidestep.network.user;

import dev.sidestep.network.packet.Arp;
import dev.sidestep.network.packet.Dhcp;
import dev.sidestep.network.packet.Dns;
import dev.sidestep.network.packet.Ethernet;
import dev.sidestep.network.packet.Icmp;
import dev.sidestep.network.packet.Ipv4;
import dev.sidestep.network.packet.Tcp;
import dev.sidestep.network.packet.Udp;
import dev.sidestep.network.user.FrameQueue.Lane;

/**
 * Where a guest's frame goes. Whatever a guest sends, it is answered, relayed, or counted and
 * dropped.
 */
final class GuestInput {
  /** Class D and E addresses (RFC 5771, RFC 1112): nobody is told that they lead nowhere. */
  private static final int GROUPS = 0xe000_0000;

  private final GuestLink link;
  private final TcpRelay tcp;
  private final UdpRelay udp;
  private final Echoes echoes;
  private final DhcpServer dhcp;
  private final NameServer names;
  private final Reassembly reassembly;

  GuestInput(GuestLink link, TcpRelay tcp, UdpRelay udp, Echoes echoes) {
    this.link = link;
    this.tcp = tcp;
    this.udp = udp;
    this.echoes = echoes;
    dhcp = new DhcpServer(link);
    names = new NameServer(link);
    reassembly = new Reassembly(link.clock(), link.tally());
  }

  private void count(NetworkCount what) {
    link.tally().count(what);
  }

  /**
   * Takes a frame.
   *
   * @param arrived when the machine sent it
   */
  void receive(byte[] frame, long arrived) {
    count(NetworkCount.FRAMES_FROM_GUEST);
    if (frame.length < Ethernet.HEADER || Ethernet.isGroup(Ethernet.source(frame))) {
      count(NetworkCount.MALFORMED);
      return;
    }
    long to = Ethernet.destination(frame);
    int type = Ethernet.type(frame);
    boolean isForUs = to == Subnet.GATEWAY_MAC || to == Ethernet.BROADCAST;
    if (isForUs && type == Ethernet.ARP) {
      receiveArp(frame);
    } else if (isForUs && type == Ethernet.IPV4) {
      receiveIp(frame, arrived);
    } else {
      count(NetworkCount.NOT_FOR_US);
    }
  }

  private void receiveArp(byte[] frame) {
    int at = Ethernet.HEADER;
    if (!Arp.isValid(frame, at, frame.length)) {
      count(NetworkCount.MALFORMED);
      return;
    }
    int sender = Arp.senderIp(frame, at);
    int target = Arp.targetIp(frame, at);
    link.neighbours().learn(sender, Arp.senderMac(frame, at));
    if (Arp.operation(frame, at) == Arp.REQUEST && Subnet.isOurs(target)) {
      long mac = Arp.senderMac(frame, at);
      link.sendFrame(Arp.reply(Subnet.GATEWAY_MAC, target, mac, sender), Lane.CONTROL);
    }
  }

  private void receiveIp(byte[] frame, long arrived) {
    int at = Ethernet.HEADER;
    if (!Ipv4.isValid(frame, at, frame.length)) {
      count(NetworkCount.MALFORMED);
    } else if (!Ipv4.isChecksumRight(frame, at)) {
      count(NetworkCount.BAD_CHECKSUM);
    } else if (!isSender(Ipv4.source(frame, at))) {
      count(NetworkCount.MALFORMED);
    } else {
      link.neighbours().learn(Ipv4.source(frame, at), Ethernet.source(frame));
      route(frame, arrived);
    }
  }

  /** A station of the subnet, or one that has no address yet. */
  private static boolean isSender(int address) {
    return address == 0 || Subnet.isGuest(address);
  }

  private void route(byte[] frame, long arrived) {
    int at = Ethernet.HEADER;
    int to = Ipv4.destination(frame, at);
    if (Subnet.isOurs(to) || to == Subnet.EVERYBODY || to == Subnet.BROADCAST) {
      byte[] whole = Ipv4.isFragment(frame, at) ? reassembly.add(frame, at) : frame;
      if (whole != null) {
        deliver(whole, arrived);
      }
    } else if (!Subnet.isGuest(to) && Integer.compareUnsigned(to, GROUPS) < 0) {
      prohibit(frame, Icmp.PROHIBITED, NetworkCount.PROHIBITED);
    } else {
      count(NetworkCount.NOT_FOR_US);
    }
  }

  /** RFC 1122 3.2.2: no error about errors, later fragments, or packets without a sender. */
  private void prohibit(byte[] frame, int code, NetworkCount why) {
    int at = Ethernet.HEADER;
    count(why);
    int header = at + Ipv4.headerLength(frame, at);
    boolean isIcmp = Ipv4.protocol(frame, at) == Ipv4.ICMP;
    boolean isEcho = header < frame.length && Icmp.type(frame, header) == Icmp.ECHO_REQUEST;
    boolean isFirst = Ipv4.fragmentOffset(frame, at) == 0;
    if (isFirst && Ipv4.source(frame, at) != 0 && (!isIcmp || isEcho)) {
      link.sendUnreachable(frame, at, code);
    }
  }

  private void deliver(byte[] frame, long arrived) {
    int at = Ethernet.HEADER;
    int header = at + Ipv4.headerLength(frame, at);
    int end = at + Ipv4.totalLength(frame, at);
    switch (Ipv4.protocol(frame, at)) {
      case Ipv4.UDP -> receiveUdp(frame, header, end);
      case Ipv4.TCP -> receiveTcp(frame, header, end);
      case Ipv4.ICMP -> receiveIcmp(frame, header, end, arrived);
      default -> count(NetworkCount.NOT_FOR_US);
    }
  }

  private static int source(byte[] frame) {
    return Ipv4.source(frame, Ethernet.HEADER);
  }

  private static int destination(byte[] frame) {
    return Ipv4.destination(frame, Ethernet.HEADER);
  }

  private void receiveIcmp(byte[] frame, int at, int end, long arrived) {
    if (!Icmp.isValid(frame, at, end)) {
      count(NetworkCount.BAD_CHECKSUM);
    } else if (Subnet.isOurs(destination(frame)) && source(frame) != 0) {
      echoes.receive(frame, at, end, arrived);
    } else {
      count(NetworkCount.NOT_FOR_US);
    }
  }

  private void receiveUdp(byte[] frame, int at, int end) {
    if (!Udp.isValid(frame, at, end)) {
      count(NetworkCount.MALFORMED);
    } else if (!Udp.isChecksumRight(frame, at, source(frame), destination(frame))) {
      count(NetworkCount.BAD_CHECKSUM);
    } else {
      deliverUdp(frame, at, at + Udp.length(frame, at));
    }
  }

  private void deliverUdp(byte[] frame, int at, int end) {
    int port = Udp.destinationPort(frame, at);
    int from = Udp.sourcePort(frame, at);
    int to = destination(frame);
    int payload = at + Udp.HEADER;
    if (port == Dhcp.SERVER_PORT && from == Dhcp.CLIENT_PORT) {
      dhcp.receive(frame, payload, end);
    } else if (source(frame) == 0) {
      count(NetworkCount.MALFORMED);
    } else if (to == Subnet.GATEWAY) {
      udp.receive(new FlowKey(source(frame), from, port), frame, payload, end);
    } else if (to == Subnet.NAME_SERVER && port == Dns.PORT) {
      names.receive(frame, payload, end, source(frame), from);
    } else if (to == Subnet.NAME_SERVER) {
      prohibit(frame, Icmp.PORT, NetworkCount.NOT_FOR_US);
    } else {
      count(NetworkCount.NOT_FOR_US);
    }
  }

  private void receiveTcp(byte[] frame, int at, int end) {
    if (!Tcp.isValid(frame, at, end)) {
      count(NetworkCount.MALFORMED);
    } else if (!Tcp.isChecksumRight(frame, at, end, source(frame), destination(frame))) {
      count(NetworkCount.BAD_CHECKSUM);
    } else {
      deliverTcp(frame, new Segment(frame, at, end));
    }
  }

  private void deliverTcp(byte[] frame, Segment segment) {
    FlowKey key = segment.key();
    if (key.guest() == 0 || key.guestPort() == 0 || key.gatewayPort() == 0) {
      count(NetworkCount.MALFORMED);
    } else if (destination(frame) == Subnet.GATEWAY) {
      tcp.receive(segment);
    } else if (destination(frame) == Subnet.NAME_SERVER) {
      count(NetworkCount.NOT_FOR_US);
      TcpRelay.sendReset(link, segment);
    } else {
      count(NetworkCount.NOT_FOR_US);
    }
  }
}
