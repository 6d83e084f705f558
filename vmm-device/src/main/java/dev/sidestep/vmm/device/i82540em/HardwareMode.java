package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Rctl;
import dev.sidestep.device.spec.i82540em.Tctl;

/**
 * The mode registers in the hardware, while the driver has it: as the guest set them, but for the
 * rings, the size of receive buffers and the delays, which are the driver's own. Interrupts are
 * delayed for the guest's sake by the virtual device, and once is enough.
 *
 * @datasheet 82540EM 13.4
 */
final class HardwareMode {
  private static final int[] OFFSETS = I82540emMode.offsets();

  private final I82540emChip chip;
  private final PauseControl pause;

  HardwareMode(I82540emChip chip, PauseControl pause) {
    this.chip = chip;
    this.pause = pause;
  }

  /** True if the register at {@code offset} is the driver's own while it drives the chip. */
  private static boolean isOwn(int offset) {
    return switch (offset) {
      case I82540emRegisters.RDBAL,
          I82540emRegisters.RDBAH,
          I82540emRegisters.RDLEN,
          I82540emRegisters.RDTR,
          I82540emRegisters.RADV,
          I82540emRegisters.RSRPD,
          I82540emRegisters.RXDCTL,
          I82540emRegisters.TDBAL,
          I82540emRegisters.TDBAH,
          I82540emRegisters.TDLEN,
          I82540emRegisters.TXDCTL,
          I82540emRegisters.ITR ->
          true;
      default -> false;
    };
  }

  /** Sets the driver's own delays: none (13.4.18, 13.4.30 to 13.4.32). */
  void setOwnDelays() {
    chip.write(I82540emRegisters.RDTR, 0);
    chip.write(I82540emRegisters.RADV, 0);
    chip.write(I82540emRegisters.RSRPD, 0);
    chip.write(I82540emRegisters.ITR, 0);
  }

  /** Lets both halves run as {@code mode} says, with the driver's buffers. */
  void enable(I82540emMode mode) {
    chip.write(
        I82540emRegisters.RCTL, OwnReceiveRing.withOwnBuffers(mode.value(I82540emRegisters.RCTL)));
    chip.write(I82540emRegisters.TCTL, mode.value(I82540emRegisters.TCTL) & ~Tctl.SWXOFF);
  }

  /**
   * Applies what has changed from {@code before} to {@code after}, in the order of {@code mode}.
   */
  void change(I82540emMode before, I82540emMode after) {
    for (int offset : OFFSETS) {
      int value = after.value(offset);
      if (value != before.value(offset) && !isOwn(offset)) {
        writeGuest(offset, value);
      }
    }
  }

  /** After a reset: makes every register as {@code mode} says that is not so by now. */
  void replay(I82540emMode mode) {
    for (int offset : OFFSETS) {
      if (!isOwn(offset)) {
        writeIfDifferent(offset, ownForm(offset, mode.value(offset)));
      }
    }
  }

  private void writeGuest(int offset, int value) {
    if (offset == I82540emRegisters.FCTTV) {
      pause.setGuestTimer(value);
    } else {
      chip.write(offset, ownForm(offset, value));
    }
  }

  private static int ownForm(int offset, int value) {
    return offset == I82540emRegisters.RCTL ? OwnReceiveRing.withOwnBuffers(value) : value;
  }

  private void writeIfDifferent(int offset, int value) {
    if (chip.read(offset) != value) {
      chip.write(offset, value);
    }
  }

  /** Gives back every register that is not as {@code mode} says, but leaves both halves stopped. */
  void giveBack(I82540emMode mode) {
    for (int offset : OFFSETS) {
      int enable =
          switch (offset) {
            case I82540emRegisters.RCTL -> Rctl.EN;
            case I82540emRegisters.TCTL -> Tctl.EN | Tctl.SWXOFF;
            default -> 0;
          };
      writeIfDifferent(offset, mode.value(offset) & ~enable);
    }
  }
}
