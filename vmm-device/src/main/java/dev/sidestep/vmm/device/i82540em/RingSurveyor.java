package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.base.MemoryWindow;
import dev.sidestep.device.spec.i82540em.DescriptorControl;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.RxStatus;
import dev.sidestep.vmm.Provenance;
import dev.sidestep.vmm.device.i82540em.I82540emHandover.Rings;
import dev.sidestep.vmm.device.i82540em.I82540emHandover.TransmitContexts;

/**
 * Reads the guest's rings, in the guest's memory, for what the chip does not tell: whether a packet
 * is half fetched or half stored, and which contexts the transmitter has (4.7, third pattern of
 * device state: re-derive from memory).
 *
 * <p>Behind the head are the descriptors that the chip has processed, the newest first, down to the
 * tail, from where on the guest prepares new ones.
 *
 * @datasheet 82540EM 3.2.6, 3.3.6, 3.4
 */
final class RingSurveyor {
  /** Descriptors in a cache line: GRAN 0 counts in lines (13.4.46). */
  private static final int PER_LINE = 4;

  private final I82540emChip chip;
  private final MemoryWindow guestMemory;
  private final RingDescriptor descriptor = new RingDescriptor();

  RingSurveyor(I82540emChip chip, MemoryWindow guestMemory) {
    this.chip = chip;
    this.guestMemory = guestMemory;
  }

  /**
   * One ring as its registers say.
   *
   * @param base of the first entry
   * @param entries 0 if the guest has not set it up
   */
  private record Ring(long base, int entries, int head, int tail) {
    /** The entry before {@code entry}. */
    int before(int entry) {
      return entry == 0 ? entries - 1 : entry - 1;
    }

    /** False if its registers make no sense; then nothing can be said of it. */
    boolean isUsable() {
      return entries > 0 && head < entries && tail < entries;
    }

    long addressOf(int entry) {
      return base + (long) entry * RingDescriptor.BYTES;
    }
  }

  private Ring transmitRing() {
    return ring(
        I82540emRegisters.TDBAL,
        chip.read(I82540emRegisters.TDLEN),
        chip.read(I82540emRegisters.TDH),
        chip.read(I82540emRegisters.TDT));
  }

  private Ring receiveRing() {
    return ring(
        I82540emRegisters.RDBAL,
        chip.read(I82540emRegisters.RDLEN),
        chip.read(I82540emRegisters.RDH),
        chip.read(I82540emRegisters.RDT));
  }

  private Ring ring(int baseOffset, int bytes, int head, int tail) {
    long low = Integer.toUnsignedLong(chip.read(baseOffset));
    long high = chip.read(baseOffset + Integer.BYTES);
    return new Ring(high << Integer.SIZE | low, bytes / RingDescriptor.BYTES, head, tail);
  }

  /** Heads and tails; exact while both halves are stopped. */
  Rings rings() {
    return new Rings(
        chip.read(I82540emRegisters.TDH),
        chip.read(I82540emRegisters.TDT),
        chip.read(I82540emRegisters.RDH),
        chip.read(I82540emRegisters.RDT));
  }

  private boolean load(Ring ring, int entry) {
    return descriptor.load(guestMemory, ring.addressOf(entry));
  }

  /**
   * True if the chip has no packet of which the guest has not posted the end: the last descriptor
   * with data that it fetched ends a packet.
   */
  boolean isTransmitAtBoundary() {
    Ring ring = transmitRing();
    int entry = ring.head();
    for (int i = processed(ring); i > 0; i--) {
      entry = ring.before(entry);
      if (!load(ring, entry) || descriptor.isEndOfPacket() || descriptor.isContext()) {
        return true;
      }
      if (carriesData()) {
        return false;
      }
    }
    return true;
  }

  private boolean carriesData() {
    int bytes = descriptor.isExtended() ? descriptor.longLength() : descriptor.length();
    return bytes != 0 && descriptor.address() != 0;
  }

  /**
   * True if no frame waits for a descriptor with a part of it stored already. Entries without a
   * buffer are passed over: the chip stores nothing in them (3.2.4).
   */
  boolean isReceiveAtBoundary() {
    Ring ring = receiveRing();
    int entry = ring.head();
    for (int i = ring.isUsable() ? ring.entries() : 0; i > 0; i--) {
      entry = ring.before(entry);
      if (!load(ring, entry) || !descriptor.isDone()) {
        return true;
      }
      if (descriptor.address() != 0) {
        return (descriptor.status() & RxStatus.EOP) != 0;
      }
    }
    return true;
  }

