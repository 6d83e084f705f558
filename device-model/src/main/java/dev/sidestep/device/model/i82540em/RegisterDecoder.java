package dev.sidestep.device.model.i82540em;

import dev.sidestep.base.Bits;
import dev.sidestep.device.spec.i82540em.Ctrl;
import dev.sidestep.device.spec.i82540em.CtrlExt;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Wakeup;

/**
 * Which part of the chip a 32-bit access reaches. A register that only keeps what is written needs
 * no line here: the table says which bits it has. Offsets without a register read as 0 and ignore
 * writes.
 *
 * <p>Datasheet: SDM 13.2, 13.4 to 13.8.
 */
final class RegisterDecoder {
  private static final int PACKET_BUFFER_KILOBYTES = 64;
  private static final int ALLOCATION_STEP_MASK = 0x78;

  private final Core core;
  private final Runnable reset;

  /**
   * A decoder for {@code core}.
   *
   * @param reset runs when CTRL.RST is written
   */
  RegisterDecoder(Core core, Runnable reset) {
    this.core = core;
    this.reset = reset;
  }

  /** Reads the register at {@code offset}, a multiple of 4 within BAR 0. */
  int read(int offset) {
    if (offset >= I82540emRegisters.PBM) {
      return core.dataPath().readPacketBuffer(offset - I82540emRegisters.PBM);
    }
    if (RegisterRules.isStatistic(offset)) {
      return core.counters().read(offset);
    }
    return switch (offset) {
      case I82540emRegisters.EECD -> core.eeprom().readEecd();
      case I82540emRegisters.CTRL_EXT -> readCtrlExt();
      case I82540emRegisters.ICR -> core.interrupts().readIcr();
      case I82540emRegisters.RDFH,
          I82540emRegisters.RDFT,
          I82540emRegisters.RDFHS,
          I82540emRegisters.RDFTS,
          I82540emRegisters.RDFPC,
          I82540emRegisters.TDFH,
          I82540emRegisters.TDFT,
          I82540emRegisters.TDFHS,
          I82540emRegisters.TDFTS,
          I82540emRegisters.TDFPC ->
          core.dataPath().readFifoPointer(offset);
      default -> RegisterRules.isInFile(offset) ? core.registers().get(offset) : 0;
    };
  }

  private int readCtrlExt() {
    int value = core.registers().get(I82540emRegisters.CTRL_EXT);
    return Bits.with(value, CtrlExt.PHYINT, core.phy().isInterrupting());
  }

  /** Writes the register at {@code offset}, a multiple of 4 within BAR 0. */
  void write(int offset, int value) {
    if (offset >= I82540emRegisters.PBM) {
      core.dataPath().writePacketBuffer(offset - I82540emRegisters.PBM, value);
      return;
    }
    switch (offset) {
      case I82540emRegisters.CTRL -> writeCtrl(value);
      case I82540emRegisters.CTRL_EXT -> writeCtrlExt(value);
      case I82540emRegisters.EECD -> core.eeprom().writeEecd(value);
      case I82540emRegisters.EERD -> core.eeprom().writeEerd(value);
      case I82540emRegisters.MDIC -> core.management().write(value);
      case I82540emRegisters.PBA -> writePba(value);
      case I82540emRegisters.WUC -> writeWuc(value);
      default -> writeInterruptOrQueue(offset, value);
    }
  }

  private void writeInterruptOrQueue(int offset, int value) {
    Interrupts interrupts = core.interrupts();
    switch (offset) {
      case I82540emRegisters.ICR -> interrupts.writeIcr(value);
      case I82540emRegisters.ICS -> interrupts.raise(value);
      case I82540emRegisters.IMS -> interrupts.writeIms(value);
      case I82540emRegisters.IMC -> interrupts.writeImc(value);
      case I82540emRegisters.ITR -> interrupts.writeItr(value);
      case I82540emRegisters.RDTR -> interrupts.writeRdtr(value);
      default -> {
        store(offset, value);
        tellDataPath(offset);
      }
    }
  }

  private void tellDataPath(int offset) {
    switch (offset) {
      case I82540emRegisters.TDT -> core.dataPath().transmitDoorbell();
      case I82540emRegisters.RDT -> core.dataPath().receiveDoorbell();
      case I82540emRegisters.TCTL, I82540emRegisters.RCTL -> core.dataPath().controlChanged();
      default -> {}
    }
  }

  private void store(int offset, int value) {
    if (RegisterRules.isInFile(offset)) {
      RegisterFile registers = core.registers();
      registers.set(offset, RegisterRules.afterWrite(offset, registers.get(offset), value));
    }
  }

  /** 13.4.1: RST takes everything else with it. */
  private void writeCtrl(int value) {
    if (Bits.isSet(value, Ctrl.RST)) {
      reset.run();
      return;
    }
    store(I82540emRegisters.CTRL, value);
    core.phy().hold(Bits.isSet(value, Ctrl.PHY_RST));
    core.link().update();
    core.dataPath().controlChanged();
    core.dataPath().linkChanged();
  }

  private void writeCtrlExt(int value) {
    store(I82540emRegisters.CTRL_EXT, value & ~(CtrlExt.EE_RST | CtrlExt.ASDCHK));
    if (Bits.isSet(value, CtrlExt.EE_RST)) {
      core.eeprom().load();
      core.link().update();
    }
  }

  /** 13.4.16: a multiple of 8 KB; the transmitter has the rest. */
  private void writePba(int value) {
    int receive = value & ALLOCATION_STEP_MASK;
    int transmit = Math.max(0, PACKET_BUFFER_KILOBYTES - receive);
    core.registers().set(I82540emRegisters.PBA, transmit << Short.SIZE | receive);
  }

  /** 13.6.1: PME_STATUS is cleared by a written one. */
  private void writeWuc(int value) {
    int status = core.registers().get(I82540emRegisters.WUC) & Wakeup.PME_STATUS;
    store(I82540emRegisters.WUC, value & ~Wakeup.PME_STATUS | status & ~value);
  }
}
