package dev.sidestep.device.model.i82540em;

import dev.sidestep.device.spec.Register;
import dev.sidestep.device.spec.RegisterAccess;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.StatisticsRegisters;

/** What an access does to a register that does nothing else: the table, by offset. */
final class RegisterRules {
  private static final int[] WRITABLE = new int[RegisterFile.WORDS];
  private static final int[] CLEARABLE = new int[RegisterFile.WORDS];

  static {
    for (Register register : I82540emRegisters.TABLE) {
      int index = (int) register.offset() / Integer.BYTES;
      int mask = (int) register.contents().writableMask();
      if (register.access() == RegisterAccess.RW) {
        WRITABLE[index] = mask;
      } else if (register.access() == RegisterAccess.W1C) {
        CLEARABLE[index] = mask;
      }
    }
  }

  private RegisterRules() {}

  /** True if {@code offset} is within the registers that have a place in the file. */
  static boolean isInFile(int offset) {
    return offset < RegisterFile.WORDS * Integer.BYTES;
  }

  /** True if {@code offset} is that of a statistics register. */
  static boolean isStatistic(int offset) {
    return offset >= StatisticsRegisters.FIRST && offset < StatisticsRegisters.END;
  }

  /** What {@code offset} holds after {@code written} was written over {@code before}. */
  static int afterWrite(int offset, int before, int written) {
    int index = offset / Integer.BYTES;
    int stored = before & ~WRITABLE[index] | written & WRITABLE[index];
    return stored & ~(written & CLEARABLE[index]);
  }
}
