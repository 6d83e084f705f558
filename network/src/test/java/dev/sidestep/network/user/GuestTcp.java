package dev.sidestep.network.user;

import dev.sidestep.network.packet.Ethernet;
import dev.sidestep.network.packet.Ipv4;
import dev.sidestep.network.packet.Tcp;
import dev.sidestep.network.packet.Udp;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * A tiny TCP of a guest: goes back to the oldest segment after 300 ms or three duplicates, and
 * takes segments in order only.
 */
final class GuestTcp {
  private static final long TIMEOUT_NANOS = 300_000_000L;
  private static final int SIZE = 1460;

  private final Bench bench;
  private final int port;
  private int gatewayPort;
  private final int first;

  /** What came, as far as {@link #limit} lets it. */
  final ByteArrayOutputStream input = new ByteArrayOutputStream();

  /** Stream offset of our next byte to send, oldest unacknowledged, and FIN. */
  private byte[] output = new byte[0];

  private int sent;
  private int acknowledged;
  private boolean finWanted;
  private boolean finSent;
  boolean finAcknowledged;
  boolean finReceived;
  boolean isReset;
  boolean isEstablished;
  private int peerNext;
  private int peerWindow = SIZE;
  private int peerShift;
  private int duplicates;
  private long sentAt;

  /** What the guest's program takes; the window shuts as this is used up. */
  long limit = Long.MAX_VALUE;

  int window = 60_000;
  int offeredShift = 4;
  int maximum = SIZE;
  int resetsSent;
  int segmentsReceived;
  int largestSegment;
  private boolean isPassive;

  GuestTcp(Bench bench, int port, int gatewayPort, int first) {
    this.bench = bench;
    this.port = port;
    this.gatewayPort = gatewayPort;
    this.first = first;
    bench.listen(this::receive);
  }

  /** A program of the guest that waits for a connection. */
  static GuestTcp listen(Bench bench, int port, int first) {
    GuestTcp guest = new GuestTcp(bench, port, 0, first);
    guest.isPassive = true;
    return guest;
  }

  GuestTcp connect() {
    send(first, Tcp.SYN, new byte[0], true);
    sentAt = bench.now();
    return this;
  }

  void write(byte[] bytes) {
    int old = output.length;
    output = Arrays.copyOf(output, old + bytes.length);
    System.arraycopy(bytes, 0, output, old, bytes.length);
  }

  void finish() {
    finWanted = true;
  }

  void reset() {
    send(first + 1 + sent, Tcp.RST | Tcp.ACK, new byte[0], false);
  }

  /** Sends what can be sent, and again what was lost. */
  void work() {
    if (isReset) {
      return;
    }
    boolean isLate = bench.now() - sentAt > TIMEOUT_NANOS;
    if (!isEstablished) {
      if (isLate && !isPassive) {
        connect();
      }
      return;
    }
    boolean isWaiting = sent > acknowledged || (finSent && !finAcknowledged);
    if (isLate && isWaiting) {
      goBack();
    }
    int allowed = Math.min(output.length, acknowledged + peerWindow);
    while (sent < allowed) {
      int size = Math.min(maximum, allowed - sent);
      byte[] data = Arrays.copyOfRange(output, sent, sent + size);
      send(first + 1 + sent, Tcp.ACK, data, false);
      sent += size;
      sentAt = bench.now();
    }
    if (finWanted && !finSent && sent == output.length) {
      finSent = true;
      send(first + 1 + sent, Tcp.ACK | Tcp.FIN, new byte[0], false);
      sentAt = bench.now();
    }
  }

  private void goBack() {
    sent = acknowledged;
    finSent = false;
    duplicates = 0;
    sentAt = bench.now();
  }

  private void receive(byte[] frame) {
    int at = GuestLink.PAYLOAD;
    boolean isOurs =
        Bench.isIp(frame)
            && Ipv4.protocol(frame, Ethernet.HEADER) == Ipv4.TCP
            && Tcp.destinationPort(frame, at) == port;
    if (!isOurs) {
      return;
    }
    if (!Tcp.isChecksumRight(frame, at, frame.length, Subnet.GATEWAY, Bench.GUEST)
        || !Ipv4.isChecksumRight(frame, Ethernet.HEADER)) {
      throw new AssertionError("A wrong checksum was sent.");
    }
    if (gatewayPort == 0) {
      gatewayPort = Tcp.sourcePort(frame, at);
    }
    if (Tcp.sourcePort(frame, at) == gatewayPort) {
      take(frame, at);
    }
  }

