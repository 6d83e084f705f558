package dev.sidestep.device.model.am79c970a;

import dev.sidestep.base.InterruptLine;
import dev.sidestep.device.spec.am79c970a.Csr;
import dev.sidestep.device.spec.am79c970a.Csr0;
import dev.sidestep.device.spec.am79c970a.Csr3;
import dev.sidestep.device.spec.am79c970a.Csr4;
import dev.sidestep.device.spec.am79c970a.Csr5;

/**
 * Causes, masks and the pin. In CSR4 a mask is right below its cause, but for UINT, which has none;
 * in CSR5 an enable is right below its cause. Datasheet: CSR0, CSR3, CSR4, CSR5.
 */
final class Interrupts {
  private static final int MASKED_OF_CSR4 = Csr4.CAUSES & ~Csr4.UINT;

  private final Registers registers;
  private final InterruptLine pin;

  Interrupts(Registers registers, InterruptLine pin) {
    this.registers = registers;
    this.pin = pin;
  }

  /** Sets causes of CSR0. */
  void raise(int causes) {
    registers.setCsr(Csr.STATUS, registers.csr(Csr.STATUS) | causes);
    update();
  }

  /** Sets causes of CSR4. */
  void raiseFeature(int causes) {
    registers.setCsr(Csr.FEATURES, registers.csr(Csr.FEATURES) | causes);
    update();
  }

  /** The bus has failed. */
  void raiseSystem() {
    registers.setCsr(Csr.EXTENDED, registers.csr(Csr.EXTENDED) | Csr5.SINT);
    update();
  }

  /** CSR0 as it reads, with the two bits that sum up others. */
  int readStatus() {
    int status = registers.csr(Csr.STATUS);
    int sum = (status & Csr0.ERRORS) != 0 ? Csr0.ERR : 0;
    return status | sum | (isPending() ? Csr0.INTR : 0);
  }

  private boolean isPending() {
    int status = registers.csr(Csr.STATUS) & Csr3.MASKS & ~registers.csr(Csr.MASKS);
    int features = registers.csr(Csr.FEATURES);
    int masks = features << 1;
    int extended = registers.csr(Csr.EXTENDED);
    return status != 0
        || (features & MASKED_OF_CSR4 & ~masks) != 0
        || (features & Csr4.UINT) != 0
        || (extended & Csr5.CAUSES & extended << 1) != 0;
  }

  /** Drives the pin. */
  void update() {
    pin.set(isPending() && registers.hasCsr(Csr.STATUS, Csr0.IENA));
  }
}
