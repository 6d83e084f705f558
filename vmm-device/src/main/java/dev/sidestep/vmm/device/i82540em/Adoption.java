package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.base.MemoryWindow;
import dev.sidestep.device.spec.i82540em.Delay;
import dev.sidestep.device.spec.i82540em.Eerd;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Icr;
import dev.sidestep.device.spec.i82540em.Mdic;
import dev.sidestep.device.spec.i82540em.Tctl;
import dev.sidestep.vmm.device.i82540em.I82540emHandover.IdleRegisters;
import dev.sidestep.vmm.device.i82540em.I82540emHandover.Interrupts;
import dev.sidestep.vmm.device.i82540em.I82540emHandover.Rings;
import dev.sidestep.vmm.device.i82540em.I82540emHandover.TransmitContexts;

/** Takes everything that the guest is owed out of a chip and leaves it stopped. */
final class Adoption {
  private final I82540emChip chip;
  private final PauseControl pause;
  private final RingSurveyor surveyor;
  private final EepromPort eeprom;

  Adoption(I82540emChip chip, PauseControl pause, EepromPort eeprom, MemoryWindow guestMemory) {
    this.chip = chip;
    this.pause = pause;
    this.eeprom = eeprom;
    surveyor = new RingSurveyor(chip, guestMemory);
  }

  /** True if nobody is in the middle of an access to PHY or EEPROM (13.4.3, 13.4.4, 13.4.7). */
  boolean isBetweenSequences() {
    return I82540emStateMachine.TABLE.isStart(startState());
  }

  /** The state of the guest's I/O sequences that the chip itself tells. */
  String startState() {
    int eerd = chip.read(I82540emRegisters.EERD);
    if ((eerd & Eerd.START) != 0 && (eerd & Eerd.DONE) == 0) {
      return I82540emStateMachine.EEPROM_WORD;
    }
    if (!chip.has(I82540emRegisters.MDIC, Mdic.R)) {
      return I82540emStateMachine.PHY;
    }
    return I82540emStateMachine.stateFor(
        chip.read(I82540emRegisters.RCTL),
        chip.read(I82540emRegisters.TCTL),
        chip.read(I82540emRegisters.EECD));
  }

  /**
   * True if no packet and no frame is half in the guest's memory and half in the chip, and what the
   * chip remembers is known or may stay in it.
   */
  boolean isBetweenPackets() {
    return surveyor.isTransmitAtBoundary()
        && surveyor.isReceiveAtBoundary()
        && surveyor.isSegmentationKnown();
  }

  /** Stops the chip and reads what is to be read. */
  I82540emHandover take() {
    // 1. No interrupt from here on (13.4.20, 13.4.21).
    int mask = chip.mask();
    chip.setMask(0);
    // 2. What the chip holds back for the sake of RDTR is reported now, its cause is set (13.4.30).
    int delay = chip.read(I82540emRegisters.RDTR);
    if (delay != 0) {
      chip.write(I82540emRegisters.RDTR, delay | Delay.FPD);
    }
    // 3. Both halves stop behind what is in progress; their FIFOs keep what they have (13.4.22,
    //    13.4.33). Then heads are exact.
    I82540emMode mode = I82540emMode.of(this::guestValue);
    chip.stopTransmitter();
    chip.stopReceiver();
    // 4. The causes that the guest has not read; this read clears them (13.4.17).
    boolean delayed = surveyor.completeTransmit();
    int owed = chip.takeCauses();
    if (delayed && mode.value(I82540emRegisters.TIDV) != 0) {
      // Whether the timer runs cannot be read: an interrupt too early does no harm (13.4.41).
      owed |= Icr.TXDW;
    }
    // 5. The rings, and the contexts that cannot be read back (3.3.6, 13.4.28, 13.4.39).
    Rings rings = surveyor.rings();
    TransmitContexts contexts = surveyor.contexts();
    return new I82540emHandover(
        mode,
        rings,
        contexts,
        new Interrupts(owed, mask),
        chip.read(I82540emRegisters.STATUS),
        eeprom.readAll(),
        new IdleRegisters(
            chip.read(I82540emRegisters.MDIC),
            chip.read(I82540emRegisters.EERD),
            chip.readIoAddress()));
  }

  /** What the guest believes that the register at {@code offset} holds. */
  private int guestValue(int offset) {
    return switch (offset) {
      case I82540emRegisters.FCTTV -> pause.guestTimer();
      case I82540emRegisters.TCTL -> chip.read(offset) & ~Tctl.SWXOFF;
      case I82540emRegisters.RDTR -> chip.read(offset) & ~Delay.FPD;
      default -> chip.read(offset);
    };
  }
}
