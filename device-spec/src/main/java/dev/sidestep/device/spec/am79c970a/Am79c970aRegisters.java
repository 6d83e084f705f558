package dev.sidestep.device.spec.am79c970a;

import dev.sidestep.device.spec.RegisterTable;

/**
 * The window of the Am79C970A, 32 bytes of I/O and the same of memory, and what is behind it:
 * control and status registers (CSR) through RAP and RDP, bus configuration registers (BCR) through
 * RAP and BDP. All are 16 bits wide, but for {@link #APROM}'s bytes.
 *
 * <p>Datasheet: I/O Resources.
 */
public final class Am79c970aRegisters {
  /** Bytes of the window. */
  public static final int SIZE_BYTES = 32;

  /** 16 bytes of the address PROM. */
  public static final int APROM = 0x00;

  /** Bytes of {@link #APROM}. */
  public static final int APROM_BYTES = 16;

  /** Register data port, in both modes. */
  public static final int RDP = 0x10;

  /** Register address port in word mode. */
  public static final int WIO_RAP = 0x12;

  /** A read resets the chip; word mode. */
  public static final int WIO_RESET = 0x14;

  /** Bus configuration register data port in word mode. */
  public static final int WIO_BDP = 0x16;

  /** Register address port in double word mode. */
  public static final int DWIO_RAP = 0x14;

  /** A read resets the chip; double word mode. */
  public static final int DWIO_RESET = 0x18;

  /** Bus configuration register data port in double word mode. */
  public static final int DWIO_BDP = 0x1c;

  /** The part that {@link Csr#CHIP_ID_LOWER} and its other half name, version 0. */
  public static final int CHIP_ID = 0x0262_1003;

  /** Every register, at its place in word mode. */
  public static final RegisterTable TABLE = Am79c970aTable.create();

  private Am79c970aRegisters() {}
}
