package dev.sidestep.device.model.i82540em;

import dev.sidestep.device.spec.i82540em.I82540emRegisters;

/**
 * The 64 KiB on the chip that hold frames: the receive FIFO in the first PBA.RXA kilobytes, the
 * transmit FIFO in the rest. A new PBA takes effect with the next reset.
 *
 * <p>Frames are in it as they are on the wire, check sequence included. The diagnostic pointers
 * (RDFH to RDFPC, TDFH to TDFPC) and the window at PBM show what is in it; the "saved" pointers
 * equal the others, because frames are moved whole. Writing any of them does nothing: the manual
 * allows it for diagnosis only.
 *
 * <p>Datasheet: SDM 13.4.20 (PBA), 13.8.
 */
final class PacketBuffer {
  private static final int KILOBYTE = 1024;
  private static final int ALLOCATION = 0x7f;
  private static final int KILOBYTES = I82540emRegisters.PACKET_BUFFER_BYTES / KILOBYTE;

  private final byte[] memory = new byte[I82540emRegisters.PACKET_BUFFER_BYTES];
  private final FrameFifo receive = new FrameFifo(memory);
  private final FrameFifo transmit = new FrameFifo(memory);
  private final RegisterFile registers;

  PacketBuffer(RegisterFile registers) {
    this.registers = registers;
    reset();
  }

  FrameFifo receive() {
    return receive;
  }

  FrameFifo transmit() {
    return transmit;
  }

  /** Empties both FIFOs and divides the memory by PBA; what was in it stays there. */
  void reset() {
    int kilobytes = Math.min(KILOBYTES, registers.get(I82540emRegisters.PBA) & ALLOCATION);
    int split = kilobytes * KILOBYTE;
    receive.place(0, split);
    transmit.place(split, memory.length - split);
  }

  /** The diagnostic pointer at {@code offset}, or 0 if there is none. */
  int readPointer(int offset) {
    return switch (offset) {
      case I82540emRegisters.RDFH, I82540emRegisters.RDFHS -> receive.headWords();
      case I82540emRegisters.RDFT, I82540emRegisters.RDFTS -> receive.tailWords();
      case I82540emRegisters.RDFPC -> receive.frames();
      case I82540emRegisters.TDFH, I82540emRegisters.TDFHS -> transmit.headWords();
      case I82540emRegisters.TDFT, I82540emRegisters.TDFTS -> transmit.tailWords();
      case I82540emRegisters.TDFPC -> transmit.frames();
      default -> 0;
    };
  }

  /** The word at {@code offset} (a multiple of 4) from PBM. */
  int readMemory(int offset) {
    return Bytes.intLittle(memory, offset & (memory.length - Integer.BYTES));
  }

  /**
   * Changes the word at {@code offset} from PBM, if both FIFOs are empty: what frames are in is the
   * chip's own.
   */
  void writeMemory(int offset, int value) {
    if (receive.isEmpty() && transmit.isEmpty()) {
      Bytes.setIntLittle(memory, offset & (memory.length - Integer.BYTES), value);
    }
  }

  /** The packet buffer between two accesses. */
  record State(FrameBytes memory, FrameFifo.State receive, FrameFifo.State transmit) {}

  State state() {
    return new State(FrameBytes.copyOf(memory, memory.length), receive.state(), transmit.state());
  }

  void restore(State state) {
    state.memory.copyTo(memory);
    receive.restore(state.receive);
    transmit.restore(state.transmit);
  }
}
