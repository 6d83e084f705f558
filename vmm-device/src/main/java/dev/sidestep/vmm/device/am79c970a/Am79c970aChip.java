package dev.sidestep.vmm.device.am79c970a;

import dev.sidestep.base.RegisterWindow;
import dev.sidestep.device.spec.am79c970a.Am79c970aRegisters;
import dev.sidestep.device.spec.am79c970a.Bcr;
import dev.sidestep.device.spec.am79c970a.Csr;
import dev.sidestep.device.spec.am79c970a.Csr0;
import dev.sidestep.device.spec.pci.PciHeader;
import dev.sidestep.platform.PciRegion;

/** The registers of an Am79C970A in word mode, as its driver uses them. */
final class Am79c970aChip {
  private static final int WORD = 2;
  private static final int ADDRESS_BYTES = 6;

  private final RegisterWindow registers;

  Am79c970aChip(RegisterWindow registers) {
    this.registers = registers;
  }

  private void select(int number) {
    registers.write(Am79c970aRegisters.WIO_RAP, WORD, number);
  }

  int csr(int number) {
    select(number);
    return (int) registers.read(Am79c970aRegisters.RDP, WORD);
  }

  void writeCsr(int number, int value) {
    select(number);
    registers.write(Am79c970aRegisters.RDP, WORD, value & 0xffff);
  }

  void writeBcr(int number, int value) {
    select(number);
    registers.write(Am79c970aRegisters.WIO_BDP, WORD, value);
  }

  /** S_RESET: a read of the port. Datasheet: I/O Resources. */
  void reset() {
    registers.read(Am79c970aRegisters.WIO_RESET, WORD);
  }

  /** What CSR88 and CSR89 say, but for the version. */
  int identification() {
    return csr(Csr.CHIP_ID_LOWER) | (csr(Csr.CHIP_ID_UPPER) & 0x0fff) << Short.SIZE;
  }

  /** The address in the PROM, the first byte on the wire highest. */
  long stationAddress() {
    long address = 0;
    for (int i = 0; i < ADDRESS_BYTES; i++) {
      address = address << Byte.SIZE | registers.read(i, 1);
    }
    return address;
  }

  /** Lets it master the bus, and nothing else: the monitor needs no decoder. */
  void masterBus() {
    registers.write(
        PciRegion.CONFIGURATION + PciHeader.COMMAND, WORD, PciHeader.Command.BUS_MASTER);
  }

  /** The LED's register tells of the link. */
  boolean isLinkUp() {
    select(Bcr.LNKST);
    return (registers.read(Am79c970aRegisters.WIO_BDP, WORD) & Bcr.LEDOUT) != 0;
  }

  /** Orders the chip to look at the transmit ring now. */
  void demandTransmission() {
    writeCsr(Csr.STATUS, Csr0.TDMD | Csr0.IENA);
  }
}
