package dev.sidestep.testkit.asm;

/** The part of the instruction set that an instruction belongs to. */
public enum Extension {
  /** RV64I base integer instructions. */
  I,
  /** Instruction fetch fence. */
  ZIFENCEI,
  /** CSR instructions. */
  ZICSR,
  /** Privileged instructions. */
  PRIVILEGED,
  /** Multiplication and division. */
  M,
  /** Atomics. */
  A,
  /** Single-precision floating point. */
  F,
  /** Double-precision floating point. */
  D,
  /** Compressed instructions. */
  C,
  /** Address generation. */
  ZBA,
  /** Basic bit manipulation. */
  ZBB,
  /** Single-bit instructions. */
  ZBS
}
