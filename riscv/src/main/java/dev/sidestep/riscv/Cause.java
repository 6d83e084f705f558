package dev.sidestep.riscv;

/** Exception codes of {@code mcause} and {@code scause} ({@code @riscv priv 3.1.15}). */
public final class Cause {
  public static final int FETCH_MISALIGNED = 0;
  public static final int FETCH_ACCESS = 1;
  public static final int ILLEGAL_INSTRUCTION = 2;
  public static final int BREAKPOINT = 3;
  public static final int LOAD_MISALIGNED = 4;
  public static final int LOAD_ACCESS = 5;
  public static final int STORE_MISALIGNED = 6;
  public static final int STORE_ACCESS = 7;

  /** Environment call from U mode; 9 is from S mode, 11 from M mode. */
  public static final int ECALL_FROM_U = 8;

  public static final int ECALL_FROM_S = 9;
  public static final int ECALL_FROM_M = 11;
  public static final int FETCH_PAGE = 12;
  public static final int LOAD_PAGE = 13;
  public static final int STORE_PAGE = 15;

  /** Set in the cause of an interrupt. */
  public static final long INTERRUPT = 1L << 63;

  private Cause() {}
}
