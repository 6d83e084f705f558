package dev.sidestep.platform.soft;

import dev.sidestep.riscv.Csr;
import dev.sidestep.riscv.Hart;
import dev.sidestep.riscv.Interrupts;

/** What machine-mode software sets before a hart enters supervisor mode for the first time. */
final class MachineSetup {
  private static final int A0 = 10;
  private static final int A1 = 11;
  private static final int SUPERVISOR = 1;

  /** All exceptions but calls from S and M mode and those reserved or of machine mode. */
  private static final long DELEGATED_EXCEPTIONS = 0xb1ff;

  private static final long CYCLE_TIME_INSTRET = 7;
  private static final long MENVCFG_STCE_ADUE = 1L << 63 | 1L << 61;
  private static final long ALL_MEMORY_RWX = 0x1f; // NAPOT

  private MachineSetup() {}

  /** Delegates to supervisor mode what machine mode does not want, and opens all of memory. */
  static void delegate(Hart hart) {
    hart.setCsr(Csr.MEDELEG, DELEGATED_EXCEPTIONS);
    hart.setCsr(Csr.MIDELEG, Interrupts.SSIP | Interrupts.STIP | Interrupts.SEIP);
    hart.setCsr(Csr.MIE, Interrupts.MEIP | Interrupts.MSIP | Interrupts.MTIP);
    hart.setCsr(Csr.MCOUNTEREN, CYCLE_TIME_INSTRET);
    hart.setCsr(Csr.SCOUNTEREN, CYCLE_TIME_INSTRET); // Linux leaves it as it finds it
    hart.setCsr(Csr.MENVCFG, MENVCFG_STCE_ADUE);
    hart.setCsr(Csr.STIMECMP, -1);
    hart.setCsr(Csr.PMPADDR0, -1);
    hart.setCsr(Csr.PMPCFG0, ALL_MEMORY_RWX);
  }

  /**
   * Enters supervisor mode at {@code address} as the SBI says: paging and interrupts off, {@code
   * a0} the hart, {@code a1} whatever the caller wants.
   */
  static void enterSupervisor(Hart hart, long address, long opaque) {
    hart.setCsr(Csr.SATP, 0);
    hart.setCsr(Csr.SSTATUS, 0);
    hart.setX(A0, hart.id());
    hart.setX(A1, opaque);
    hart.setPrivilege(SUPERVISOR);
    hart.setPc(address);
    hart.requestTlbFlush();
    hart.requestInstructionFence();
  }
}
