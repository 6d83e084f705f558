package dev.sidestep.network.user;

import dev.sidestep.network.packet.Icmp;
import dev.sidestep.network.packet.Ipv4;
import dev.sidestep.network.packet.Udp;
import dev.sidestep.network.user.FrameQueue.Lane;
import java.io.IOException;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All UDP flows, at most {@value #MAX_FLOWS}, of which the one that was idle longest gives way, and
 * each until it has been idle for a minute.
 */
final class UdpRelay implements Timed {
  static final int MAX_FLOWS = 256;
  static final long IDLE_NANOS = 60 * Clock.SECOND;

  private static final int AT_ONCE = 64;
  private static final int FIRST_PORT = 49152;
  private static final int PORTS = 65536 - FIRST_PORT;

  private final GuestLink link;
  private final Selector selector;

  /** In order of use, the longest idle first. */
  private final Map<FlowKey, Flow> flows = new LinkedHashMap<>(16, 0.75f, true);

  private final List<Source> stopped = new ArrayList<>();
  private final ByteBuffer buffer = ByteBuffer.allocate(Ipv4.LONGEST);
  private int lastPort;

  UdpRelay(GuestLink link, Selector selector) {
    this.link = link;
    this.selector = selector;
  }

  int size() {
    return flows.size();
  }

  /** Takes a datagram of a guest for the gateway: the payload is {@code at} .. {@code end}. */
  void receive(FlowKey key, byte[] bytes, int at, int end) {
    Flow flow = flows.get(key);
    if (flow == null) {
      flow = open(key);
    }
    if (flow == null) {
      link.tally().count(NetworkCount.DATAGRAMS_DROPPED);
    } else {
      flow.lastUsed = link.clock().now();
      flow.write(ByteBuffer.wrap(bytes, at, end - at));
    }
  }

  private @Nullable Flow open(FlowKey key) {
    if (key.gatewayPort() == 0) {
      return null;
    }
    DatagramChannel channel = null;
    try {
      channel = DatagramChannel.open(StandardProtocolFamily.INET);
      channel.configureBlocking(false);
      channel.connect(HostSocket.address(key.gatewayPort()));
      Flow flow = new Flow(key, channel, null);
      new Source(channel, flow, null).register();
      add(flow);
      return flow;
    } catch (IOException full) {
      Channels.close(channel);
      return null;
    }
  }

  private void add(Flow flow) {
    if (flows.size() >= MAX_FLOWS) {
      link.tally().count(NetworkCount.LIMIT_REACHED);
      removeOldest();
    }
    flow.lastUsed = link.clock().now();
    flows.put(flow.key, flow);
  }

  private void removeOldest() {
    Iterator<Flow> oldest = flows.values().iterator();
    Flow flow = oldest.next();
    oldest.remove();
    flow.close();
  }

  /** Serves a port of the host whose datagrams go to a guest. */
  void forward(DatagramChannel channel, PortForward forward) throws IOException {
    new Source(channel, null, new Clients(forward)).register();
  }

  /** The queue to the machine has room again. */
  void resume() {
    stopped.forEach(Source::resume);
    stopped.clear();
  }

  @Override
  public long deadline() {
    return flows.isEmpty() ? NEVER : oldest().lastUsed + IDLE_NANOS;
  }

  private Flow oldest() {
    return flows.values().iterator().next();
  }

  @Override
  public void tick(long now) {
    while (!flows.isEmpty() && now >= oldest().lastUsed + IDLE_NANOS) {
      removeOldest();
    }
  }

  private void toGuest(FlowKey key) {
    byte[] frame = new byte[GuestLink.UDP_PAYLOAD + buffer.remaining()];
    buffer.get(frame, GuestLink.UDP_PAYLOAD, buffer.remaining());
    Ipv4.Ends ends = new Ipv4.Ends(Subnet.GATEWAY, key.guest(), Ipv4.UDP);
    link.sendUdp(frame, ends, new Udp.Ports(key.gatewayPort(), key.guestPort()), Lane.DATAGRAM);
  }

  /** Nobody listens there: says so, quoting the beginning of a datagram such as was sent. */
  private void sayUnreachable(FlowKey key) {
    link.tally().count(NetworkCount.DATAGRAMS_DROPPED);
    byte[] packet = new byte[Ipv4.HEADER + Udp.HEADER];
    Ipv4.Ends ends = new Ipv4.Ends(key.guest(), Subnet.GATEWAY, Ipv4.UDP);
    Udp.write(packet, Ipv4.HEADER, ends, new Udp.Ports(key.guestPort(), key.gatewayPort()), 0);
    Ipv4.write(packet, 0, ends, packet.length, 0, 0);
    link.sendUnreachable(packet, 0, Icmp.PORT);
  }

  /** The datagrams between two ports, and where they come out on the host. */
  private final class Flow {
    private final FlowKey key;
    private final DatagramChannel channel;
    private final @Nullable SocketAddress client;
    private @Nullable Clients clients;
    private long lastUsed;

    Flow(FlowKey key, DatagramChannel channel, @Nullable SocketAddress client) {
      this.key = key;
      this.channel = channel;
      this.client = client;
    }

    void write(ByteBuffer payload) {
      try {
        int length = payload.remaining();
        int sent = client == null ? channel.write(payload) : channel.send(payload, client);
        if (sent < length) {
          link.tally().count(NetworkCount.DATAGRAMS_DROPPED);
        }
      } catch (PortUnreachableException nobody) {
        sayUnreachable(key);
      } catch (IOException refused) {
        link.tally().count(NetworkCount.DATAGRAMS_DROPPED);
      }
    }

    void close() {
      if (clients != null && client != null) {
        clients.flows.remove(client);
      } else {
        Channels.close(channel);
      }
    }
  }

  /** The programs of the host that have sent something to a forwarded port. */
  private static final class Clients {
    private final PortForward forward;
    private final Map<SocketAddress, Flow> flows = new HashMap<>();

    Clients(PortForward forward) {
      this.forward = forward;
    }
  }

  private Flow flowOf(Clients clients, DatagramChannel channel, SocketAddress client) {
    Flow known = clients.flows.get(client);
    if (known != null) {
      return known;
    }
    Flow flow = new Flow(freeKey(clients.forward), channel, client);
    flow.clients = clients;
    clients.flows.put(client, flow);
    add(flow);
    return flow;
  }

  private FlowKey freeKey(PortForward forward) {
    FlowKey key;
    do {
      lastPort = (lastPort + 1) % PORTS;
      key = new FlowKey(forward.guest(), forward.guestPort(), FIRST_PORT + lastPort);
    } while (flows.containsKey(key));
    return key;
  }

  /** A socket of the host, of one flow or of a forwarded port. */
  private final class Source implements Ready {
    private final DatagramChannel channel;
    private final @Nullable Flow flow;
    private final @Nullable Clients clients;

    Source(DatagramChannel channel, @Nullable Flow flow, @Nullable Clients clients) {
      this.channel = channel;
      this.flow = flow;
      this.clients = clients;
    }

    void register() throws IOException {
      channel.register(selector, SelectionKey.OP_READ, this);
    }

    void resume() {
      interest(SelectionKey.OP_READ);
    }

    @Override
    public void ready(int operations) {
      for (int index = 0; index < AT_ONCE; index++) {
        if (!link.hasRoom(Lane.DATAGRAM)) {
          // The host's socket keeps what it can meanwhile.
          stop();
          return;
        }
        if (!readOne()) {
          return;
        }
      }
    }

    private void stop() {
      interest(0);
      stopped.add(this);
    }

    private void interest(int operations) {
      SelectionKey key = channel.keyFor(selector);
      if (key != null && key.isValid()) {
        key.interestOps(operations);
      }
    }

    private boolean readOne() {
      try {
        SocketAddress client = channel.receive(buffer.clear());
        if (client == null) {
          return false;
        }
        buffer.flip();
        Flow from = clients == null ? flow : flowOf(clients, channel, client);
        if (from != null) {
          relay(from);
        }
        return true;
      } catch (PortUnreachableException nobody) {
        if (flow != null) {
          sayUnreachable(flow.key);
        }
        return true;
      } catch (IOException gone) {
        return false;
      }
    }

    private void relay(Flow from) {
      // Through the map, so that the order of use is kept.
      Flow used = flows.get(from.key);
      if (used != null) {
        used.lastUsed = link.clock().now();
        toGuest(from.key);
      }
    }
  }
}
