package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.device.spec.Register;
import dev.sidestep.device.spec.RegisterAccess;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;

/**
 * What the registers of the virtual chip hold, one word at each offset of BAR 0 up to the last one
 * in the table. No side effects.
 */
final class VirtualRegisters {
  private static final int WORDS =
      Math.toIntExact(I82540emRegisters.TABLE.sizeBytes() / Integer.BYTES);
  private static final int[] RESET = new int[WORDS];
  private static final int[] WRITABLE = new int[WORDS];

  static {
    for (Register register : I82540emRegisters.TABLE) {
      int index = (int) register.offset() / Integer.BYTES;
      RESET[index] = (int) register.contents().resetValue();
      if (register.access() == RegisterAccess.RW) {
        WRITABLE[index] = (int) register.contents().writableMask();
      }
    }
  }

  private final int[] words = RESET.clone();

  /** True if there may be a register at {@code offset}. */
  static boolean covers(int offset) {
    return offset < WORDS * Integer.BYTES;
  }

  int get(int offset) {
    return words[offset / Integer.BYTES];
  }

  void set(int offset, int value) {
    words[offset / Integer.BYTES] = value;
  }

  boolean isSet(int offset, int mask) {
    return (get(offset) & mask) != 0;
  }

  /** Stores the bits of {@code value} that a write can change, and returns what is there now. */
  int write(int offset, int value) {
    int index = offset / Integer.BYTES;
    words[index] = words[index] & ~WRITABLE[index] | value & WRITABLE[index];
    return words[index];
  }

  /** All registers as after power-on. */
  void reset() {
    System.arraycopy(RESET, 0, words, 0, WORDS);
  }

  /**
   * All registers as after a reset that spares wake-up (SDM 13.4.1, 14.7).
   *
   * @param keepsAllocation PBA stays as well
   */
  void resetAllButWakeup(boolean keepsAllocation) {
    int allocation = get(I82540emRegisters.PBA);
    System.arraycopy(RESET, 0, words, 0, I82540emRegisters.WUC / Integer.BYTES);
    if (keepsAllocation) {
      set(I82540emRegisters.PBA, allocation);
    }
  }

  /** Sets all registers that are mode. */
  void load(I82540emMode mode) {
    for (int offset : ModeOffsets.ALL) {
      set(offset, mode.value(offset));
    }
  }

  /** All registers that are mode. */
  I82540emMode mode() {
    return I82540emMode.of(this::get);
  }
}
