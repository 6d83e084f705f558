package dev.sidestep.riscv;

/**
 * Who fills the TLB after a miss: the hardware walker of the privileged specification, or software
 * in machine mode, as on the Alpha (PALcode) and as the monitor does ({@code refill} style).
 */
@FunctionalInterface
public interface TlbFill {
  /**
   * Resolves a miss at {@code virtualAddress} (any byte of the page) and fills in {@code answer}.
   * Runs on the hart's thread, between two instructions or inside a load, store or fetch.
   *
   * @param privilege effective privilege of the access (0 user, 1 supervisor, 3 machine), with
   *     {@code mstatus.MPRV} already applied
   */
  void translate(
      Hart hart, long virtualAddress, AccessKind kind, int privilege, Translation answer);
}
