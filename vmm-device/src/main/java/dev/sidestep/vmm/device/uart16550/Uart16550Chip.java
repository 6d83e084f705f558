package dev.sidestep.vmm.device.uart16550;

import dev.sidestep.base.RegisterWindow;
import dev.sidestep.device.spec.uart16550.Uart16550Registers;
import dev.sidestep.device.spec.uart16550.Uart16550Registers.Fcr;
import dev.sidestep.device.spec.uart16550.Uart16550Registers.Lcr;
import dev.sidestep.device.spec.uart16550.Uart16550Registers.Lsr;

/**
 * A 16550A's registers by name, and what the driver last put into those that stay as written, so
 * that nothing is written without need: a divisor that is written anew may disturb the line.
 */
final class Uart16550Chip {
  private static final int BYTE = 0xff;

  private final RegisterWindow registers;
  private int divisor;
  private int lcr;
  private int mcr;
  private int ier;
  private int fcr;
  private int scr;

  /** LSR's errors of the character at the top of the receiver, read before the character was. */
  private int topErrors;

  Uart16550Chip(RegisterWindow registers) {
    this.registers = registers;
  }

  private int read(int offset) {
    return (int) registers.read(offset, 1) & BYTE;
  }

  private void write(int offset, int value) {
    registers.write(offset, 1, value);
  }

  /** Reads what can be read without side effect; DLAB is set for a moment, unless it is set. */
  void readMode() {
    lcr = read(Uart16550Registers.LCR);
    mcr = read(Uart16550Registers.MCR);
    scr = read(Uart16550Registers.SCR);
    write(Uart16550Registers.LCR, lcr | Lcr.DLAB);
    divisor = read(Uart16550Registers.DLL) | (read(Uart16550Registers.DLM) << 8);
    write(Uart16550Registers.LCR, lcr & ~Lcr.DLAB);
    ier = read(Uart16550Registers.IER);
    if ((lcr & Lcr.DLAB) != 0) {
      write(Uart16550Registers.LCR, lcr);
    }
  }

  int readLcr() {
    return read(Uart16550Registers.LCR);
  }

  Uart16550Mode mode() {
    return new Uart16550Mode(divisor, lcr, mcr, ier, fcr, scr);
  }

  /** The registers as after a reset pulse; the divisor and SCR may be anything. */
  void forget() {
    divisor = -1;
    scr = -1;
    lcr = 0;
    mcr = 0;
    ier = 0;
    fcr = 0;
    topErrors = 0;
  }

  int readIir() {
    return read(Uart16550Registers.IIR);
  }

  int readMsr() {
    return read(Uart16550Registers.MSR);
  }

  /** Reads LSR; the errors that this clears are kept for {@link #takeTopErrors}, OE excepted. */
  int readLsr() {
    int lsr = read(Uart16550Registers.LSR);
    topErrors |= lsr & Lsr.CHARACTER_ERRORS;
    return lsr;
  }

  boolean hasTopErrors() {
    return topErrors != 0;
  }

  int takeTopErrors() {
    int errors = topErrors;
    topErrors = 0;
    return errors;
  }

  int readRbr() {
    return read(Uart16550Registers.RBR);
  }

  void writeThr(int character) {
    write(Uart16550Registers.THR, character);
  }

  void writeIer(int value) {
    if (value != ier) {
      ier = value;
      write(Uart16550Registers.IER, value);
    }
  }

  void writeMcr(int value) {
    if (value != mcr) {
      mcr = value;
      write(Uart16550Registers.MCR, value);
    }
  }

  void writeScr(int value) {
    if (value != scr) {
      scr = value;
      write(Uart16550Registers.SCR, value);
    }
  }

  /** Writes FCR, which may clear FIFOs; nothing if {@code value} clears nothing and is there. */
  void writeFcr(int value) {
    boolean enable = (value & Fcr.ENABLE) != 0;
    int kept = enable ? value & Fcr.STORED : fcr & ~Fcr.ENABLE;
    if (kept != fcr || (value & (Fcr.CLEAR_RECEIVER | Fcr.CLEAR_TRANSMITTER)) != 0) {
      fcr = kept;
      write(Uart16550Registers.FCR, value);
    }
  }

  /** FCR cannot be read: this is what it is believed to be. */
  void assumeFcr(int value) {
    fcr = value;
  }

  boolean hasFifos() {
    return (fcr & Fcr.ENABLE) != 0;
  }

  int fcr() {
    return fcr;
  }

  /** Characters that an empty transmitter takes. */
  int depth() {
    return hasFifos() ? Uart16550Registers.FIFO_DEPTH : 1;
  }

  /** Sets rate, format and break (8.3, 8.1), DLAB left clear. */
  void writeLine(int newDivisor, int newLcr) {
    int wanted = newLcr & ~Lcr.DLAB;
    if (newDivisor != divisor) {
      divisor = newDivisor;
      write(Uart16550Registers.LCR, wanted | Lcr.DLAB);
      write(Uart16550Registers.DLL, newDivisor & BYTE);
      write(Uart16550Registers.DLM, newDivisor >>> 8);
      writeLcr(wanted);
    } else if (wanted != lcr) {
      writeLcr(wanted);
    }
  }

  void writeLcr(int value) {
    lcr = value;
    write(Uart16550Registers.LCR, value);
  }
}
