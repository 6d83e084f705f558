package dev.sidestep.device.model.i82540em;

import dev.sidestep.base.MemoryWindow;

/**
 * A ring of descriptors as its registers describe it. The chip owns those from the head up to, and
 * without, the tail (SDM 3.2.6, 3.4).
 *
 * <p>The manual leaves open what happens if head or tail is outside of the ring; here the chip then
 * owns none. Reserved bits of base and length read as zero.
 */
final class DescriptorRing {
  private static final int DESCRIPTOR_BYTES = 16;
  private static final long BASE = ~0xfL;
  private static final int LENGTH = 0xfff80;
  private static final int INDEX = 0xffff;

  private final RegisterFile registers;
  private final MemoryWindow memory;
  private final Offsets offsets;

  /** Where the registers of a ring are. */
  record Offsets(int baseLow, int baseHigh, int length, int head, int tail) {}

  DescriptorRing(RegisterFile registers, MemoryWindow memory, Offsets offsets) {
    this.registers = registers;
    this.memory = memory;
    this.offsets = offsets;
  }

  /** Descriptors in the ring. */
  int size() {
    return (registers.get(offsets.length) & LENGTH) / DESCRIPTOR_BYTES;
  }

  private int head() {
    return registers.get(offsets.head) & INDEX;
  }

  /** Descriptors that the chip owns. */
  int owned() {
    int size = size();
    int head = head();
    int tail = registers.get(offsets.tail) & INDEX;
    if (head >= size || tail >= size) {
      return 0;
    }
    return tail >= head ? tail - head : tail - head + size;
  }

  /** Reads the descriptor at the head; false if memory refuses. */
  boolean read(byte[] descriptor) {
    return memory.read(address(), descriptor, 0, DESCRIPTOR_BYTES);
  }

  /** Writes bytes {@code from} to {@code to} of the descriptor at the head back. */
  boolean writeBack(byte[] descriptor, int from, int to) {
    return memory.write(address() + from, descriptor, from, to - from);
  }

  private long address() {
    long base = registers.pair(offsets.baseLow, offsets.baseHigh) & BASE;
    return base + (long) head() * DESCRIPTOR_BYTES;
  }

  /** Hands the descriptor at the head to software. */
  void advance() {
    int next = head() + 1;
    registers.set(offsets.head, next >= size() ? 0 : next);
  }
}
