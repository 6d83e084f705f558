package dev.sidestep.device.model.am79c970a;

import dev.sidestep.device.spec.am79c970a.Csr;
import dev.sidestep.device.spec.am79c970a.DescriptorFlags;
import dev.sidestep.device.spec.am79c970a.Mode;

/** Which frames are taken. Datasheet: Address Matching. */
final class AddressFilter {
  /** Not taken. */
  static final int REJECTED = -1;

  private static final int ADDRESS_BYTES = 6;
  private static final int GROUP = 1;

  private final Registers registers;
  private final CheckSequence check = new CheckSequence();

  AddressFilter(Registers registers) {
    this.registers = registers;
  }

  /** Which of PAM, LAFM and BAM a frame has: 0 if only PROM takes it, or {@link #REJECTED}. */
  int judge(byte[] frame) {
    int match = match(frame);
    return match == 0 && !registers.hasCsr(Csr.MODE, Mode.PROM) ? REJECTED : match;
  }

  private int match(byte[] frame) {
    if (isBroadcast(frame)) {
      return registers.hasCsr(Csr.MODE, Mode.DRCVBC) ? 0 : DescriptorFlags.BAM;
    }
    if ((frame[0] & GROUP) != 0) {
      return matchesLogical(frame) ? DescriptorFlags.LAFM : 0;
    }
    boolean matches = !registers.hasCsr(Csr.MODE, Mode.DRCVPA) && matchesPhysical(frame);
    return matches ? DescriptorFlags.PAM : 0;
  }

  private static boolean isBroadcast(byte[] frame) {
    boolean ones = true;
    for (int i = 0; i < ADDRESS_BYTES; i++) {
      ones &= frame[i] == -1;
    }
    return ones;
  }

  private boolean matchesLogical(byte[] frame) {
    int hash = check.hash(frame, ADDRESS_BYTES);
    return registers.hasCsr(Csr.LADRF + hash / Short.SIZE, 1 << hash % Short.SIZE);
  }

  private boolean matchesPhysical(byte[] frame) {
    boolean same = true;
    for (int i = 0; i < ADDRESS_BYTES; i++) {
      int word = registers.csr(Csr.PADR + i / 2);
      same &= frame[i] == (byte) (word >>> (Byte.SIZE * (i & 1)));
    }
    return same;
  }
}
