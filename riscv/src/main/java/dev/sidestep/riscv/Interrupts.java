package dev.sidestep.riscv;

/** Bits of {@code mip} and {@code mie} ({@code @riscv priv 3.1.9}). */
public final class Interrupts {
  public static final int SSIP = 1 << 1;
  public static final int MSIP = 1 << 3;
  public static final int STIP = 1 << 5;
  public static final int MTIP = 1 << 7;
  public static final int SEIP = 1 << 9;
  public static final int MEIP = 1 << 11;

  /** The part of {@code mip.SEIP} that software writes; the wire is {@link #SEIP}. */
  static final int SEIP_BY_SOFTWARE = 1 << 16;

  static final int S_LEVEL = SSIP | STIP | SEIP;
  static final int ALL = S_LEVEL | MSIP | MTIP | MEIP;

  /** In falling priority: MEI, MSI, MTI, SEI, SSI, STI. */
  private static final int[] BY_PRIORITY = {11, 3, 7, 9, 1, 5};

  private Interrupts() {}

  /** The code of the most urgent of the {@code pending} bits, of which at least one is set. */
  static int mostUrgent(long pending) {
    for (int code : BY_PRIORITY) {
      if ((pending >>> code & 1) != 0) {
        return code;
      }
    }
    throw new IllegalArgumentException("No interrupt is pending.");
  }
}
