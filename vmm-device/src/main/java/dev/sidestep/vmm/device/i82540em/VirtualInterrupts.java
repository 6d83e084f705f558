package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.base.InterruptLine;
import dev.sidestep.device.spec.i82540em.Delay;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Icr;
import dev.sidestep.vmm.device.GuestTimers;

/**
 * Causes, mask, moderation and the virtual interrupt line (SDM 13.4.17 to 13.4.21). ITR keeps the
 * line low until its interval, from when the line last went high, is over.
 */
final class VirtualInterrupts {
  private final VirtualRegisters registers;
  private final InterruptLine line;
  private final VirtualModeration receive;
  private final VirtualModeration transmit;
  private final VirtualTimer throttle;
  private boolean active;
  private boolean asserted;
  private boolean gated;

  VirtualInterrupts(VirtualRegisters registers, GuestTimers timers, InterruptLine line) {
    this.registers = registers;
    this.line = line;
    throttle = new VirtualTimer(timers, this::updateLine);
    receive =
        new VirtualModeration(
            registers, timers, I82540emRegisters.RDTR, I82540emRegisters.RADV, () -> set(Icr.RXT0));
    transmit =
        new VirtualModeration(
            registers, timers, I82540emRegisters.TIDV, I82540emRegisters.TADV, () -> set(Icr.TXDW));
  }

  /** Becomes a chip with these causes and this mask. */
  void begin(I82540emHandover.Interrupts state) {
    registers.set(I82540emRegisters.ICR, state.owed() & Icr.ALL);
    registers.set(I82540emRegisters.IMS, state.mask() & Icr.ALL);
    active = true;
    updateLine();
  }

  /**
   * The line goes low; causes that wait for a timer are owed now, as an early interrupt is none.
   */
  I82540emHandover.Interrupts end() {
    receive.flush();
    transmit.flush();
    throttle.stop();
    active = false;
    asserted = false;
    line.set(false);
    return new I82540emHandover.Interrupts(
        registers.get(I82540emRegisters.ICR), registers.get(I82540emRegisters.IMS));
  }

  /** Causes that take effect at once. A small packet's stands for the receive timers' (3.2.7.1). */
  void raise(int causes) {
    if ((causes & Icr.SRPD) != 0) {
      receive.stop();
    }
    set(causes);
  }

  /** A transmit descriptor has been written back. */
  void transmitted(boolean delayed) {
    if (delayed) {
      transmit.request();
    } else {
      transmit.expire();
    }
  }

  /** A frame is in memory. */
  void received() {
    receive.request();
  }

  private void set(int causes) {
    registers.set(I82540emRegisters.ICR, registers.get(I82540emRegisters.ICR) | causes & Icr.ALL);
    updateLine();
  }

  /** 13.4.17: a read acknowledges everything. */
  int readIcr() {
    int causes = registers.get(I82540emRegisters.ICR);
    writeIcr(causes);
    return causes;
  }

  void writeIcr(int value) {
    registers.set(I82540emRegisters.ICR, registers.get(I82540emRegisters.ICR) & ~value);
    updateLine();
  }

  void writeIms(int value) {
    registers.set(I82540emRegisters.IMS, registers.get(I82540emRegisters.IMS) | value & Icr.ALL);
    updateLine();
  }

  void writeImc(int value) {
    registers.set(I82540emRegisters.IMS, registers.get(I82540emRegisters.IMS) & ~value);
    updateLine();
  }

  /** An interval that runs goes on, but 0 ends it. */
  void writeItr(int value) {
    if (registers.write(I82540emRegisters.ITR, value) == 0) {
      throttle.stop();
    }
    updateLine();
  }

  /** FPD ends the receive timers, and reads as 0. */
  void writeRdtr(int value) {
    registers.write(I82540emRegisters.RDTR, value & Delay.DELAY);
    if ((value & Delay.FPD) != 0) {
      receive.expire();
    }
  }

  /** Interrupt Disable of the command register: the line stays low, though the chip asserts it. */
  void gate(boolean disabled) {
    gated = disabled;
    updateLine();
  }

  /** What Interrupt Status of the status register shows. */
  boolean isAsserted() {
    return asserted;
  }

  /** The registers have been reset. */
  void reset() {
    receive.stop();
    transmit.stop();
    throttle.stop();
    updateLine();
  }

  private void updateLine() {
    if (!active) {
      return;
    }
    if (!registers.isSet(I82540emRegisters.ICR, registers.get(I82540emRegisters.IMS))) {
      asserted = false;
    } else if (!asserted && !throttle.isRunning()) {
      asserted = true;
      startInterval();
    }
    line.set(asserted && !gated);
  }

  private void startInterval() {
    long interval = registers.get(I82540emRegisters.ITR) & Delay.DELAY;
    if (interval != 0) {
      throttle.start(interval * Delay.ITR_UNIT_NANOS);
    }
  }
}
