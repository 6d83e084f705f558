package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.base.MemoryWindow;

/**
 * One of the guest's descriptor rings, as the registers of the virtual chip describe it. The chip
 * owns the descriptors from the head up to, and without, the tail; none if one of them is outside
 * of the ring (SDM 3.2.6, 3.4).
 */
final class VirtualRing {
  private static final int LENGTH = 0xfff80;
  private static final int INDEX = 0xffff;
  private static final int BASE_LOW = 0;
  private static final int BASE_HIGH = 4;
  private static final int BYTES = 8;
  private static final int HEAD = 0x10;
  private static final int TAIL = 0x18;

  private final VirtualRegisters registers;
  private final MemoryWindow memory;
  private final int base;

  /**
   * A ring of {@code registers}.
   *
   * @param base the offset of RDBAL or TDBAL; the four others follow alike
   */
  VirtualRing(VirtualRegisters registers, MemoryWindow memory, int base) {
    this.registers = registers;
    this.memory = memory;
    this.base = base;
  }

  int size() {
    return (registers.get(base + BYTES) & LENGTH) / RingDescriptor.BYTES;
  }

  int head() {
    return registers.get(base + HEAD) & INDEX;
  }

  int tail() {
    return registers.get(base + TAIL) & INDEX;
  }

  /** Descriptors that the chip owns. */
  int owned() {
    int size = size();
    int head = head();
    int tail = tail();
    if (head >= size || tail >= size) {
      return 0;
    }
    return tail >= head ? tail - head : tail - head + size;
  }

  /** Loads the descriptor at the head; false if memory refuses. */
  boolean load(RingDescriptor descriptor) {
    return descriptor.load(memory, address());
  }

  /** Stores the descriptor at the head; false if memory refuses. */
  boolean store(RingDescriptor descriptor) {
    return descriptor.store(memory, address());
  }

  /** Stores the byte with DD of the descriptor at the head; false if memory refuses. */
  boolean storeStatus(RingDescriptor descriptor) {
    return descriptor.storeStatus(memory, address());
  }

  private long address() {
    long low = registers.get(base + BASE_LOW) & 0xffff_fff0L;
    long high = registers.get(base + BASE_HIGH);
    return (high << Integer.SIZE | low) + (long) head() * RingDescriptor.BYTES;
  }

  /** Gives the descriptor at the head to software. */
  void advance() {
    int next = head() + 1;
    registers.set(base + HEAD, next >= size() ? 0 : next);
  }

  /** Takes the descriptors from {@code head} on back. */
  void moveHead(int head) {
    registers.set(base + HEAD, head);
  }
}
