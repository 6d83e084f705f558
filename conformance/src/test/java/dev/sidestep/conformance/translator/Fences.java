package dev.sidestep.conformance.translator;

/** Sets of accesses that {@code fence} orders ({@code @riscv unpriv 2.7}). */
final class Fences {
  static final int R = 2;
  static final int W = 1;
  static final int RW = R | W;

  private Fences() {}
}
