package dev.sidestep.conformance.guest;

import dev.sidestep.base.MemoryWindow;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.TxCommand;
import dev.sidestep.device.spec.i82540em.TxDescriptor;
import java.util.function.IntUnaryOperator;

/**
 * Where both rings of an 82540EM stand at one moment.
 *
 * @param posted transmit descriptors that the guest has posted and the chip has not fetched
 * @param transmitEntries descriptors in the transmit ring
 * @param buffers receive descriptors that the chip has
 * @param receiveEntries descriptors in the receive ring
 * @param behindSegmented the last descriptor that was fetched ends a packet to be segmented
 */
record RingMoment(
    int posted, int transmitEntries, int buffers, int receiveEntries, boolean behindSegmented) {
  /** Linux posts no packet unless the largest one fits (e1000, {@code e1000_maybe_stop_tx}). */
  private static final int LARGEST_PACKET = 32;

  /** Linux gives buffers back in groups of 16 (e1000, {@code E1000_RX_BUFFER_WRITE}). */
  private static final int NOT_GIVEN_BACK = 32;

  /** Reads it from registers, and the descriptor behind the head from memory. */
  static RingMoment of(IntUnaryOperator register, MemoryWindow memory) {
    int entries = register.applyAsInt(I82540emRegisters.TDLEN) / TxDescriptor.BYTES;
    int head = register.applyAsInt(I82540emRegisters.TDH);
    int received = register.applyAsInt(I82540emRegisters.RDLEN) / TxDescriptor.BYTES;
    long base =
        (long) register.applyAsInt(I82540emRegisters.TDBAH) << Integer.SIZE
            | Integer.toUnsignedLong(register.applyAsInt(I82540emRegisters.TDBAL));
    return new RingMoment(
        distance(head, register.applyAsInt(I82540emRegisters.TDT), entries),
        entries,
        distance(
            register.applyAsInt(I82540emRegisters.RDH),
            register.applyAsInt(I82540emRegisters.RDT),
            received),
        received,
        entries > 0 && endsSegmented(memory, base, (head + entries - 1) % entries));
  }

  private static int distance(int head, int tail, int entries) {
    return tail >= head ? tail - head : tail - head + entries;
  }

  private static boolean endsSegmented(MemoryWindow memory, long base, int entry) {
    byte[] descriptor = new byte[TxDescriptor.BYTES];
    boolean isRead =
        memory.read(base + (long) entry * TxDescriptor.BYTES, descriptor, 0, TxDescriptor.BYTES);
    int command = descriptor[TxDescriptor.COMMAND];
    int wanted = TxCommand.DEXT | TxCommand.TSE | TxCommand.EOP;
    boolean isData = (descriptor[TxDescriptor.LENGTH + 2] >> 4 & 0xf) == 1;
    return isRead && isData && (command & wanted) == wanted;
  }

  /** No packet fits any more. */
  boolean isTransmitFull() {
    return transmitEntries > 0 && posted >= transmitEntries - LARGEST_PACKET;
  }

  /** Nothing to send, and next to all buffers are free. */
  boolean isIdle() {
    return posted == 0 && isReadyToReceive();
  }

  /** Next to all buffers are free. */
  boolean isReadyToReceive() {
    return receiveEntries > 0 && buffers >= receiveEntries - NOT_GIVEN_BACK;
  }

  /** What arrives now must wait for the guest. */
  boolean isOutOfBuffers() {
    return receiveEntries > 0 && buffers == 0;
  }

  /**
   * The transmitter is inside a packet that it segments: it has fetched its last descriptor, and
   * would have fetched the next one if all segments had found room in its FIFO.
   */
  boolean isInsideSegmentation() {
    return behindSegmented && posted > 0 && !isTransmitFull();
  }
}
