package dev.sidestep.device.model.am79c970a;

import dev.sidestep.device.spec.am79c970a.Csr;

/**
 * A ring of descriptors. Where it is, how long, and which is the current one, is in the control
 * registers alone; the counter holds the length's two's complement at the first descriptor.
 *
 * <p>Datasheet: Descriptor Rings, CSR24 to CSR35, CSR72 to CSR78.
 */
final class Ring {
  private final Registers registers;
  private final int base;
  private final int current;
  private final int counter;
  private final int length;

  private Ring(Registers registers, int base, int current, int counter, int length) {
    this.registers = registers;
    this.base = base;
    this.current = current;
    this.counter = counter;
    this.length = length;
  }

  static Ring receive(Registers registers) {
    return new Ring(registers, Csr.BADR, Csr.CRDA, Csr.RCVRC, Csr.RCVRL);
  }

  static Ring transmit(Registers registers) {
    return new Ring(registers, Csr.BADX, Csr.CXDA, Csr.XMTRC, Csr.XMTRL);
  }

  /** Goes to the first descriptor of a new ring. */
  void begin(int address, int entries) {
    registers.setPair(base, address);
    registers.setCsr(length, -entries);
    moveTo(0);
  }

  private void moveTo(int index) {
    registers.setCsr(counter, registers.csr(length) + index);
    registers.setPair(current, (int) address(index));
  }

  /** How many descriptors there are, 1..65535. */
  int entries() {
    int entries = -registers.csr(length) & 0xffff;
    return entries == 0 ? 1 : entries;
  }

  private int index() {
    int index = registers.csr(counter) - registers.csr(length) & 0xffff;
    return index < entries() ? index : 0;
  }

  private long address(int index) {
    int bytes = registers.style().descriptorBytes();
    int start = registers.pair(base) & -bytes;
    return Integer.toUnsignedLong(start + index * bytes);
  }

  /** Address of the descriptor {@code ahead} of the current one, fewer than there are. */
  long address(int ahead, int entries) {
    return address((index() + ahead) % entries);
  }

  /** The next descriptor is the current one. */
  void advance() {
    moveTo((index() + 1) % entries());
  }
}
