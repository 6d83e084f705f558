package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.device.spec.i82540em.Eerd;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Icr;
import dev.sidestep.device.spec.i82540em.Tctl;
import dev.sidestep.platform.DmaWindow;
import dev.sidestep.platform.Owner;
import dev.sidestep.vmm.device.i82540em.I82540emHandover.IdleRegisters;
import dev.sidestep.vmm.device.i82540em.I82540emHandover.Rings;
import java.util.List;

/** Gives a chip the state that the guest believes it has. */
final class HandBack {
  /** Causes that come from the driver's own rings, or concern only those. */
  private static final int OWN_CAUSES =
      Icr.TXDW | Icr.TXQE | Icr.TXD_LOW | Icr.RXT0 | Icr.RXDMT0 | Icr.SRPD | Icr.MDAC;

  private final I82540emChip chip;
  private final DmaWindow dma;
  private final HardwareMode hardware;

  HandBack(I82540emChip chip, DmaWindow dma, HardwareMode hardware) {
    this.chip = chip;
    this.dma = dma;
    this.hardware = hardware;
  }

  /** Causes that are the guest's, among those that the chip has reported to the driver. */
  static int guestCauses(int causes) {
    return causes & ~OWN_CAUSES;
  }

  /** Puts the guest's contexts into the transmitter, which fetches them at once (3.3.6). */
  void restoreContexts(OwnTransmitRing ring, I82540emHandover.TransmitContexts wanted) {
    List<Descriptor> contexts = ring.contexts().differing(wanted);
    if (contexts.isEmpty()) {
      return;
    }
    int tctl = chip.read(I82540emRegisters.TCTL);
    chip.write(I82540emRegisters.TCTL, tctl | Tctl.EN);
    chip.masteringBus(() -> ring.sendContexts(contexts));
    chip.write(I82540emRegisters.TCTL, tctl);
  }

  /** The chip is masked, its own rings are empty, and PAUSE is not asked for any more. */
  void give(I82540emHandover state) {
    // 1. Both halves stop; FIFOs keep what they have (13.4.22, 13.4.33).
    chip.stopTransmitter();
    chip.stopReceiver();
    // 2. What happened since the last interrupt is the guest's.
    int owed = state.interrupts().owed() | guestCauses(chip.takeCauses());
    // 3. No ring is armed: nothing of the monitor is reached any more, and of the guest not yet.
    disarm();
    dma.admit(Owner.GUEST);
    // 4. Mode; EN stays 0.
    hardware.giveBack(state.mode());
    // 5. Heads, while the halves are stopped (13.4.28, 13.4.39), then tails.
    giveRings(state.rings());
    giveIdle(state.registers());
    // 6. The causes that the guest has not read, then its mask: what is enabled interrupts now
    //    (13.4.19, 13.4.20).
    chip.raise(owed);
    chip.setMask(state.interrupts().mask());
    // 7. What is in the FIFOs goes on its way, through the guest's rings.
    writeIfEnabled(I82540emRegisters.RCTL, state.mode().isReceiveEnabled(), state.mode());
    writeIfEnabled(I82540emRegisters.TCTL, state.mode().isTransmitEnabled(), state.mode());
  }

  private void disarm() {
    for (int offset :
        new int[] {
          I82540emRegisters.RDH, I82540emRegisters.RDT, I82540emRegisters.TDH, I82540emRegisters.TDT
        }) {
      chip.write(offset, 0);
    }
  }

  private void giveRings(Rings rings) {
    chip.write(I82540emRegisters.RDH, rings.receiveHead());
    chip.write(I82540emRegisters.RDT, rings.receiveTail());
    chip.write(I82540emRegisters.TDH, rings.transmitHead());
    chip.write(I82540emRegisters.TDT, rings.transmitTail());
  }

  /** The PHY was reached by MDIC, which therefore is as the guest left it. */
  private void giveIdle(IdleRegisters registers) {
    if (chip.readIoAddress() != registers.ioAddress()) {
      chip.writeIoAddress(registers.ioAddress());
    }
    if (chip.read(I82540emRegisters.EERD) != registers.eerd()) {
      // DONE and the word come back as they came first: by reading it (13.4.4).
      boolean wasRead = (registers.eerd() & Eerd.DONE) != 0;
      chip.write(I82540emRegisters.EERD, registers.eerd() & Eerd.ADDR | (wasRead ? Eerd.START : 0));
    }
  }

  private void writeIfEnabled(int offset, boolean enabled, I82540emMode mode) {
    if (enabled) {
      chip.write(offset, mode.value(offset));
    }
  }
}
