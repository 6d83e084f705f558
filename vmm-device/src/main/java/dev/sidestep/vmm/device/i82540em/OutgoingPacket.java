package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.base.MemoryWindow;
import dev.sidestep.device.spec.i82540em.TxDescriptor;
import dev.sidestep.vmm.device.EthernetIo;
import dev.sidestep.vmm.device.Offload;
import java.util.Arrays;

/**
 * The packet that the guest's descriptors describe, from its first one to the one with EOP.
 *
 * <p>POPTS, CSS and CSO count in the first descriptor with data; so do TSE, IFCS, VLE and the tag
 * of a segmentation. Else IC, IFCS, VLE and the tag count in the last one (SDM 3.3.3, 3.3.7).
 */
final class OutgoingPacket {
  /** The most bytes of a packet that is not segmented (SDM 3.3.3). */
  static final int LONGEST_FRAME = 16_288;

  private static final int CAPACITY = 2_048;

  private byte[] data = new byte[CAPACITY];
  private int length;
  private boolean open;
  private boolean complete;
  private boolean tooLong;
  private boolean segmented;
  private boolean legacy;
  private Descriptor context = Descriptor.NONE;
  private int options;
  private int sumStart;
  private int sumOffset;
  private int command;
  private int tag;

  /** True if some of it has been fetched, and not its end. */
  boolean isOpen() {
    return open;
  }

  /** True if all of it has been fetched. */
  boolean isComplete() {
    return complete;
  }

  void clear() {
    open = false;
    complete = false;
    tooLong = false;
    length = 0;
  }

  /**
   * Fetches the data of a legacy or data descriptor. A null address carries none (SDM 3.3.3.1).
   *
   * @return false if memory refused; nothing has changed then
   */
  boolean fetch(
      RingDescriptor descriptor, MemoryWindow memory, Descriptor checksums, Descriptor segments) {
    int bytes = descriptor.isExtended() ? descriptor.longLength() : descriptor.length();
    if (bytes != 0 && descriptor.address() != 0) {
      boolean first = !open;
      if (first) {
        begin(descriptor, isSegmented(descriptor) ? segments : checksums);
      }
      if (!append(memory, descriptor.address(), bytes)) {
        open = !first;
        return false;
      }
    }
    if (open && descriptor.has(RingDescriptor.EOP)) {
      finish(descriptor);
    }
    return true;
  }

  private static boolean isSegmented(RingDescriptor descriptor) {
    return descriptor.has(RingDescriptor.DEXT | RingDescriptor.TSE);
  }

  private void begin(RingDescriptor first, Descriptor applies) {
    open = true;
    legacy = !first.isExtended();
    segmented = isSegmented(first);
    context = applies;
    options = legacy ? 0 : first.options();
    sumStart = first.options();
    sumOffset = first.checksumOffset();
    command = first.command();
    tag = first.special();
  }

  private boolean append(MemoryWindow memory, long address, int bytes) {
    int wanted = Math.min(bytes, limit() - length);
    if (length + wanted >= data.length) {
      data = Arrays.copyOf(data, Math.max(length + wanted + 1, 2 * data.length));
    }
    if (wanted > 0 && !memory.read(address, data, length, wanted)) {
      return false;
    }
    length += Math.max(0, wanted);
    tooLong |= wanted < bytes;
    return true;
  }

  private int limit() {
    return segmented
        ? Math.min(headerLength() + payloadLength(), EthernetIo.LONGEST_PACKET)
        : LONGEST_FRAME;
  }

  private void finish(RingDescriptor last) {
    open = false;
    complete = true;
    if (!segmented) {
      command = last.command();
      tag = last.special();
    }
  }

  /**
   * True if the chip makes frames of it: no single frame is too long, and a segmentation has
   * payload and a segment size.
   */
  boolean isSensible() {
    if (!segmented) {
      return !tooLong;
    }
    int payload = length - headerLength();
    return payload > 0
        && segmentLength() != 0
        && headerLength() + payloadLength() < EthernetIo.LONGEST_PACKET
        && headerLength() + Math.min(segmentLength(), payload) <= LONGEST_FRAME;
  }

  byte[] data() {
    return data;
  }

  /**
   * Bytes of it. One more than were fetched if the descriptors have more than the context says, so
   * that the chip sees it too, and counts a failed segmentation.
   */
  int length() {
    return segmented && tooLong ? length + 1 : length;
  }

  /** What the hardware is to do with it. */
  Offload offload() {
    boolean insertFcs = (command & RingDescriptor.IFCS) != 0;
    int vlanTag = (command & RingDescriptor.VLE) != 0 ? tag : Offload.UNTAGGED;
    if (legacy) {
      return legacyOffload(insertFcs, vlanTag);
    }
    boolean ip = (options & TxDescriptor.IXSM) != 0;
    boolean transport = (options & TxDescriptor.TXSM) != 0;
    if (!segmented && !ip && !transport) {
      return plain(insertFcs, vlanTag);
    }
    return new Offload(
        insertFcs,
        vlanTag,
        ip,
        transport,
        layout(),
        segmented ? segmentation() : Offload.Segmentation.NONE);
  }

  /** A legacy descriptor's checksum ends with the packet, and may be 0 like that of IP. */
  private Offload legacyOffload(boolean insertFcs, int vlanTag) {
    if ((command & RingDescriptor.IC) == 0) {
      return plain(insertFcs, vlanTag);
    }
    Offload.Checksum sum = new Offload.Checksum(sumStart, sumOffset, 0);
    Offload.Layout layout = new Offload.Layout(sum, Offload.Checksum.NONE);
    return new Offload(insertFcs, vlanTag, true, false, layout, Offload.Segmentation.NONE);
  }

  private static Offload plain(boolean insertFcs, int vlanTag) {
    if (insertFcs && vlanTag == Offload.UNTAGGED) {
      return Offload.NONE;
    }
    return new Offload(
        insertFcs, vlanTag, false, false, Offload.Layout.NONE, Offload.Segmentation.NONE);
  }

  private Offload.Layout layout() {
    return new Offload.Layout(checksum(context.low()), checksum(context.low() >>> 32));
  }

  private static Offload.Checksum checksum(long fields) {
    return new Offload.Checksum(
        (int) fields & 0xff, (int) (fields >>> 8) & 0xff, (int) (fields >>> 16) & 0xffff);
  }

  private Offload.Segmentation segmentation() {
    int tucmd = (int) (context.high() >>> 24);
    return new Offload.Segmentation(
        segmentLength(), headerLength(), payloadLength(), (tucmd & 1) != 0, (tucmd & 2) != 0);
  }

  private int payloadLength() {
    return (int) context.high() & TxDescriptor.LENGTH_20;
  }

  private int headerLength() {
    return (int) (context.high() >>> 40) & 0xff;
  }

  private int segmentLength() {
    return (int) (context.high() >>> 48);
  }
}
