package dev.sidestep.riscv;

/** Bits of {@code mstatus} and {@code sstatus} ({@code @riscv priv 3.1.6}). */
public final class Status {
  public static final long SIE = 1L << 1;
  public static final long MIE = 1L << 3;
  public static final long SPIE = 1L << 5;
  public static final long MPIE = 1L << 7;
  public static final long SPP = 1L << 8;
  public static final int MPP_SHIFT = 11;
  public static final long MPP = 3L << MPP_SHIFT;

  /** State of the floating-point unit: 0 off, 1 initial, 2 clean, 3 dirty. */
  public static final long FS = 3L << 13;

  public static final long MPRV = 1L << 17;
  public static final long SUM = 1L << 18;
  public static final long MXR = 1L << 19;
  public static final long TVM = 1L << 20;
  public static final long TW = 1L << 21;
  public static final long TSR = 1L << 22;

  /** Fixed: U and S mode are 64 bits wide. */
  static final long UXL_64 = 2L << 32;

  static final long SXL_64 = 2L << 34;

  /** Read-only summary: FS is dirty. */
  public static final long SD = 1L << 63;

  static final long M_WRITABLE =
      SIE | MIE | SPIE | MPIE | SPP | MPP | FS | MPRV | SUM | MXR | TVM | TW | TSR;
  static final long S_WRITABLE = SIE | SPIE | SPP | FS | SUM | MXR;

  private Status() {}
}
