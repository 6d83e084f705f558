package dev.sidestep.network.user;

import dev.sidestep.network.packet.Ipv4;
import dev.sidestep.network.packet.Tcp;
import dev.sidestep.network.packet.Udp;
import dev.sidestep.network.user.FrameQueue.Lane;
import dev.sidestep.network.user.TcpReceiver.Outcome;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a guest, and the socket of the host that it is joined to.
 *
 * <pre>
 * guest's SYN:    CONNECTING -host connected-> SYN_RECEIVED -ACK-> OPEN
 * host's connect: SYN_SENT -SYN+ACK-> OPEN
 * OPEN -FIN both ways, all delivered-> LINGER -1 s-> CLOSED
 * any -RST, error of the socket, silence-> CLOSED
 * </pre>
 *
 * <p>A FIN of one side shuts that direction of the other (half close); a reset resets.
 */
final class TcpConnection implements Ready {
  /** The longest payload towards guests, and from them (RFC 9293 3.7.1). */
  static final int MAXIMUM_SEGMENT_SIZE = 1460;

  /** How long a single segment may wait for something to be acknowledged with. */
  private static final long DELAYED_ACK_NANOS = 5 * Clock.MILLI;

  /** Long enough for a FIN that is sent again; nobody else uses these addresses. */
  private static final long LINGER_NANOS = Clock.SECOND;

  private static final long IDLE_NANOS = 7200 * Clock.SECOND;

  private enum Phase {
    CONNECTING,
    SYN_RECEIVED,
    SYN_SENT,
    OPEN,
    LINGER,
    CLOSED
  }

  private final TcpRelay relay;
  private final GuestLink link;
  private final FlowKey key;
  private final HostSocket host;
  private final TcpSender sender;
  private final Ipv4.Ends ends;
  private final Udp.Ports ports;
  private @Nullable TcpReceiver receiver;
  private Phase phase;
  private long lastHeard;
  private long ackAt = Timed.NEVER;
  private int unacknowledgedSegments;
  private boolean scales = true;
  private boolean mayRead;

  /** A connection that goes nowhere yet. */
  TcpConnection(TcpRelay relay, FlowKey key, SocketChannel channel) throws IOException {
    this.relay = relay;
    this.key = key;
    link = relay.link();
    host = new HostSocket(channel, relay.selector(), this);
    sender = new TcpSender(link, this::send, Integer.toUnsignedLong(relay.firstSequence()));
    ends = new Ipv4.Ends(Subnet.GATEWAY, key.guest(), Ipv4.TCP);
    ports = new Udp.Ports(key.gatewayPort(), key.guestPort());
    phase = Phase.CONNECTING;
    lastHeard = link.clock().now();
  }

  FlowKey key() {
    return key;
  }

  boolean isClosed() {
    return phase == Phase.CLOSED;
  }

  /** True if nothing is lost when it is forgotten. */
  boolean isLingering() {
    return phase == Phase.LINGER;
  }

  /** The guest's SYN: connects to the host first, and answers when that has worked. */
  void accept(Segment syn) {
    greet(syn);
    try {
      if (host.connect(key.gatewayPort())) {
        hostIsConnected();
      }
    } catch (IOException refused) {
      refuse();
    }
  }

  private void greet(Segment syn) {
    scales = syn.windowShift() >= 0;
    sender.negotiate(syn.maximumSegmentSize(), syn.windowShift());
    long next = Integer.toUnsignedLong(syn.sequence()) + 1;
    receiver = new TcpReceiver(next, scales ? TcpReceiver.SHIFT : 0);
  }

  /** The host's program has connected to a forwarded port: calls the guest. */
  void call() {
    phase = Phase.SYN_SENT;
    sender.open();
  }

  private void hostIsConnected() {
    phase = Phase.SYN_RECEIVED;
    host.interest(0);
    sender.open();
  }

  /** Nobody listens on the host: the guest sees what it would see on a network. */
  private void refuse() {
    send(sender.next(), 0, Tcp.RST);
    close();
  }

