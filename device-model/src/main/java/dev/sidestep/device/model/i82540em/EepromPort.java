package dev.sidestep.device.model.i82540em;

import dev.sidestep.base.Bits;
import dev.sidestep.base.EventScheduler;
import dev.sidestep.device.spec.i82540em.Ctrl;
import dev.sidestep.device.spec.i82540em.Eecd;
import dev.sidestep.device.spec.i82540em.Eerd;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Rah;

/**
 * How the chip and software reach the EEPROM: the four wires in EECD, the read engine in EERD, and
 * what the chip itself loads. Datasheet: SDM 5.3, 13.4.3, 13.4.4.
 */
final class EepromPort {
  /** A 93C46 takes 25 clocks for a word, of 1 us each at the least. */
  private static final long READ_NANOS = 25_000;

  private static final int WRITABLE = Eecd.SK | Eecd.CS | Eecd.DI | Eecd.FWE | Eecd.REQ;

  private final RegisterFile registers;
  private final Eeprom eeprom;
  private final ChipTiming timing;
  private final ChipTimer readTimer;

  EepromPort(EventScheduler scheduler, RegisterFile registers, Eeprom eeprom, ChipTiming timing) {
    this.registers = registers;
    this.eeprom = eeprom;
    this.timing = timing;
    this.readTimer = new ChipTimer(scheduler, this::finishRead);
  }

  /** The chip wants the wires at power-on only, so software gets them whenever it asks. */
  int readEecd() {
    int value = registers.get(I82540emRegisters.EECD) & WRITABLE | Eecd.PRES;
    value = Bits.with(value, Eecd.GNT, Bits.isSet(value, Eecd.REQ));
    return Bits.with(value, Eecd.DO, eeprom.dataOut());
  }

  /** Without the grant the wires do not reach the EEPROM, and it is not selected. */
  void writeEecd(int value) {
    registers.set(I82540emRegisters.EECD, value & WRITABLE);
    boolean granted = Bits.isSet(value, Eecd.REQ);
    eeprom.drive(
        granted && Bits.isSet(value, Eecd.CS),
        granted && Bits.isSet(value, Eecd.SK),
        Bits.isSet(value, Eecd.DI));
  }

  /** START is taken while nothing is being read; a write without it changes nothing. */
  void writeEerd(int value) {
    if (Bits.isSet(value, Eerd.START) && !readTimer.isRunning()) {
      registers.set(I82540emRegisters.EERD, value & (Eerd.ADDR | Eerd.START));
      readTimer.startIn(timing.nanos(READ_NANOS));
    }
  }

  private void finishRead() {
    int address = registers.get(I82540emRegisters.EERD) & Eerd.ADDR;
    int word = eeprom.word(address >>> Eerd.ADDR_SHIFT);
    registers.set(I82540emRegisters.EERD, word << Eerd.DATA_SHIFT | address | Eerd.DONE);
  }

  /**
   * What the chip loads after a reset: the address, always valid then, and defaults of CTRL if the
   * image is signed. SDM 5.6.10, 13.5.3.
   */
  void load() {
    int control = eeprom.word(EepromImage.CONTROL_1);
    if ((control & EepromImage.SIGNATURE) == EepromImage.SIGNATURE_VALID) {
      registers.setBits(
          I82540emRegisters.CTRL, Ctrl.FD, Bits.isSet(control, EepromImage.FULL_DUPLEX));
      registers.setBits(
          I82540emRegisters.CTRL, Ctrl.FRCSPD, Bits.isSet(control, EepromImage.FORCE_SPEED));
    }
    registers.set(I82540emRegisters.RAL, eeprom.word(1) << Short.SIZE | eeprom.word(0));
    registers.set(I82540emRegisters.RAH, Rah.AV | eeprom.word(2));
  }

  /** A reset of the chip lets go of the wires; the EEPROM keeps what it has. */
  void reset() {
    readTimer.stop();
    eeprom.drive(false, false, false);
  }

  /**
   * What is going on.
   *
   * @param readNanos until EERD is done
   */
  record State(Eeprom.State eeprom, long readNanos) {}

  State state() {
    return new State(eeprom.state(), readTimer.remaining());
  }

  void restore(State state) {
    eeprom.restore(state.eeprom);
    readTimer.restore(state.readNanos);
  }
}
