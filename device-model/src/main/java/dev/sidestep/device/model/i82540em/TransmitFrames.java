package dev.sidestep.device.model.i82540em;

import dev.sidestep.device.spec.i82540em.Ctrl;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Tctl;

/**
 * Makes frames for the wire out of a complete packet: one, or as many as its segmentation gives.
 *
 * <p>A packet of which nothing can be made gives no frame: one that is longer than {@link
 * TransmitPacket#MAX_LENGTH}, and a segmentation without payload, without MSS, or with segments
 * that would be longer than that.
 *
 * <p>Datasheet: SDM 3.5, 9.2, 13.4.33 (PSP).
 */
final class TransmitFrames {
  private static final int MIN_DATA = 60;
  private static final int ADDRESSES = 12;
  private static final int TAG_LENGTH = 4;

  private final RegisterFile registers;
  private final TransmitPacket packet;
  private final FrameCheck check = new FrameCheck();
  private final byte[] segment = new byte[TransmitPacket.MAX_LENGTH + TransmitPacket.SLACK];
  private int index;
  private int sent;

  TransmitFrames(RegisterFile registers, TransmitPacket packet) {
    this.registers = registers;
    this.packet = packet;
  }

  /** Begins with the first frame of the packet, which has just become complete. */
  void begin() {
    index = 0;
    sent = 0;
  }

  /** True if a frame is left to be made. */
  boolean hasNext() {
    if (!packet.isSegmented()) {
      return index == 0 && !packet.isTooLong() && packet.length() > 0;
    }
    TransmitContext context = packet.context();
    int mss = context.segmentLength();
    return sent < payload()
        && mss != 0
        && context.headerLength() + Math.min(mss, payload()) <= TransmitPacket.MAX_LENGTH;
  }

  /** True if at least one frame has been made. */
  boolean hasBegun() {
    return index != 0;
  }

  /** True if the packet has as much data as its context announced. */
  boolean isAsAnnounced() {
    return payload() == packet.context().payloadLength() && !packet.isTooLong();
  }

  private int payload() {
    return packet.length() - packet.context().headerLength();
  }

  /** Bytes that the next frame has at most. */
  int bound() {
    int data = packet.isSegmented() ? segmentLength() : packet.length();
    return Math.max(data, MIN_DATA) + TAG_LENGTH + FrameCheck.LENGTH;
  }

  private int segmentLength() {
    TransmitContext context = packet.context();
    return context.headerLength() + Math.min(context.segmentLength(), payload() - sent);
  }

  /** Where the frame of the last {@link #next} is. */
  byte[] frame() {
    return packet.isSegmented() ? segment : packet.data();
  }

  /** Makes the next frame, and tells its length. */
  int next() {
    int length = packet.isSegmented() ? nextSegment() : packet.length();
    index++;
    packet.insertChecksums(frame(), length);
    return finish(frame(), length);
  }

  private int nextSegment() {
    int header = packet.context().headerLength();
    int length = segmentLength();
    System.arraycopy(packet.data(), 0, segment, 0, header);
    System.arraycopy(packet.data(), header + sent, segment, header, length - header);
    boolean last = sent + length - header == payload();
    Segmenter.updateHeaders(packet.context(), segment, length, index, sent, last);
    sent += length - header;
    return length;
  }

  /** Adds what the MAC adds: tag, padding, check sequence. Padding needs a new check sequence. */
  private int finish(byte[] frame, int dataLength) {
    int length = dataLength;
    if (packet.insertsTag()
        && registers.isSet(I82540emRegisters.CTRL, Ctrl.VME)
        && length >= ADDRESSES) {
      insertTag(frame, length);
      length += TAG_LENGTH;
    }
    if (!packet.insertsCheck()) {
      return length;
    }
    if (registers.isSet(I82540emRegisters.TCTL, Tctl.PSP)) {
      for (; length < MIN_DATA; length++) {
        frame[length] = 0;
      }
    }
    check.append(frame, length);
    return length + FrameCheck.LENGTH;
  }

  private void insertTag(byte[] frame, int length) {
    System.arraycopy(frame, ADDRESSES, frame, ADDRESSES + TAG_LENGTH, length - ADDRESSES);
    Bytes.setShortBig(frame, ADDRESSES, registers.get(I82540emRegisters.VET));
    Bytes.setShortBig(frame, ADDRESSES + Short.BYTES, packet.tag());
  }

  /** How much of a segmentation has been made. */
  record State(int index, int sent) {}

  State state() {
    return new State(index, sent);
  }

  void restore(State state) {
    index = state.index;
    sent = state.sent;
  }
}