  /** Takes a segment of the guest, whose checksum and lengths are right. */
  void receive(Segment segment) {
    lastHeard = link.clock().now();
    switch (phase) {
      case CONNECTING -> whileConnecting(segment);
      case SYN_SENT -> whileCalling(segment);
      case SYN_RECEIVED, OPEN, LINGER -> whenSynchronized(segment);
      case CLOSED -> {}
    }
    relay.hasWork(this);
  }

  private void whileConnecting(Segment segment) {
    if (segment.has(Tcp.RST)) {
      host.reset();
      close();
    }
  }

  /** RFC 9293 3.10.7.3. */
  private void whileCalling(Segment segment) {
    boolean isAnswer =
        segment.has(Tcp.ACK) && sender.isNew(sender.position(segment.acknowledgement()));
    if (segment.has(Tcp.RST)) {
      if (isAnswer) {
        host.reset();
        close();
      }
    } else if (!isAnswer) {
      unexpected();
    } else if (segment.has(Tcp.SYN)) {
      greet(segment);
      acknowledge(segment, Integer.toUnsignedLong(segment.sequence()));
      phase = Phase.OPEN;
      send(sender.next(), 0, 0);
    }
  }

  private void unexpected() {
    link.tally().count(NetworkCount.UNEXPECTED_SEGMENTS);
  }

  /** RFC 9293 3.10.7.4, with the checks of RFC 5961. */
  private void whenSynchronized(Segment segment) {
    TcpReceiver in = in();
    long position = Sequence.near(in.next(), segment.sequence());
    boolean isAcceptable = in.isAcceptable(position, segment.span());
    if (segment.has(Tcp.RST)) {
      takeReset(position, isAcceptable);
    } else if (segment.has(Tcp.SYN)) {
      unexpected();
      acknowledgeNow();
    } else if (segment.has(Tcp.ACK)) {
      takeAcknowledgement(segment, position);
      if (phase != Phase.SYN_RECEIVED && phase != Phase.CLOSED) {
        takeData(segment, position, isAcceptable);
      }
    }
  }

  private void takeReset(long position, boolean isAcceptable) {
    if (position == in().next()) {
      host.reset();
      close();
    } else if (isAcceptable) {
      acknowledgeNow();
    }
  }

  private void takeAcknowledgement(Segment segment, long position) {
    long acknowledged = sender.position(segment.acknowledgement());
    if (acknowledged > sender.next()) {
      unexpected();
      if (phase == Phase.SYN_RECEIVED) {
        TcpRelay.sendReset(link, segment);
      } else {
        acknowledgeNow();
      }
      return;
    }
    acknowledge(segment, position);
    if (phase == Phase.SYN_RECEIVED && sender.isSynAcknowledged()) {
      phase = Phase.OPEN;
    }
  }

  private void acknowledge(Segment segment, long position) {
    boolean isBare = segment.span() == 0;
    sender.acknowledge(sender.position(segment.acknowledgement()), position, segment, isBare);
  }

  private void takeData(Segment segment, long position, boolean isAcceptable) {
    if (!isAcceptable) {
      acknowledgeNow();
    } else if (segment.span() > 0) {
      Outcome outcome = in().take(position, segment, segment.has(Tcp.FIN));
      if (outcome == Outcome.IN_ORDER) {
        unacknowledgedSegments++;
        ackAt = Math.min(ackAt, lastHeard + (in().isEnded() ? 0 : DELAYED_ACK_NANOS));
      } else {
        // RFC 5681 4.2: a gap is shown at once, and once per segment.
        link.tally().count(NetworkCount.OUT_OF_ORDER);
        acknowledgeNow();
      }
    }
  }

  private TcpReceiver in() {
    if (receiver == null) {
      throw new IllegalStateException("The guest has sent no SYN.");
    }
    return receiver;
  }

  private void acknowledgeNow() {
    send(sender.next(), 0, 0);
  }

