package dev.sidestep.network.user;

import dev.sidestep.network.packet.Dns;
import dev.sidestep.network.packet.Ipv4;
import dev.sidestep.network.packet.NetBytes;
import dev.sidestep.network.packet.Udp;
import dev.sidestep.network.user.FrameQueue.Lane;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers for the few names that lead somewhere: {@code host.sidestep} and {@code gateway.sidestep}
 * are the gateway, {@code dns.sidestep} is this server, {@code localhost} is what the host's own
 * resolver says. As traffic goes to the host's loopback interface only, other names would lead
 * nowhere: below {@code sidestep} and {@code localhost} there are none, and the rest is refused,
 * without asking the host's name servers.
 */
final class NameServer {
  private static final Map<String, Integer> NAMES =
      Map.of(
          "host.sidestep", Subnet.GATEWAY,
          "gateway.sidestep", Subnet.GATEWAY,
          "dns.sidestep", Subnet.NAME_SERVER);
  private static final String LOCALHOST = "localhost";

  private final GuestLink link;

  NameServer(GuestLink link) {
    this.link = link;
  }

  /** Takes a UDP payload for port 53 from a guest. */
  void receive(byte[] bytes, int at, int end, int guest, int guestPort) {
    if (!Dns.isQuery(bytes, at, end)) {
      link.tally().count(NetworkCount.MALFORMED);
      return;
    }
    byte[] answer = answer(bytes, at, end);
    byte[] frame = new byte[GuestLink.UDP_PAYLOAD + answer.length];
    System.arraycopy(answer, 0, frame, GuestLink.UDP_PAYLOAD, answer.length);
    Ipv4.Ends ends = new Ipv4.Ends(Subnet.NAME_SERVER, guest, Ipv4.UDP);
    link.sendUdp(frame, ends, new Udp.Ports(Dns.PORT, guestPort), Lane.CONTROL);
  }

  private static byte[] answer(byte[] bytes, int at, int end) {
    String name = Dns.name(bytes, at, end);
    if (!Dns.isStandard(bytes, at)) {
      return Dns.answer(bytes, at, at + Dns.HEADER, Dns.NOT_IMPLEMENTED, null);
    }
    if (name == null || Dns.questions(bytes, at) != 1) {
      return Dns.answer(bytes, at, at + Dns.HEADER, Dns.FORMAT_ERROR, null);
    }
    int nameEnd = Dns.nameEnd(bytes, at, end);
    Integer address = Dns.isInternet(bytes, nameEnd) ? lookUp(name) : null;
    if (address == null) {
      return Dns.answer(bytes, at, nameEnd + 4, isBelowOurs(name), null);
    }
    int type = Dns.type(bytes, nameEnd);
    boolean isAddress = type == Dns.A || type == Dns.ANY;
    return Dns.answer(bytes, at, nameEnd + 4, Dns.NO_ERROR, isAddress ? address : null);
  }

  private static int isBelowOurs(String name) {
    boolean isOurs = name.endsWith(".sidestep") || name.endsWith("." + LOCALHOST);
    return isOurs || name.equals("sidestep") ? Dns.NO_SUCH_NAME : Dns.REFUSED;
  }

  private static @Nullable Integer lookUp(String name) {
    return name.equals(LOCALHOST) ? loopback() : NAMES.get(name);
  }

  /** What the host says about its loopback interface; this one name asks no other machine. */
  private static @Nullable Integer loopback() {
    try {
      for (InetAddress address : InetAddress.getAllByName(LOCALHOST)) {
        if (address instanceof Inet4Address && address.isLoopbackAddress()) {
          return NetBytes.i32(address.getAddress(), 0);
        }
      }
    } catch (UnknownHostException nothing) {
      return null;
    }
    return null;
  }
}
