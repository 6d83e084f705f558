package dev.sidestep.testkit.asm;

/**
 * A floating-point register, by ABI name, in order of number.
 *
 * @riscv unpriv 25 (assembly programmer's handbook)
 */
@SuppressWarnings("EnumOrdinal") // the order of the constants is the register number
public enum FReg {
  /** f0. */
  FT0,
  /** f1. */
  FT1,
  /** f2. */
  FT2,
  /** f3. */
  FT3,
  /** f4. */
  FT4,
  /** f5. */
  FT5,
  /** f6. */
  FT6,
  /** f7. */
  FT7,
  /** f8. */
  FS0,
  /** f9. */
  FS1,
  /** f10. */
  FA0,
  /** f11. */
  FA1,
  /** f12. */
  FA2,
  /** f13. */
  FA3,
  /** f14. */
  FA4,
  /** f15. */
  FA5,
  /** f16. */
  FA6,
  /** f17. */
  FA7,
  /** f18. */
  FS2,
  /** f19. */
  FS3,
  /** f20. */
  FS4,
  /** f21. */
  FS5,
  /** f22. */
  FS6,
  /** f23. */
  FS7,
  /** f24. */
  FS8,
  /** f25. */
  FS9,
  /** f26. */
  FS10,
  /** f27. */
  FS11,
  /** f28. */
  FT8,
  /** f29. */
  FT9,
  /** f30. */
  FT10,
  /** f31. */
  FT11;

  /** 0..31. */
  public int number() {
    return ordinal();
  }
}
