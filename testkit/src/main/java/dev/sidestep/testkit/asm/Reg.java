package dev.sidestep.testkit.asm;

/**
 * An integer register, by ABI name, in order of number.
 *
 * @riscv unpriv 25 (assembly programmer's handbook)
 */
@SuppressWarnings("EnumOrdinal") // the order of the constants is the register number
public enum Reg {
  /** x0. */
  ZERO,
  /** x1. */
  RA,
  /** x2. */
  SP,
  /** x3. */
  GP,
  /** x4. */
  TP,
  /** x5. */
  T0,
  /** x6. */
  T1,
  /** x7. */
  T2,
  /** x8. */
  S0,
  /** x9. */
  S1,
  /** x10. */
  A0,
  /** x11. */
  A1,
  /** x12. */
  A2,
  /** x13. */
  A3,
  /** x14. */
  A4,
  /** x15. */
  A5,
  /** x16. */
  A6,
  /** x17. */
  A7,
  /** x18. */
  S2,
  /** x19. */
  S3,
  /** x20. */
  S4,
  /** x21. */
  S5,
  /** x22. */
  S6,
  /** x23. */
  S7,
  /** x24. */
  S8,
  /** x25. */
  S9,
  /** x26. */
  S10,
  /** x27. */
  S11,
  /** x28. */
  T3,
  /** x29. */
  T4,
  /** x30. */
  T5,
  /** x31. */
  T6;

  /** 0..31. */
  public int number() {
    return ordinal();
  }
}
