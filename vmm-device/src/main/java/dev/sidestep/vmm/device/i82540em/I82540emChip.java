package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.base.RegisterWindow;
import dev.sidestep.device.spec.i82540em.Ctrl;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Icr;
import dev.sidestep.device.spec.i82540em.Rctl;
import dev.sidestep.device.spec.i82540em.Tctl;
import dev.sidestep.platform.PciRegion;

/** The registers of an 82540EM as its driver uses them: BAR 0, the I/O window, COMMAND. */
final class I82540emChip {
  private static final int COMMAND = 4;
  private static final long IOADDR = PciRegion.bar(2) + I82540emRegisters.IOADDR;
  private static final long IODATA = PciRegion.bar(2) + I82540emRegisters.IODATA;
  private static final int BUS_MASTER = 1 << 2;
  private static final int DWORD = 4;
  private static final int WORD = 2;
  private static final int CONFIGURATION_BYTES = 256;

  private final RegisterWindow registers;

  I82540emChip(RegisterWindow registers) {
    this.registers = registers;
  }

  int read(int offset) {
    return (int) registers.read(offset, DWORD);
  }

  void write(int offset, int value) {
    registers.write(offset, DWORD, Integer.toUnsignedLong(value));
  }

  boolean has(int offset, int bits) {
    return (read(offset) & bits) == bits;
  }

  // Interrupts (13.4.17 to 13.4.21).

  /** Reads the causes, which clears them. */
  int takeCauses() {
    return read(I82540emRegisters.ICR) & Icr.ALL;
  }

  int mask() {
    return read(I82540emRegisters.IMS) & Icr.ALL;
  }

  /** Lets these causes interrupt, and no other. */
  void setMask(int causes) {
    write(I82540emRegisters.IMC, Icr.ALL & ~causes);
    write(I82540emRegisters.IMS, causes);
  }

  /** Makes the chip believe that these have happened. */
  void raise(int causes) {
    if (causes != 0) {
      write(I82540emRegisters.ICS, causes);
    }
  }

  // The two halves.

  /** Stops the transmitter after the frame in progress; what is in its FIFO stays (13.4.33). */
  void stopTransmitter() {
    write(I82540emRegisters.TCTL, read(I82540emRegisters.TCTL) & ~(Tctl.EN | Tctl.SWXOFF));
  }

  /** Stops the receiver after the frame in progress; what is in its FIFO stays (13.4.22). */
  void stopReceiver() {
    write(I82540emRegisters.RCTL, read(I82540emRegisters.RCTL) & ~Rctl.EN);
  }

  /**
   * Resets everything but the PHY and the configuration space (13.4.1).
   *
   * @return false if that has had no effect
   */
  boolean reset() {
    write(I82540emRegisters.CTRL, read(I82540emRegisters.CTRL) | Ctrl.RST);
    return !has(I82540emRegisters.CTRL, Ctrl.RST)
        && !has(I82540emRegisters.RCTL, Rctl.EN)
        && !has(I82540emRegisters.TCTL, Tctl.EN);
  }

  // The bus.

  /** The register that an access at {@code offset} reaches, if by the I/O window (13.2.2). */
  long reached(long offset) {
    return offset == IODATA ? Integer.toUnsignedLong(readIoAddress()) : offset;
  }

  int readIoAddress() {
    return (int) registers.read(IOADDR, DWORD);
  }

  void writeIoAddress(int value) {
    registers.write(IOADDR, DWORD, Integer.toUnsignedLong(value));
  }

  int readConfiguration(int offset, int width) {
    return (int) registers.read(PciRegion.CONFIGURATION + offset, width);
  }

  void writeConfiguration(int offset, int width, int value) {
    registers.write(PciRegion.CONFIGURATION + offset, width, Integer.toUnsignedLong(value));
  }

  boolean mastersBus() {
    return (readConfiguration(COMMAND, WORD) & BUS_MASTER) != 0;
  }

  /** Lets the chip master the bus while {@code work} is done, even if the guest does not. */
  void masteringBus(Runnable work) {
    int command = readConfiguration(COMMAND, WORD);
    if ((command & BUS_MASTER) != 0) {
      work.run();
      return;
    }
    writeConfiguration(COMMAND, WORD, command | BUS_MASTER);
    work.run();
    writeConfiguration(COMMAND, WORD, command);
  }

  /** The configuration space's header and capabilities, to be put back after a reset pulse. */
  int[] saveConfiguration() {
    int[] words = new int[CONFIGURATION_BYTES / DWORD];
    for (int i = 0; i < words.length; i++) {
      words[i] = readConfiguration(i * DWORD, DWORD);
    }
    return words;
  }

  /** Puts it back; COMMAND, in word 1, last, and its status half, which is cleared by ones, 0. */
  void restoreConfiguration(int[] words) {
    for (int i = words.length - 1; i > 0; i--) {
      writeConfiguration(i * DWORD, DWORD, i == 1 ? words[i] & 0xffff : words[i]);
    }
  }
}
