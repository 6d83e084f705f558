package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.base.Bits;
import dev.sidestep.device.spec.i82540em.Ctrl;
import dev.sidestep.device.spec.i82540em.CtrlExt;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Rctl;
import dev.sidestep.device.spec.i82540em.StatisticsRegisters;
import dev.sidestep.device.spec.i82540em.Status;
import dev.sidestep.device.spec.i82540em.Tctl;
import dev.sidestep.device.spec.i82540em.Wakeup;

/**
 * Which part of the virtual chip a 32-bit access reaches. What only the hardware knows (link,
 * counters, FIFOs) is asked for; what is mode is told to it. Offsets without a register read as 0
 * and ignore writes (SDM 13.2, 13.4 to 13.8).
 */
final class VirtualDecoder {
  private static final int PACKET_BUFFER_KILOBYTES = 64;
  private static final int ALLOCATION = 0x78;

  private final VirtualParts parts;
  private final Hardware hardware;

  /** What is beyond the virtual chip. */
  interface Hardware {
    /** STATUS as the hardware shows it. */
    int status();

    /** A register that only the hardware has; a counter is cleared. */
    int read(int offset);

    /** The mode has changed. */
    void configure();

    /** The guest resets the chip. */
    void reset();
  }

  VirtualDecoder(VirtualParts parts, Hardware hardware) {
    this.parts = parts;
    this.hardware = hardware;
  }

  /** Reads the register at {@code offset}, a multiple of 4 within BAR 0. */
  int read(int offset) {
    return switch (offset) {
      case I82540emRegisters.ICR -> parts.interrupts().readIcr();
      case I82540emRegisters.STATUS -> readStatus();
      case I82540emRegisters.EECD -> parts.eeprom().readEecd();
      case I82540emRegisters.EERD -> parts.eeprom().readEerd();
      case I82540emRegisters.MDIC -> parts.phy().read();
      case I82540emRegisters.CTRL_EXT -> readCtrlExt();
      default -> isInHardware(offset) ? hardware.read(offset) : readStored(offset);
    };
  }

  private int readStored(int offset) {
    return VirtualRegisters.covers(offset) ? parts.registers().get(offset) : 0;
  }

  private int readStatus() {
    return hardware.status() | (parts.transmitter().isBusy() ? Status.TXOFF : 0);
  }

  private int readCtrlExt() {
    int level = hardware.read(I82540emRegisters.CTRL_EXT) & CtrlExt.PHYINT;
    return parts.registers().get(I82540emRegisters.CTRL_EXT) & ~CtrlExt.PHYINT | level;
  }

  /** Counters, FIFO pointers and the packet buffer. */
  private static boolean isInHardware(int offset) {
    boolean counter = offset >= StatisticsRegisters.FIRST && offset < StatisticsRegisters.END;
    return counter || offset >= I82540emRegisters.PBM || isFifoPointer(offset);
  }

  private static boolean isFifoPointer(int offset) {
    return offset >= I82540emRegisters.RDFH && offset <= I82540emRegisters.RDFPC
        || offset >= I82540emRegisters.TDFH && offset <= I82540emRegisters.TDFPC;
  }

  /** Writes the register at {@code offset}, a multiple of 4 within BAR 0. */
  void write(int offset, int value) {
    VirtualInterrupts interrupts = parts.interrupts();
    switch (offset) {
      case I82540emRegisters.TDT -> {
        parts.registers().write(offset, value);
        parts.transmitter().run();
      }
      case I82540emRegisters.RDT -> {
        parts.registers().write(offset, value);
        parts.receiver().run();
      }
      case I82540emRegisters.IMC -> interrupts.writeImc(value);
      case I82540emRegisters.IMS -> interrupts.writeIms(value);
      case I82540emRegisters.ICR -> interrupts.writeIcr(value);
      case I82540emRegisters.ICS -> interrupts.raise(value);
      case I82540emRegisters.ITR -> interrupts.writeItr(value);
      case I82540emRegisters.RDTR -> interrupts.writeRdtr(value);
      case I82540emRegisters.EECD -> parts.eeprom().writeEecd(value);
      case I82540emRegisters.EERD -> parts.eeprom().writeEerd(value);
      case I82540emRegisters.MDIC -> parts.phy().write(value);
      default -> writeMode(offset, value);
    }
  }

  private void writeMode(int offset, int value) {
    switch (offset) {
      case I82540emRegisters.CTRL -> writeCtrl(value);
      case I82540emRegisters.CTRL_EXT -> writeCtrlExt(value);
      case I82540emRegisters.TCTL -> writeTctl(value);
      case I82540emRegisters.RCTL -> writeRctl(value);
      case I82540emRegisters.PBA -> writePba(value);
      case I82540emRegisters.WUC -> writeWuc(value);
      default -> {
        if (VirtualRegisters.covers(offset)) {
          parts.registers().write(offset, value);
          configureIfShared(offset);
        }
      }
    }
  }

  /** What only the virtual rings look at is no business of the hardware's. */
  private void configureIfShared(int offset) {
    boolean ring =
        offset >= I82540emRegisters.RDBAL && offset <= I82540emRegisters.RSRPD
            || offset >= I82540emRegisters.TDBAL && offset <= I82540emRegisters.TADV;
    if (!ring && I82540emMode.contains(offset)) {
      hardware.configure();
    }
  }

  private void writeCtrl(int value) {
    if (Bits.isSet(value, Ctrl.RST)) {
      hardware.reset();
      return;
    }
    parts.registers().write(I82540emRegisters.CTRL, value);
    hardware.configure();
  }

  private void writeCtrlExt(int value) {
    int kept = value & ~(CtrlExt.EE_RST | CtrlExt.ASDCHK);
    parts.registers().write(I82540emRegisters.CTRL_EXT, kept);
    if (Bits.isSet(value, CtrlExt.EE_RST)) {
      parts.eeprom().load();
    }
    hardware.configure();
  }

  /** SWXOFF is an order, and reads as 0 when it is done; here that is at once. */
  private void writeTctl(int value) {
    boolean before = parts.registers().isSet(I82540emRegisters.TCTL, Tctl.EN);
    int written = parts.registers().write(I82540emRegisters.TCTL, value);
    hardware.configure();
    parts.registers().set(I82540emRegisters.TCTL, written & ~Tctl.SWXOFF);
    if (!before && Bits.isSet(written, Tctl.EN)) {
      parts.transmitter().enabled();
    }
  }

  private void writeRctl(int value) {
    boolean before = parts.registers().isSet(I82540emRegisters.RCTL, Rctl.EN);
    int written = parts.registers().write(I82540emRegisters.RCTL, value);
    hardware.configure();
    if (!before && Bits.isSet(written, Rctl.EN)) {
      parts.receiver().enabled();
    } else {
      parts.receiver().run();
    }
  }

  /** A multiple of 8 KB; the transmitter has the rest (SDM 13.4.16). */
  private void writePba(int value) {
    int receive = value & ALLOCATION;
    int transmit = Math.max(0, PACKET_BUFFER_KILOBYTES - receive);
    parts.registers().set(I82540emRegisters.PBA, transmit << Short.SIZE | receive);
    hardware.configure();
  }

  /** PME_STATUS is cleared by a written one (SDM 13.6.1). */
  private void writeWuc(int value) {
    int status = parts.registers().get(I82540emRegisters.WUC) & Wakeup.PME_STATUS;
    int written = value & ~Wakeup.PME_STATUS | status & ~value;
    parts.registers().write(I82540emRegisters.WUC, written);
    hardware.configure();
  }
}