  /** Puts a segment on the wire, acknowledging what has come. */
  private void send(long position, int length, int flags) {
    boolean isSyn = (flags & Tcp.SYN) != 0;
    int header = Tcp.HEADER + (isSyn ? Tcp.SYN_OPTIONS : 0);
    int at = GuestLink.PAYLOAD;
    byte[] frame = new byte[at + header + length];
    if (isSyn) {
      Tcp.writeSynOptions(frame, at, MAXIMUM_SEGMENT_SIZE, scales ? TcpReceiver.SHIFT : -1);
    }
    Tcp.write(frame, at, header, ports, fields(position, flags, isSyn));
    if (length > 0) {
      sender.copy(position, frame, at + header, length);
    }
    Tcp.writeChecksum(frame, at, frame.length, ends);
    link.send(frame, ends, Lane.STREAM);
  }

  private Tcp.Fields fields(long position, int flags, boolean isSyn) {
    if (receiver == null) {
      return new Tcp.Fields((int) position, 0, flags, 65535);
    }
    ackAt = Timed.NEVER;
    unacknowledgedSegments = 0;
    int window = receiver.advertise(isSyn);
    return new Tcp.Fields((int) position, (int) receiver.next(), flags | Tcp.ACK, window);
  }

  @Override
  public void ready(int operations) {
    mayRead |= (operations & SelectionKey.OP_READ) != 0;
    try {
      if (phase == Phase.CONNECTING && host.finishConnect()) {
        hostIsConnected();
      }
    } catch (IOException refused) {
      refuse();
    }
    relay.hasWork(this);
  }

  /** Moves what can be moved, in both directions. */
  void flush() {
    if (phase != Phase.OPEN) {
      return;
    }
    try {
      writeToHost();
      readFromHost();
    } catch (IOException broken) {
      abort();
      return;
    }
    sender.output();
    if (unacknowledgedSegments > 1 || in().hasNewWindow()) {
      acknowledgeNow();
    }
    finishOrWait();
  }

  private void writeToHost() throws IOException {
    TcpReceiver in = in();
    int count = 1;
    while (in.hasData() && count > 0) {
      count = host.write(in.data());
      in.consumed(count);
    }
    if (in.isEnded() && !in.hasData() && !host.isOutputShut()) {
      host.shutOutput();
    }
  }

  private void readFromHost() throws IOException {
    while (mayRead && sender.hasRoom()) {
      int count = host.read(sender.room());
      sender.added(count);
      mayRead = count > 0;
    }
    if (host.isEnded() && !sender.isClosed()) {
      sender.close();
    }
  }

  private void finishOrWait() {
    if (host.isOutputShut() && sender.isDone()) {
      phase = Phase.LINGER;
      lastHeard = link.clock().now();
      host.close();
      return;
    }
    int read = sender.hasRoom() && !host.isEnded() ? SelectionKey.OP_READ : 0;
    host.interest(read | (in().hasData() ? SelectionKey.OP_WRITE : 0));
  }

  /** Resets both sides. */
  void abort() {
    if (phase != Phase.CLOSED && phase != Phase.LINGER) {
      send(sender.next(), 0, Tcp.RST);
    }
    host.reset();
    close();
  }

  private void close() {
    phase = Phase.CLOSED;
    host.close();
    relay.hasWork(this);
  }

  /** When {@link #tick} is to be called. */
  long deadline() {
    return switch (phase) {
      case LINGER -> Math.min(ackAt, lastHeard + LINGER_NANOS);
      case CLOSED -> Timed.NEVER;
      default -> Math.min(Math.min(ackAt, sender.deadline()), lastHeard + IDLE_NANOS);
    };
  }

  /** Sends again, acknowledges late, gives up. */
  void tick(long now) {
    if (now < deadline()) {
      return;
    }
    if (now >= ackAt) {
      acknowledgeNow();
    }
    if (phase == Phase.LINGER) {
      if (now >= lastHeard + LINGER_NANOS) {
        close();
      }
    } else if (now >= lastHeard + IDLE_NANOS || !sender.tick(now)) {
      abort();
    }
  }
}