  private void take(byte[] frame, int at) {
    segmentsReceived++;
    int flags = Tcp.flags(frame, at);
    if ((flags & Tcp.RST) != 0) {
      isReset = true;
    } else if ((flags & Tcp.SYN) != 0) {
      takeSyn(new Segment(frame, at, frame.length));
    } else if (isEstablished) {
      takeAck(frame, at);
      takeData(frame, at);
    } else if (isPassive) {
      isEstablished = true;
      takeAck(frame, at);
      takeData(frame, at);
    }
  }

  private void takeSyn(Segment syn) {
    peerNext = syn.sequence() + 1;
    peerShift = offeredShift < 0 ? 0 : Math.max(0, syn.windowShift());
    peerWindow = syn.window();
    if (isPassive) {
      send(first, Tcp.SYN | Tcp.ACK, new byte[0], true);
    } else {
      isEstablished = true;
      send(first + 1 + sent, Tcp.ACK, new byte[0], false);
    }
  }

  private void takeAck(byte[] frame, int at) {
    int offset = Tcp.acknowledgement(frame, at) - (first + 1);
    peerWindow = Tcp.window(frame, at) << peerShift;
    if (offset > acknowledged) {
      int data = Math.min(offset, output.length);
      finAcknowledged |= offset > output.length && finWanted;
      acknowledged = data;
      sent = Math.max(sent, acknowledged);
      duplicates = 0;
      sentAt = bench.now();
    } else if (sent > acknowledged && frame.length == at + Tcp.headerLength(frame, at)) {
      duplicates++;
      if (duplicates == 3) {
        int again = Math.min(maximum, sent - acknowledged);
        byte[] data = Arrays.copyOfRange(output, acknowledged, acknowledged + again);
        send(first + 1 + acknowledged, Tcp.ACK, data, false);
      }
    }
  }

  private void takeData(byte[] frame, int at) {
    int header = Tcp.headerLength(frame, at);
    int length = frame.length - at - header;
    boolean isFin = (Tcp.flags(frame, at) & Tcp.FIN) != 0;
    largestSegment = Math.max(largestSegment, length);
    int skip = peerNext - Tcp.sequence(frame, at);
    boolean isProbe = length == 0 && !isFin && skip == 1;
    if (length == 0 && !isFin && !isProbe) {
      return;
    }
    if (skip >= 0 && skip < length + (isFin ? 1 : 0) && input.size() + length - skip <= limit) {
      input.write(frame, at + header + skip, Math.max(0, length - skip));
      peerNext += length - skip;
      if (isFin) {
        finReceived = true;
        peerNext++;
      }
    }
    acknowledge();
  }

  void acknowledge() {
    send(first + 1 + sent + (finSent ? 1 : 0), Tcp.ACK, new byte[0], false);
  }

  private void send(int sequence, int flags, byte[] data, boolean isSyn) {
    int options = isSyn ? Tcp.SYN_OPTIONS : 0;
    byte[] segment = new byte[Tcp.HEADER + options + data.length];
    if (isSyn) {
      Tcp.writeSynOptions(segment, 0, maximum, offeredShift);
    }
    System.arraycopy(data, 0, segment, Tcp.HEADER + options, data.length);
    int open = Math.clamp(limit - input.size(), 0, window);
    int shift = isSyn || offeredShift < 0 ? 0 : offeredShift;
    Tcp.Fields fields = new Tcp.Fields(sequence, peerNext, flags, open >> shift);
    Tcp.write(segment, 0, Tcp.HEADER + options, new Udp.Ports(port, gatewayPort), fields);
    Tcp.writeChecksum(
        segment, 0, segment.length, new Ipv4.Ends(Bench.GUEST, Subnet.GATEWAY, Ipv4.TCP));
    bench.send(Bench.ip(Subnet.GATEWAY, Ipv4.TCP, segment));
  }

  void until(BooleanSupplier condition) {
    bench.until(() -> {
      work();
      return condition.getAsBoolean();
    });
  }
}
