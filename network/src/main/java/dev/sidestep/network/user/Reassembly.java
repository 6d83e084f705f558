package dev.sidestep.network.user;

import dev.sidestep.network.packet.Ethernet;
import dev.sidestep.network.packet.Ipv4;
import dev.sidestep.network.packet.NetBytes;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts fragments together (RFC 791 3.2). At most {@value #MAX_PACKETS} packets at a time, the
 * oldest gives way, each for 15 s. A packet with overlapping fragments is dropped whole, as nobody
 * sends them in good faith (RFC 5722 for IPv6).
 */
final class Reassembly {
  static final int MAX_PACKETS = 16;
  private static final long PATIENCE_NANOS = 15 * Clock.SECOND;

  private final Map<Key, Partial> partials = new LinkedHashMap<>();
  private final Clock clock;
  private final Tally tally;

  Reassembly(Clock clock, Tally tally) {
    this.clock = clock;
    this.tally = tally;
  }

  private record Key(int source, int destination, int protocol, int identification) {}

  /**
   * Takes the fragment at {@code at}; returns a frame with the whole packet, when it is whole, the
   * packet beginning at {@link Ethernet#HEADER}, its header plain.
   */
  byte @Nullable [] add(byte[] frame, int at) {
    makeRoom();
    Key key = key(frame, at);
    Partial partial = partials.computeIfAbsent(key, _ -> new Partial(clock.now()));
    if (!partial.add(frame, at)) {
      partials.remove(key);
      tally.count(NetworkCount.FRAGMENTS_DROPPED);
      return null;
    }
    if (!partial.isWhole()) {
      return null;
    }
    partials.remove(key);
    return partial.frame(key);
  }

  private void makeRoom() {
    Iterator<Partial> oldest = partials.values().iterator();
    while (oldest.hasNext()) {
      boolean isOld = clock.now() - oldest.next().since > PATIENCE_NANOS;
      if (!isOld && partials.size() < MAX_PACKETS) {
        return;
      }
      oldest.remove();
      tally.count(NetworkCount.FRAGMENTS_DROPPED);
    }
  }

  private static Key key(byte[] frame, int at) {
    return new Key(
        Ipv4.source(frame, at),
        Ipv4.destination(frame, at),
        Ipv4.protocol(frame, at),
        Ipv4.identification(frame, at));
  }

  /** What has come of a packet. */
  private static final class Partial {
    private final long since;
    private final BitSet units = new BitSet();
    private byte[] payload = new byte[0];
    private int length = -1;

    Partial(long since) {
      this.since = since;
    }

    /** False if the fragment cannot belong to any packet together with the others. */
    boolean add(byte[] frame, int at) {
      int header = Ipv4.headerLength(frame, at);
      int size = Ipv4.totalLength(frame, at) - header;
      int offset = Ipv4.fragmentOffset(frame, at);
      int end = offset + size;
      boolean hasMore = Ipv4.hasMoreFragments(frame, at);
      boolean isOdd = size == 0 || (hasMore && size % 8 != 0);
      if (isOdd
          || end > Ipv4.LONGEST - Ipv4.HEADER
          || !units.get(offset / 8, unit(end)).isEmpty()) {
        return false;
      }
      if (hasMore ? length >= 0 && end > length : length >= 0 || units.length() > unit(end)) {
        return false;
      }
      length = hasMore ? length : end;
      grow(end);
      System.arraycopy(frame, at + header, payload, offset, size);
      units.set(offset / 8, unit(end));
      return true;
    }

    private static int unit(int end) {
      return (end + 7) / 8;
    }

    private void grow(int end) {
      if (end > payload.length) {
        payload = Arrays.copyOf(payload, Math.max(end, payload.length * 2));
      }
    }

    boolean isWhole() {
      return length >= 0 && units.nextClearBit(0) == unit(length);
    }

    byte[] frame(Key key) {
      byte[] frame = new byte[GuestLink.PAYLOAD + length];
      System.arraycopy(payload, 0, frame, GuestLink.PAYLOAD, length);
      Ipv4.Ends ends = new Ipv4.Ends(key.source, key.destination, key.protocol);
      NetBytes.put16(frame, 12, Ethernet.IPV4);
      Ipv4.write(frame, Ethernet.HEADER, ends, Ipv4.HEADER + length, key.identification, 0);
      return frame;
    }
  }
}
