package dev.sidestep.testkit.guest;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Packets of a guest with an 82540EM, as its descriptors describe them: plain ones, some in several
 * buffers, with checksums and with segmentation by the card, and some that rely on a context
 * descriptor of a packet before. Frames are laid into one block of memory.
 *
 * @datasheet SDM 3.3.3 (legacy), 3.3.6 (context), 3.3.7 (data)
 */
final class TransmitScript {
  static final int DESCRIPTOR_BYTES = 16;

  /** EtherType of the frame that ends the script: one for experiments (IEEE 802). */
  static final int MARKER_TYPE = 0x88b5;

  private static final int HEADERS = 54;
  private static final int SEGMENT = 100;

  private static final int EOP = 1;
  private static final int IFCS = 1 << 1;
  private static final int SEGMENTS = 1 << 2;
  private static final int RS = 1 << 3;
  private static final int DEXT = 1 << 5;
  private static final int DATA = 1 << 20;
  private static final int INSERT_CHECKSUMS = 3 << 8;

  private final long base;
  private final ByteBuffer block = ByteBuffer.allocate(8192);
  private final List<List<long[]>> packets = new ArrayList<>();

  /** A script whose frames will be at {@code base}. */
  TransmitScript(long base) {
    this.base = base;
    packets.add(List.of(legacy(plain(60, 0x0800), 0, 60, EOP)));
    long split = plain(200, 0x0800);
    packets.add(List.of(legacy(split, 0, 40, 0), legacy(split, 40, 160, EOP)));
    packets.add(List.of(checksumContext(), data(tcp(150), 0, 150, EOP, INSERT_CHECKSUMS)));
    packets.add(List.of(data(tcp(120), 0, 120, EOP, INSERT_CHECKSUMS)));
    int payload = 250;
    long large = tcp(HEADERS + payload);
    packets.add(
        List.of(
            segmentContext(payload),
            data(large, 0, HEADERS, SEGMENTS, INSERT_CHECKSUMS),
            data(large, HEADERS, payload, EOP | SEGMENTS, INSERT_CHECKSUMS)));
    packets.add(
        List.of(
            data(tcp(HEADERS + payload), 0, HEADERS + payload, EOP | SEGMENTS, INSERT_CHECKSUMS)));
    packets.add(List.of(data(tcp(90), 0, 90, EOP, INSERT_CHECKSUMS)));
    packets.add(List.of(legacy(plain(64, MARKER_TYPE), 0, 64, EOP)));
  }

  /** All frames. */
  byte[] frames() {
    byte[] used = new byte[block.position()];
    block.get(0, used);
    return used;
  }

  /** Descriptors, as two 64-bit words each, by packet. */
  List<List<long[]>> packets() {
    return List.copyOf(packets);
  }

  private long plain(int length, int type) {
    long at = begin(length);
    block.putShort(12 + (int) (at - base), (short) type);
    return at;
  }

  /** Room for a frame of the given length, filled with a pattern behind the addresses. */
  private long begin(int length) {
    int start = block.position();
    block.put(new byte[] {2, 0, 0, 0, 0, 1, 0x52, 0x54, 0, 0x12, 0x34, 0x56});
    for (int i = 12; i < length; i++) {
      block.put((byte) (i * 7 + packets.size()));
    }
    return base + start;
  }

  /** An IPv4 packet with TCP, whose checksums are left to the card. */
  private long tcp(int length) {
    long at = begin(length);
    int ip = (int) (at - base) + 14;
    block.putShort(ip - 2, (short) 0x0800);
    block.put(ip, (byte) 0x45).put(ip + 1, (byte) 0);
    block.putShort(ip + 2, (short) (length - 14)).putShort(ip + 4, (short) 0x1234);
    block.putShort(ip + 6, (short) 0).put(ip + 8, (byte) 64).put(ip + 9, (byte) 6);
    block.putShort(ip + 10, (short) 0);
    block.putInt(ip + 12, 0x0a00020f).putInt(ip + 16, 0x0a000202);
    block.putInt(ip + 24, 0x01020304);
    block.put(ip + 32, (byte) 0x50).put(ip + 33, (byte) 0x18);
    // The sum of the pseudo-header, as drivers leave it for the card.
    block.putShort(ip + 36, (short) 0x1cb5);
    return at;
  }

  private static long[] legacy(long frame, int offset, int length, int flags) {
    return new long[] {frame + offset, length | (long) (flags | IFCS | RS) << 24};
  }

  private static long[] data(long frame, int offset, int length, int flags, int options) {
    long command = (long) (flags | IFCS | RS | DEXT) << 24;
    return new long[] {frame + offset, length | DATA | command | (long) options << 32};
  }

  private static long[] checksumContext() {
    return new long[] {offsets(), (long) (RS | DEXT | 3) << 24};
  }

  private static long[] segmentContext(int payload) {
    long sizes = (long) HEADERS << 40 | (long) SEGMENT << 48;
    return new long[] {offsets(), payload | (long) (SEGMENTS | RS | DEXT | 3) << 24 | sizes};
  }

  /** Where the checksums of IPv4 (14..33) and TCP (34..) begin, go and end. */
  private static long offsets() {
    return 14 | 24 << 8 | 33 << 16 | 34L << 32 | 50L << 40;
  }

  /** The descriptors as the guest copies them: a count, then the descriptors, for each packet. */
  byte[] table() {
    int count = packets.stream().mapToInt(List::size).sum();
    ByteBuffer table =
        ByteBuffer.allocate(packets.size() * Long.BYTES + count * DESCRIPTOR_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (List<long[]> packet : packets) {
      table.putLong(packet.size());
      packet.forEach(words -> table.putLong(words[0]).putLong(words[1]));
    }
    return table.array();
  }
}
