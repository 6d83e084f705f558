package dev.sidestep.network.user;

import dev.sidestep.network.packet.Ethernet;
import dev.sidestep.network.packet.Icmp;
import dev.sidestep.network.packet.Ipv4;
import dev.sidestep.network.user.FrameQueue.Lane;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** ICMP: the gateway answers echo requests, and gives echo replies to whoever asked. */
final class Echoes implements Timed {
  private final GuestLink link;
  private final List<Pinger> pingers = new CopyOnWriteArrayList<>();

  Echoes(GuestLink link) {
    this.link = link;
  }

  void add(Pinger pinger) {
    pingers.add(pinger);
  }

  /** Takes a message for one of our addresses, whose checksum is right. */
  void receive(byte[] frame, int at, int end, long arrived) {
    switch (Icmp.type(frame, at)) {
      case Icmp.ECHO_REQUEST -> reply(frame, at, end);
      case Icmp.ECHO_REPLY -> {
        int from = Ipv4.source(frame, Ethernet.HEADER);
        pingers.forEach(pinger -> pinger.receive(frame, at, end, from, arrived));
      }
      default -> link.tally().count(NetworkCount.NOT_FOR_US);
    }
  }

  private void reply(byte[] frame, int at, int end) {
    byte[] reply = new byte[GuestLink.PAYLOAD + end - at];
    System.arraycopy(frame, at, reply, GuestLink.PAYLOAD, end - at);
    Icmp.write(reply, GuestLink.PAYLOAD, reply.length, Icmp.ECHO_REPLY, 0);
    int us = Ipv4.destination(frame, Ethernet.HEADER);
    int guest = Ipv4.source(frame, Ethernet.HEADER);
    link.send(reply, new Ipv4.Ends(us, guest, Ipv4.ICMP), Lane.CONTROL);
  }

  @Override
  public long deadline() {
    long first = NEVER;
    for (Pinger pinger : pingers) {
      first = Math.min(first, pinger.deadline());
    }
    return first;
  }

  @Override
  public void tick(long now) {
    pingers.forEach(pinger -> pinger.tick(now));
    pingers.removeIf(Pinger::isForgotten);
  }
}
