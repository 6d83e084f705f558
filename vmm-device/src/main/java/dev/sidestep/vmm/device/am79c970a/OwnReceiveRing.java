package dev.sidestep.vmm.device.am79c970a;

import dev.sidestep.device.spec.am79c970a.DescriptorFlags;

/** The monitor's receive ring: one frame a descriptor, all of them the chip's but those in use. */
final class OwnReceiveRing {
  private final OwnMemory memory;
  private final byte[] frame = new byte[OwnMemory.BUFFER_BYTES];
  private int next;

  OwnReceiveRing(OwnMemory memory) {
    this.memory = memory;
  }

  /** Gives all descriptors to the chip, which is stopped. */
  void install() {
    next = 0;
    for (int entry = 0; entry < OwnMemory.ENTRIES; entry++) {
      post(entry);
    }
  }

  private void post(int entry) {
    memory.post(
        OwnMemory.receiveDescriptor(entry),
        OwnMemory.receiveBuffer(entry),
        OwnMemory.BUFFER_BYTES,
        DescriptorFlags.OWN);
  }

  private boolean isFilled(int entry) {
    int descriptor = OwnMemory.receiveDescriptor(entry % OwnMemory.ENTRIES);
    return (memory.flags(descriptor) & DescriptorFlags.OWN) == 0;
  }

  /** True if a frame, good or bad, is here. */
  boolean hasFrame() {
    return isFilled(next);
  }

  /** How many there are. */
  int waiting() {
    int count = 0;
    while (count < OwnMemory.ENTRIES && isFilled(next + count)) {
      count++;
    }
    return count;
  }

  /** Bytes of the next frame, which {@link #frame} then has; 0 if it is not good. */
  int take() {
    int descriptor = OwnMemory.receiveDescriptor(next);
    int flags = memory.flags(descriptor);
    int whole = DescriptorFlags.STP | DescriptorFlags.ENP;
    boolean good = (flags & (whole | DescriptorFlags.ERR)) == whole;
    int length = good ? memory.result(descriptor) & DescriptorFlags.MCNT : 0;
    memory.read(OwnMemory.receiveBuffer(next), frame, length);
    post(next);
    next = (next + 1) % OwnMemory.ENTRIES;
    return length;
  }

  /** The frame that was taken last. */
  byte[] frame() {
    return frame;
  }
}
