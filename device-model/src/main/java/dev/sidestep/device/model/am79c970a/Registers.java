package dev.sidestep.device.model.am79c970a;

import dev.sidestep.device.spec.Register;
import dev.sidestep.device.spec.RegisterAccess;
import dev.sidestep.device.spec.am79c970a.Am79c970aRegisters;
import dev.sidestep.device.spec.am79c970a.Bcr;
import dev.sidestep.device.spec.am79c970a.Csr;
import dev.sidestep.device.spec.am79c970a.SoftwareStyle;
import java.util.Arrays;
import java.util.List;

/** What control and bus registers hold, 16 bits each. No side effects. */
final class Registers {
  /** Rings and their counters outlive every reset ("unaffected by H_RESET, S_RESET or STOP"). */
  private static final int FIRST_RING = Csr.IADR_ALIAS + 2;

  private static final int LAST_RING = Csr.XMTRL;
  private static final int[] CSR_RESET = new int[Csr.COUNT];
  private static final int[] CSR_WRITABLE = new int[Csr.COUNT];
  private static final int[] BCR_RESET = new int[Bcr.COUNT];
  private static final int[] BCR_WRITABLE = new int[Bcr.COUNT];

  static {
    for (Register register : Am79c970aRegisters.TABLE) {
      String name = register.name();
      if (name.startsWith("CSR")) {
        learn(register, CSR_RESET, CSR_WRITABLE);
      } else if (name.startsWith("BCR")) {
        learn(register, BCR_RESET, BCR_WRITABLE);
      }
    }
  }

  private final int[] csr = CSR_RESET.clone();
  private final int[] bcr = BCR_RESET.clone();

  private static void learn(Register register, int[] reset, int[] writable) {
    int number = Integer.parseInt(register.name().substring(3));
    reset[number] = (int) register.contents().resetValue();
    if (register.access() != RegisterAccess.RO) {
      writable[number] = (int) register.contents().writableMask();
    }
  }

  int csr(int number) {
    return csr[number];
  }

  void setCsr(int number, int value) {
    csr[number] = value & 0xffff;
  }

  boolean hasCsr(int number, int mask) {
    return (csr[number] & mask) != 0;
  }

  /** Stores what a write can change. */
  void writeCsr(int number, int value) {
    csr[number] = csr[number] & ~CSR_WRITABLE[number] | value & CSR_WRITABLE[number];
  }

  int bcr(int number) {
    return bcr[number];
  }

  boolean hasBcr(int number, int mask) {
    return (bcr[number] & mask) != 0;
  }

  void setBcr(int number, int value) {
    bcr[number] = value & 0xffff;
  }

  /** Stores what a write can change. */
  void writeBcr(int number, int value) {
    bcr[number] = bcr[number] & ~BCR_WRITABLE[number] | value & BCR_WRITABLE[number];
  }

  /** A pair of registers, the first one low. */
  int pair(int number) {
    return csr[number] | csr[number + 1] << Short.SIZE;
  }

  void setPair(int number, int value) {
    setCsr(number, value);
    setCsr(number + 1, value >>> Short.SIZE);
  }

  SoftwareStyle style() {
    return SoftwareStyle.of(bcr[Bcr.SOFTWARE_STYLE] & Bcr.SWSTYLE);
  }

  /** S_RESET: control registers, but for those of the rings; bus registers stay. */
  void softwareReset() {
    for (int number = 0; number < Csr.COUNT; number++) {
      if (number < FIRST_RING || number > LAST_RING) {
        csr[number] = CSR_RESET[number];
      }
    }
  }

  /** H_RESET: bus registers too. */
  void hardwareReset() {
    softwareReset();
    System.arraycopy(BCR_RESET, 0, bcr, 0, bcr.length);
  }

  /** Both files, control registers first. */
  List<Integer> values() {
    int[] all = Arrays.copyOf(csr, csr.length + bcr.length);
    System.arraycopy(bcr, 0, all, csr.length, bcr.length);
    return Arrays.stream(all).boxed().toList();
  }

  void restore(List<Integer> values) {
    for (int i = 0; i < csr.length + bcr.length; i++) {
      int value = values.get(i);
      if (i < csr.length) {
        csr[i] = value;
      } else {
        bcr[i - csr.length] = value;
      }
    }
  }
}
