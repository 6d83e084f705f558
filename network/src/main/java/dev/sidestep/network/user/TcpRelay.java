package dev.sidestep.network.user;

import dev.sidestep.network.packet.Ethernet;
import dev.sidestep.network.packet.Ipv4;
import dev.sidestep.network.packet.Tcp;
import dev.sidestep.network.packet.Udp;
import dev.sidestep.network.user.FrameQueue.Lane;
import java.io.IOException;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All TCP connections, at most {@value #MAX_CONNECTIONS}: a guest that wants more gets a reset, as
 * does a program of the host.
 */
final class TcpRelay implements Timed {
  static final int MAX_CONNECTIONS = 512;

  private static final int FIRST_PORT = 49152;
  private static final int PORTS = 65536 - FIRST_PORT;

  private final GuestLink link;
  private final Selector selector;
  private final IntSupplier firstSequence;
  private final Map<FlowKey, TcpConnection> connections = new LinkedHashMap<>();
  private final SequencedSet<TcpConnection> working = new LinkedHashSet<>();
  private int lastPort;

  TcpRelay(GuestLink link, Selector selector, IntSupplier firstSequence) {
    this.link = link;
    this.selector = selector;
    this.firstSequence = firstSequence;
  }

  GuestLink link() {
    return link;
  }

  Selector selector() {
    return selector;
  }

  /** The sequence number of the next SYN. */
  int firstSequence() {
    return firstSequence.getAsInt();
  }

  /** {@link TcpConnection#flush} has something to do. */
  void hasWork(TcpConnection connection) {
    working.add(connection);
  }

  int size() {
    return connections.size();
  }

  /** Takes a TCP segment for the gateway, whose checksum and lengths are right. */
  void receive(Segment segment) {
    TcpConnection connection = connections.get(segment.key());
    boolean isSyn = segment.has(Tcp.SYN) && !segment.has(Tcp.ACK) && !segment.has(Tcp.RST);
    if (isSyn && (connection == null || connection.isLingering())) {
      accept(segment);
    } else if (connection != null) {
      connection.receive(segment);
    } else {
      link.tally().count(NetworkCount.UNEXPECTED_SEGMENTS);
      sendReset(link, segment);
    }
  }

  private void accept(Segment syn) {
    connections.remove(syn.key());
    SocketChannel channel = open();
    TcpConnection connection = channel == null ? null : add(syn.key(), channel);
    if (connection == null) {
      sendReset(link, syn);
    } else {
      connection.accept(syn);
    }
  }

  private @Nullable SocketChannel open() {
    try {
      return makeRoom() ? SocketChannel.open() : null;
    } catch (IOException full) {
      link.tally().count(NetworkCount.LIMIT_REACHED);
      return null;
    }
  }

  /** Takes a connection that a program of the host has made to a forwarded port. */
  void call(SocketChannel channel, int guest, int guestPort) {
    TcpConnection connection = makeRoom() ? add(freeKey(guest, guestPort), channel) : null;
    if (connection == null) {
      Channels.close(channel);
    } else {
      connection.call();
    }
  }

  private FlowKey freeKey(int guest, int guestPort) {
    FlowKey key;
    do {
      lastPort = (lastPort + 1) % PORTS;
      key = new FlowKey(guest, guestPort, FIRST_PORT + lastPort);
    } while (connections.containsKey(key));
    return key;
  }

  private boolean makeRoom() {
    link.tally().count(NetworkCount.CONNECTIONS);
    if (connections.size() >= MAX_CONNECTIONS && !forgetOne()) {
      link.tally().count(NetworkCount.LIMIT_REACHED);
      return false;
    }
    return true;
  }

  private boolean forgetOne() {
    Iterator<TcpConnection> all = connections.values().iterator();
    while (all.hasNext()) {
      if (all.next().isLingering()) {
        all.remove();
        return true;
      }
    }
    return false;
  }

  private @Nullable TcpConnection add(FlowKey key, SocketChannel channel) {
    try {
      TcpConnection connection = new TcpConnection(this, key, channel);
      connections.put(key, connection);
      return connection;
    } catch (IOException gone) {
      Channels.close(channel);
      return null;
    }
  }

  /** Moves data wherever something has happened. */
  void flush() {
    while (!working.isEmpty()) {
      TcpConnection next = working.removeFirst();
      next.flush();
      if (next.isClosed()) {
        working.remove(next);
        connections.remove(next.key(), next);
      }
    }
  }

  /** The queue to the machine has room again. */
  void resume() {
    working.addAll(connections.values());
  }

  @Override
  public long deadline() {
    long first = NEVER;
    for (TcpConnection connection : connections.values()) {
      first = Math.min(first, connection.deadline());
    }
    return first;
  }

  @Override
  public void tick(long now) {
    for (TcpConnection connection : connections.values()) {
      connection.tick(now);
    }
  }

  /** Resets everything. */
  void close() {
    new ArrayList<>(connections.values()).forEach(TcpConnection::abort);
    connections.clear();
    working.clear();
  }

  /** Answers a segment that nobody expects with a reset (RFC 9293 3.10.7.1). */
  static void sendReset(GuestLink link, Segment segment) {
    if (segment.has(Tcp.RST)) {
      return;
    }
    boolean hasAck = segment.has(Tcp.ACK);
    FlowKey key = segment.key();
    Tcp.Fields fields =
        new Tcp.Fields(
            hasAck ? segment.acknowledgement() : 0,
            hasAck ? 0 : segment.sequence() + segment.span(),
            hasAck ? Tcp.RST : Tcp.RST | Tcp.ACK,
            0);
    byte[] frame = new byte[GuestLink.PAYLOAD + Tcp.HEADER];
    int from = Ipv4.destination(segment.bytes(), Ethernet.HEADER);
    Ipv4.Ends ends = new Ipv4.Ends(from, key.guest(), Ipv4.TCP);
    Udp.Ports ports = new Udp.Ports(key.gatewayPort(), key.guestPort());
    Tcp.write(frame, GuestLink.PAYLOAD, Tcp.HEADER, ports, fields);
    Tcp.writeChecksum(frame, GuestLink.PAYLOAD, frame.length, ends);
    link.send(frame, ends, Lane.STREAM);
  }
}
