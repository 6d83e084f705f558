package dev.sidestep.vmm.device.am79c970a;

import dev.sidestep.device.spec.am79c970a.SoftwareStyle;
import dev.sidestep.platform.DmaBuffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The monitor's memory that the chip reaches: initialization block, two rings of the PCnet-PCI's
 * style, and a buffer of 4096 bytes for each descriptor, the most that one can have.
 */
final class OwnMemory {
  /** Descriptors of each ring; RLEN and TLEN are its exponent. */
  static final int ENTRIES = 64;

  static final int EXPONENT = 6;
  static final int BUFFER_BYTES = 4096;
  private static final int RECEIVE_RING = 1024;
  private static final int TRANSMIT_RING = 2048;
  private static final int BUFFERS = 4096;

  /** All of it. */
  static final int BYTES = BUFFERS + 2 * ENTRIES * BUFFER_BYTES;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int DESCRIPTOR = SoftwareStyle.PCNET_PCI.descriptorBytes();
  private static final int ONES = 0xf000;
  private static final int COUNT = 0xfff;

  private final DmaBuffer memory;
  private final byte[] word = new byte[Integer.BYTES];

  OwnMemory(DmaBuffer memory) {
    this.memory = memory;
  }

  /** Where the chip finds the byte at {@code offset}. */
  int address(int offset) {
    return (int) memory.address() + offset;
  }

  static int receiveDescriptor(int entry) {
    return RECEIVE_RING + entry * DESCRIPTOR;
  }

  static int transmitDescriptor(int entry) {
    return TRANSMIT_RING + entry * DESCRIPTOR;
  }

  static int receiveBuffer(int entry) {
    return BUFFERS + entry * BUFFER_BYTES;
  }

  static int transmitBuffer(int entry) {
    return receiveBuffer(ENTRIES + entry);
  }

  private int load(int offset) {
    memory.read(memory.address() + offset, word, 0, word.length);
    return (int) INT.get(word, 0);
  }

  void store(int offset, int value) {
    INT.set(word, 0, value);
    memory.write(memory.address() + offset, word, 0, word.length);
  }

  /** The flags of a descriptor. */
  int flags(int descriptor) {
    return load(descriptor + Integer.BYTES) >>> Short.SIZE;
  }

  /** The last two words but one: MCNT, or what became of a frame. */
  int result(int descriptor) {
    return load(descriptor + 2 * Integer.BYTES);
  }

  /** Fills a descriptor, the flags last. */
  void post(int descriptor, int buffer, int bytes, int flags) {
    store(descriptor, address(buffer));
    store(descriptor + 2 * Integer.BYTES, 0);
    store(descriptor + Integer.BYTES, flags << Short.SIZE | ONES | -bytes & COUNT);
  }

  void read(int offset, byte[] target, int length) {
    memory.read(memory.address() + offset, target, 0, length);
  }

  void write(int offset, byte[] source, int from, int length) {
    memory.write(memory.address() + offset, source, from, length);
  }
}
