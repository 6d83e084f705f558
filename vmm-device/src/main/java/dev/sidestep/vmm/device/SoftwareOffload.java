package dev.sidestep.vmm.device;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * What an {@link Offload} asks for, done by the monitor for a card whose hardware cannot: checksum
 * insertion, segmentation, VLAN tags and padding. The frames are those that an 82540EM would send;
 * a field that would lie outside of the frame is left out.
 *
 * @datasheet 82540EM 3.5, 3.6
 */
public final class SoftwareOffload {
  private static final int ADDRESSES = 12;
  private static final int TAG_BYTES = 4;
  private static final int SHORTEST = 60;
  private static final int LONGEST = 16_384;
  private static final int IPV6_HEADER = 40;
  private static final int TCP_FLAGS = 13;
  private static final int TCP_FIN_PSH = 0x09;

  private final Offload offload;
  private final Mac mac;
  private final Consumer<byte[]> frames;

  /**
   * What the card adds to every frame, if a packet asks for it.
   *
   * @param insertsTags whether tags are inserted at all
   * @param tagType the type of a tag, 0x8100 as a rule
   * @param pads whether short frames are padded
   */
  public record Mac(boolean insertsTags, int tagType, boolean pads) {}

  private SoftwareOffload(Offload offload, Mac mac, Consumer<byte[]> frames) {
    this.offload = offload;
    this.mac = mac;
    this.frames = frames;
  }

  /**
   * Gives {@code frames} every frame of a packet, in order; each is an array of its own, with the
   * check sequence only if the packet has it already.
   *
   * @param packet begins with {@code length} bytes
   */
  public static void cut(
      byte[] packet, int length, Offload offload, Mac mac, Consumer<byte[]> frames) {
    SoftwareOffload work = new SoftwareOffload(offload, mac, frames);
    if (offload.isSegmented()) {
      work.segment(packet, length);
    } else if (length <= LONGEST) {
      work.finish(Arrays.copyOf(packet, length));
    }
  }

  private void segment(byte[] packet, int length) {
    Offload.Segmentation cut = offload.segmentation();
    int header = cut.headerLength();
    int payload = length - header;
    if (header + Math.min(cut.maximumPayload(), payload) > LONGEST) {
      return;
    }
    int index = 0;
    for (int sent = 0; sent < payload; index++) {
      int bytes = Math.min(cut.maximumPayload(), payload - sent);
      byte[] frame = Arrays.copyOf(packet, header + bytes);
      System.arraycopy(packet, header + sent, frame, header, bytes);
      updateIp(frame, index);
      updateTransport(frame, sent, sent + bytes == payload);
      finish(frame);
      sent += bytes;
    }
  }

  private void updateIp(byte[] frame, int index) {
    int start = offload.layout().ip().start();
    int ipLength = frame.length - start;
    if (offload.segmentation().ipv4()) {
      if (start + 6 <= frame.length) {
        setShort(frame, start + 2, ipLength);
        setShort(frame, start + 4, getShort(frame, start + 4) + index);
      }
    } else if (ipLength >= IPV6_HEADER) {
      setShort(frame, start + 4, ipLength - IPV6_HEADER);
    }
  }

  /** The checksum field holds the sum over a pseudo header without length. */
  private void updateTransport(byte[] frame, int sent, boolean last) {
    Offload.Checksum transport = offload.layout().transport();
    int start = transport.start();
    if (offload.segmentation().tcp()) {
      updateTcp(frame, start, sent, last);
    } else if (start + 6 <= frame.length) {
      setShort(frame, start + 4, frame.length - start);
    }
    if (transport.offset() + 2 <= frame.length) {
      int length = Math.max(0, frame.length - start);
      setShort(frame, transport.offset(), fold(getShort(frame, transport.offset()) + length));
    }
  }

  private static void updateTcp(byte[] frame, int start, int sent, boolean last) {
    if (start + TCP_FLAGS >= frame.length) {
      return;
    }
    int sequence = (getShort(frame, start + 4) << Short.SIZE | getShort(frame, start + 6)) + sent;
    setShort(frame, start + 4, sequence >>> Short.SIZE);
    setShort(frame, start + 6, sequence);
    if (!last) {
      frame[start + TCP_FLAGS] &= ~TCP_FIN_PSH;
    }
  }

  private void finish(byte[] frame) {
    if (offload.insertIpChecksum()) {
      insert(frame, offload.layout().ip(), 0);
    }
    if (offload.insertTransportChecksum()) {
      insert(frame, offload.layout().transport(), 0xffff);
    }
    byte[] tagged = isTagged(frame) ? tag(frame) : frame;
    boolean pads = mac.pads() && offload.insertFcs() && tagged.length < SHORTEST;
    frames.accept(pads ? Arrays.copyOf(tagged, SHORTEST) : tagged);
  }

  private boolean isTagged(byte[] frame) {
    return mac.insertsTags() && offload.vlanTag() != Offload.UNTAGGED && frame.length >= ADDRESSES;
  }

  private byte[] tag(byte[] frame) {
    byte[] tagged = new byte[frame.length + TAG_BYTES];
    System.arraycopy(frame, 0, tagged, 0, ADDRESSES);
    setShort(tagged, ADDRESSES, mac.tagType());
    setShort(tagged, ADDRESSES + 2, offload.vlanTag());
    System.arraycopy(frame, ADDRESSES, tagged, ADDRESSES + TAG_BYTES, frame.length - ADDRESSES);
    return tagged;
  }

  /**
   * Stores one checksum.
   *
   * @param insteadOfZero 0xffff where 0 would mean that there is none
   */
  private static void insert(byte[] frame, Offload.Checksum checksum, int insteadOfZero) {
    if (checksum.start() >= frame.length || checksum.offset() + 2 > frame.length) {
      return;
    }
    int end = checksum.end() == 0 ? frame.length : Math.min(frame.length, checksum.end() + 1);
    int sum = ~sum(frame, checksum.start(), end) & 0xffff;
    setShort(frame, checksum.offset(), sum == 0 ? insteadOfZero : sum);
  }

  /** RFC 1071; an odd last byte is padded with zero. */
  private static int sum(byte[] frame, int start, int end) {
    int sum = 0;
    for (int i = start; i < end; i++) {
      sum += (frame[i] & 0xff) << ((i - start & 1) == 0 ? Byte.SIZE : 0);
    }
    return fold(sum);
  }

  private static int fold(int sum) {
    int once = (sum & 0xffff) + (sum >>> Short.SIZE);
    return (once & 0xffff) + (once >>> Short.SIZE);
  }

  private static int getShort(byte[] frame, int at) {
    return (frame[at] & 0xff) << Byte.SIZE | frame[at + 1] & 0xff;
  }

  private static void setShort(byte[] frame, int at, int value) {
    frame[at] = (byte) (value >>> Byte.SIZE);
    frame[at + 1] = (byte) value;
  }
}