  /**
   * Reports what the chip has fetched and not yet reported, because it collects reports (TXDCTL):
   * once the ring is taken away it never would. A guest takes DD out of the descriptors that it has
   * seen done, so an older one without DD is not to be reported: the guest would count it twice.
   *
   * @return true if its interrupt may have been delayed, too (TIDV)
   */
  boolean completeTransmit() {
    Ring ring = transmitRing();
    int processed = processed(ring);
    int collected = Math.min(processed, mostCollected());
    boolean delayed = false;
    int entry = ring.head();
    for (int age = 0; age < processed; age++) {
      entry = ring.before(entry);
      if (!load(ring, entry) || isReported()) {
        return delayed || descriptor.has(RingDescriptor.IDE);
      }
      if (descriptor.has(RingDescriptor.RS)) {
        if (age >= collected) {
          return true;
        }
        delayed = true;
        descriptor.setStatus(descriptor.status() | RingDescriptor.DD);
        descriptor.storeStatus(guestMemory, ring.addressOf(entry));
      }
    }
    return delayed;
  }

  /** How many descriptors the chip collects before it reports them (13.4.46). */
  private int mostCollected() {
    int control = chip.read(I82540emRegisters.TXDCTL);
    int threshold = (control & DescriptorControl.WTHRESH) >>> DescriptorControl.WTHRESH_SHIFT;
    boolean inDescriptors = (control & DescriptorControl.GRAN) != 0;
    return Math.max(0, (inDescriptors ? threshold : threshold * PER_LINE) - 1);
  }

  private boolean isReported() {
    return descriptor.has(RingDescriptor.RS) && descriptor.isDone();
  }

  private static int processed(Ring ring) {
    if (!ring.isUsable()) {
      return 0;
    }
    int count = ring.head() - ring.tail();
    return count > 0 ? count : count + ring.entries();
  }

  /**
   * True if it is known how the guest's next packets would be segmented: the newest context for
   * that is in the ring, or no packet in the ring relies on one that is not.
   */
  boolean isSegmentationKnown() {
    Ring ring = transmitRing();
    return hasSegmentationContext(ring)
        || !(reliesOnSegmentation(ring) || hasReliedOnSegmentation(ring));
  }

  private boolean hasSegmentationContext(Ring ring) {
    int entry = ring.head();
    for (int i = processed(ring); i > 0; i--) {
      entry = ring.before(entry);
      if (load(ring, entry) && isSegmentationContext()) {
        return true;
      }
    }
    return false;
  }

  /** Among what the chip has not fetched. */
  private boolean reliesOnSegmentation(Ring ring) {
    int entry = ring.head();
    while (ring.isUsable() && entry != ring.tail() && load(ring, entry)) {
      if (descriptor.isExtended() && descriptor.has(RingDescriptor.TSE)) {
        return descriptor.isData();
      }
      entry = entry + 1 == ring.entries() ? 0 : entry + 1;
    }
    return false;
  }

  /**
   * Among what the chip has processed. The oldest packet does not count, because its context may
   * just have been overwritten.
   */
  private boolean hasReliedOnSegmentation(Ring ring) {
    boolean inPacket = false;
    int entry = ring.head();
    for (int i = processed(ring); i > 0; i--) {
      entry = ring.before(entry);
      if (!load(ring, entry)) {
        return false;
      }
      if (inPacket && (descriptor.isContext() || descriptor.isEndOfPacket())) {
        return true;
      }
      inPacket |= descriptor.isData() && descriptor.has(RingDescriptor.TSE);
    }
    return false;
  }

  private boolean isSegmentationContext() {
    return descriptor.isContext() && descriptor.has(RingDescriptor.TSE);
  }

  /**
   * The contexts that the chip has: the newest ones in the ring. One that is not there stays in the
   * chip, and is not known.
   */
  TransmitContexts contexts() {
    Ring ring = transmitRing();
    Descriptor checksum = Descriptor.NONE;
    Descriptor segmentation = Descriptor.NONE;
    int entry = ring.head();
    for (int i = processed(ring); i > 0 && (checksum.isNone() || segmentation.isNone()); i--) {
      entry = ring.before(entry);
      if (!load(ring, entry) || !descriptor.isContext()) {
        continue;
      }
      if (descriptor.has(RingDescriptor.TSE)) {
        segmentation = segmentation.isNone() ? descriptor.value() : segmentation;
      } else {
        checksum = checksum.isNone() ? descriptor.value() : checksum;
      }
    }
    boolean unknown = checksum.isNone() && segmentation.isNone() && ring.head() != 0;
    return new TransmitContexts(
        checksum, segmentation, unknown ? Provenance.UNKNOWN : Provenance.INFERRED);
  }
}
