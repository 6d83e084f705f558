package dev.sidestep.network.user;

import dev.sidestep.network.packet.Arp;
import dev.sidestep.network.packet.Ethernet;
import dev.sidestep.network.packet.Ipv4;
import dev.sidestep.network.packet.NetBytes;
import dev.sidestep.network.packet.Udp;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A user network without a thread, on a clock of its own, with a lossy cable and a scripted guest.
 */
final class Bench implements AutoCloseable {
  static final long MAC = 0x5254_0012_3456L;
  static final int GUEST = Subnet.FIRST_GUEST;

  private static final int PATIENCE = 400_000;

  final UserNetwork network;
  final NetworkLoop loop;

  /** Frames for the guest that nobody has looked at. */
  final ArrayDeque<byte[]> received = new ArrayDeque<>();

  private final List<Consumer<byte[]>> listeners = new ArrayList<>();
  private final SplittableRandom random;
  private final int lossPerMillion;
  private boolean isPaused;
  private long now;
  int notified;

  Bench() {
    this(1, 0, 0);
  }

  Bench(long seed, int lossPerMillion, int firstSequence) {
    random = new SplittableRandom(seed);
    this.lossPerMillion = lossPerMillion;
    network = new UserNetwork(() -> notified++, () -> now, () -> firstSequence);
    loop = network.drive();
  }

  long now() {
    return now;
  }

  void listen(Consumer<byte[]> listener) {
    listeners.add(listener);
  }

  /** The machine takes no frames any more, or takes them again. */
  void pause(boolean paused) {
    isPaused = paused;
  }

  void send(byte[] frame) {
    if (!isLost()) {
      network.accept(frame);
    }
  }

  private boolean isLost() {
    return lossPerMillion > 0 && random.nextInt(1_000_000) < lossPerMillion;
  }

  /** One round; true if a frame came. */
  boolean step() {
    now += 10_000;
    loop.runOnce(false);
    boolean any = false;
    byte[] frame = isPaused ? null : network.next();
    while (frame != null) {
      any = true;
      deliver(frame);
      frame = network.next();
    }
    return any;
  }

  private void deliver(byte[] frame) {
    if (!isLost()) {
      if (listeners.isEmpty()) {
        received.add(frame);
      }
      listeners.forEach(listener -> listener.accept(frame));
    }
  }

  void pass(long nanos) {
    now += nanos;
    step();
  }

  /** Goes on until something is so; idle time passes quickly. */
  void until(BooleanSupplier condition) {
    for (int round = 0; round < PATIENCE; round++) {
      if (condition.getAsBoolean()) {
        return;
      }
      if (!step()) {
        now += 10_000_000;
        LockSupport.parkNanos(20_000);
      }
    }
    throw new AssertionError("It did not happen; " + network.counts());
  }

  /** The first frame that is wanted; the ones before it are forgotten. */
  byte[] await(Predicate<byte[]> wanted) {
    byte[][] found = new byte[1][];
    until(() -> {
      while (found[0] == null && !received.isEmpty()) {
        byte[] frame = received.remove();
        found[0] = wanted.test(frame) ? frame : null;
      }
      return found[0] != null;
    });
    return found[0];
  }

  byte[] awaitProtocol(int protocol) {
    return await(frame -> isIp(frame) && Ipv4.protocol(frame, Ethernet.HEADER) == protocol);
  }

  static boolean isIp(byte[] frame) {
    return Ethernet.type(frame) == Ethernet.IPV4;
  }

  long count(NetworkCount what) {
    return network.counts().get(what);
  }

  /** The guest makes itself known. */
  void announce() {
    network.accept(Arp.request(MAC, GUEST, Subnet.GATEWAY));
    await(frame -> Ethernet.type(frame) == Ethernet.ARP);
  }

  static byte[] ip(int to, int protocol, byte[] payload) {
    byte[] frame = new byte[GuestLink.PAYLOAD + payload.length];
    System.arraycopy(payload, 0, frame, GuestLink.PAYLOAD, payload.length);
    Ethernet.write(frame, Subnet.GATEWAY_MAC, MAC, Ethernet.IPV4);
    Ipv4.Ends ends = new Ipv4.Ends(GUEST, to, protocol);
    Ipv4.write(frame, Ethernet.HEADER, ends, frame.length - Ethernet.HEADER, 7, 0);
    return frame;
  }

  static byte[] udp(int to, int fromPort, int toPort, byte[] payload) {
    byte[] datagram = new byte[Udp.HEADER + payload.length];
    System.arraycopy(payload, 0, datagram, Udp.HEADER, payload.length);
    Ipv4.Ends ends = new Ipv4.Ends(GUEST, to, Ipv4.UDP);
    Udp.write(datagram, 0, ends, new Udp.Ports(fromPort, toPort), payload.length);
    return ip(to, Ipv4.UDP, datagram);
  }

  /** The payload of a UDP frame. */
  static byte[] payload(byte[] frame) {
    int length = Udp.length(frame, GuestLink.PAYLOAD) - Udp.HEADER;
    byte[] payload = new byte[length];
    System.arraycopy(frame, GuestLink.UDP_PAYLOAD, payload, 0, length);
    return payload;
  }

  /** A frame in pieces of at most {@code size} bytes of IP payload, a multiple of 8. */
  static List<byte[]> fragments(byte[] whole, int size) {
    List<byte[]> fragments = new ArrayList<>();
    int length = whole.length - GuestLink.PAYLOAD;
    for (int at = 0; at < length; at += size) {
      int piece = Math.min(size, length - at);
      byte[] frame = new byte[GuestLink.PAYLOAD + piece];
      System.arraycopy(whole, 0, frame, 0, Ethernet.HEADER);
      System.arraycopy(whole, GuestLink.PAYLOAD + at, frame, GuestLink.PAYLOAD, piece);
      Ipv4.Ends ends =
          new Ipv4.Ends(
              Ipv4.source(whole, Ethernet.HEADER),
              Ipv4.destination(whole, Ethernet.HEADER),
              Ipv4.protocol(whole, Ethernet.HEADER));
      int more = at + piece < length ? Ipv4.MORE_FRAGMENTS : 0;
      int id = NetBytes.u16(whole, Ethernet.HEADER + 4);
      Ipv4.write(frame, Ethernet.HEADER, ends, Ipv4.HEADER + piece, id, at / 8 | more);
      fragments.add(frame);
    }
    return fragments;
  }

  @Override
  public void close() {
    network.close();
  }
}
