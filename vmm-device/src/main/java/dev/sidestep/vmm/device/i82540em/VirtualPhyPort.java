package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.base.Bits;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Icr;
import dev.sidestep.device.spec.i82540em.Mdic;
import dev.sidestep.vmm.device.EthernetIo;
import java.util.function.Consumer;

/** MDIC: one access to a register of the real PHY at a time (SDM 13.4.7). */
final class VirtualPhyPort {
  private static final int NO_ANSWER = 0xffff;
  private static final int KEPT = Mdic.DATA | Mdic.REGADD | Mdic.PHYADD | Mdic.OP | Mdic.I;

  private final VirtualRegisters registers;
  private final VirtualInterrupts interrupts;
  private final Consumer<EthernetIo> driver;
  private boolean busy;
  private boolean unread;

  VirtualPhyPort(
      VirtualRegisters registers, VirtualInterrupts interrupts, Consumer<EthernetIo> driver) {
    this.registers = registers;
    this.interrupts = interrupts;
    this.driver = driver;
  }

  void begin(int mdic) {
    registers.set(I82540emRegisters.MDIC, mdic);
    reset();
  }

  /** True until the guest has seen how its access ended; a write that ended it need not see. */
  boolean isBusy() {
    return busy || unread;
  }

  int read() {
    unread &= busy;
    return registers.get(I82540emRegisters.MDIC);
  }

  /** A write during an access, or with R at 1, is ignored. */
  void write(int value) {
    if (busy || Bits.isSet(value, Mdic.R)) {
      return;
    }
    int command = value & KEPT;
    registers.set(I82540emRegisters.MDIC, command);
    busy = true;
    int operation = command & Mdic.OP;
    unread = operation == Mdic.OP_READ;
    if (unread || operation == Mdic.OP_WRITE) {
      driver.accept(
          new EthernetIo.PhyAccess(
              !unread,
              (command & Mdic.PHYADD) >>> Mdic.PHYADD_SHIFT,
              (command & Mdic.REGADD) >>> Mdic.REGADD_SHIFT,
              command & Mdic.DATA));
    } else {
      finish(command | Mdic.E);
    }
  }

  /** The driver's answer. */
  void done(EthernetIo.PhyValue answer) {
    if (!busy) {
      return;
    }
    int command = registers.get(I82540emRegisters.MDIC);
    int data = answer.error() ? NO_ANSWER : answer.data() & Mdic.DATA;
    boolean read = (command & Mdic.OP) == Mdic.OP_READ;
    int result = read ? command & ~Mdic.DATA | data : command;
    finish(Bits.with(result, Mdic.E, answer.error()));
  }

  private void finish(int result) {
    busy = false;
    registers.set(I82540emRegisters.MDIC, result | Mdic.R);
    if (Bits.isSet(result, Mdic.I)) {
      interrupts.raise(Icr.MDAC);
    }
  }

  /** Ends an access before its time. */
  void reset() {
    busy = false;
    unread = false;
  }
}
