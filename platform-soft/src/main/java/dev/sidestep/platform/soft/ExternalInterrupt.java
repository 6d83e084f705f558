package dev.sidestep.platform.soft;

import dev.sidestep.riscv.Interrupts;

/**
 * The supervisor external interrupt of a hart: the wire from the PLIC, or what machine-mode
 * software injects; the hart sees both as one ({@code @riscv priv 3.1.9}, {@code mip.SEIP}). Lock
 * held.
 */
final class ExternalInterrupt {
  private final Vcpu vcpu;
  private boolean wire;
  private boolean injected;

  ExternalInterrupt(Vcpu vcpu) {
    this.vcpu = vcpu;
  }

  /** Drives the wire from the PLIC. */
  void setWire(boolean asserted) {
    wire = asserted;
    vcpu.setPending(Interrupts.SEIP, wire || injected);
  }

  /** Injects, or withdraws, from machine mode. */
  void inject(boolean asserted) {
    injected = asserted;
    vcpu.setPending(Interrupts.SEIP, wire || injected);
  }
}
