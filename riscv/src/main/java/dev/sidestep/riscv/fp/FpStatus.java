package dev.sidestep.riscv.fp;

/**
 * The accrued exception flags of one hart, {@code fflags}.
 *
 * <p>Every operation of this package ORs the flags it raises into the status it is given and never
 * clears one; only the guest does, by writing the CSR. Not thread-safe: a status belongs to the
 * thread of its hart.
 *
 * @riscv F 20.2
 */
public final class FpStatus {
  /** Inexact: the result was rounded. */
  public static final int NX = 1;

  /** Underflow: the result was inexact and, after rounding, tiny. */
  public static final int UF = 2;

  /** Overflow: the rounded result exceeded the largest finite number. */
  public static final int OF = 4;

  /** Division of a finite nonzero number by zero. */
  public static final int DZ = 8;

  /** Invalid operation: there is no meaningful result. */
  public static final int NV = 16;

  /**
   * The flags, bits 4..0 as in {@code fflags}.
   *
   * <p>Public and mutable, against the habit of this code base: translated code tests and sets it
   * once per guest instruction, from another package, and the CSR file reads and writes it as a
   * plain register.
   */
  public int flags;

  /** Creates a status with no flag raised, the state after reset. */
  public FpStatus() {}

  /** ORs {@code raised} into the flags. */
  void raise(int raised) {
    flags |= raised;
  }

  boolean isInexact() {
    return (flags & NX) != 0;
  }
}
