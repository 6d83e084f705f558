package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.base.Bits;
import dev.sidestep.device.spec.i82540em.Ctrl;
import dev.sidestep.device.spec.i82540em.Eecd;
import dev.sidestep.device.spec.i82540em.Eerd;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Rah;
import dev.sidestep.vmm.device.EthernetIo;
import dev.sidestep.vmm.device.GuestTimers;
import java.util.List;
import java.util.function.Consumer;

/**
 * The ways to the EEPROM: EECD's wires, EERD's read engine, and what the chip loads by itself (SDM
 * 5.3, 13.4.3, 13.4.4).
 */
final class VirtualEepromPort {
  private static final long READ_NANOS = 25_000;
  private static final int KEPT = Eecd.SK | Eecd.CS | Eecd.DI | Eecd.FWE | Eecd.REQ;
  private static final int CONTROL_1 = 0x0a;
  private static final int SIGNATURE = 0xc000;
  private static final int SIGNED = 0x4000;
  private static final int FULL_DUPLEX = 0x0400;
  private static final int FORCE_SPEED = 0x0800;

  private final VirtualRegisters registers;
  private final VirtualEeprom eeprom;
  private final VirtualTimer reading;
  private boolean unread;

  VirtualEepromPort(VirtualRegisters registers, Consumer<EthernetIo> driver, GuestTimers timers) {
    this.registers = registers;
    eeprom =
        new VirtualEeprom(index -> driver.accept(new EthernetIo.EepromWrite(index, word(index))));
    reading = new VirtualTimer(timers, this::finish);
  }

  private int word(int index) {
    return eeprom.word(index);
  }

  void begin(List<Integer> image, int eerd) {
    eeprom.begin(image);
    registers.set(I82540emRegisters.EECD, Eecd.FWE_DISABLED);
    registers.set(I82540emRegisters.EERD, eerd);
    unread = false;
  }

  List<Integer> end() {
    reset();
    return eeprom.image();
  }

  /** True while the guest drives the wires, or has not fetched what it asked EERD for. */
  boolean isBusy() {
    return unread || registers.isSet(I82540emRegisters.EECD, Eecd.REQ);
  }

  int readEecd() {
    int value = registers.get(I82540emRegisters.EECD) & KEPT | Eecd.PRES;
    value = Bits.with(value, Eecd.GNT, Bits.isSet(value, Eecd.REQ));
    return Bits.with(value, Eecd.DO, eeprom.dataOut());
  }

  /** Without the grant the part is not selected. */
  void writeEecd(int value) {
    registers.set(I82540emRegisters.EECD, value & KEPT);
    boolean granted = Bits.isSet(value, Eecd.REQ);
    eeprom.drive(
        granted && Bits.isSet(value, Eecd.CS),
        granted && Bits.isSet(value, Eecd.SK),
        Bits.isSet(value, Eecd.DI));
  }

  int readEerd() {
    unread = reading.isRunning();
    return registers.get(I82540emRegisters.EERD);
  }

  void writeEerd(int value) {
    if (Bits.isSet(value, Eerd.START) && !reading.isRunning()) {
      registers.set(I82540emRegisters.EERD, value & (Eerd.ADDR | Eerd.START));
      unread = true;
      reading.start(READ_NANOS);
    }
  }

  private void finish() {
    int address = registers.get(I82540emRegisters.EERD) & Eerd.ADDR;
    int word = eeprom.word(address >>> Eerd.ADDR_SHIFT);
    registers.set(I82540emRegisters.EERD, word << Eerd.DATA_SHIFT | address | Eerd.DONE);
  }

  /**
   * What the chip loads after a reset: the address, and defaults of CTRL if the image is signed.
   */
  void load() {
    int control = eeprom.word(CONTROL_1);
    if ((control & SIGNATURE) == SIGNED) {
      int ctrl = registers.get(I82540emRegisters.CTRL);
      ctrl = Bits.with(ctrl, Ctrl.FD, Bits.isSet(control, FULL_DUPLEX));
      ctrl = Bits.with(ctrl, Ctrl.FRCSPD, Bits.isSet(control, FORCE_SPEED));
      registers.set(I82540emRegisters.CTRL, ctrl);
    }
    registers.set(I82540emRegisters.RAL, eeprom.word(1) << Short.SIZE | eeprom.word(0));
    registers.set(I82540emRegisters.RAH, Rah.AV | eeprom.word(2));
  }

  /** The chip is reset; the words stay. */
  void reset() {
    reading.stop();
    unread = false;
    eeprom.deselect();
  }
}
