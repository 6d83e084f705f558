package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.device.spec.i82540em.FlowControl;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;

/**
 * How full the chip's receive FIFO is, by its diagnostic pointers, which count words of eight bytes
 * in the part of the packet buffer that PBA gives to the receiver.
 *
 * @datasheet 82540EM 13.4.16, 13.8.1, 13.8.2, 13.8.5
 */
final class ReceiveFifo {
  private static final int KILOBYTES = 0x7f;
  private static final int WORDS_PER_KILOBYTE = 1024 / Long.BYTES;

  private final I82540emChip chip;

  ReceiveFifo(I82540emChip chip) {
    this.chip = chip;
  }

  private int bytes() {
    if (chip.read(I82540emRegisters.RDFPC) == 0) {
      return 0;
    }
    int words = (chip.read(I82540emRegisters.PBA) & KILOBYTES) * WORDS_PER_KILOBYTE;
    int used = chip.read(I82540emRegisters.RDFT) - chip.read(I82540emRegisters.RDFH);
    return (used > 0 ? used : used + words) * Long.BYTES;
  }

  /**
   * True if the chip may have asked the far end for silence, and will ask it to go on: that it was
   * filled up to FCRTH and has not emptied down to FCRTL since cannot be read, only that it is
   * above FCRTL (13.4.23, 13.4.24).
   */
  boolean mayWantSilence() {
    return (chip.read(I82540emRegisters.FCRTH) & FlowControl.THRESHOLD) != 0
        && bytes() > (chip.read(I82540emRegisters.FCRTL) & FlowControl.THRESHOLD);
  }
}
