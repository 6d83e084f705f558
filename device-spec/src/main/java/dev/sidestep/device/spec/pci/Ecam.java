package dev.sidestep.device.spec.pci;

/**
 * Enhanced Configuration Access Mechanism: configuration space in memory, 4096 bytes for each
 * function.
 *
 * <p>Datasheet: PCI Express Base 3.0, 7.2.2, table 7-1.
 */
public final class Ecam {
  /** Bytes of a function's page. */
  public static final int FUNCTION_BYTES = 4096;

  /** Devices on a bus. */
  public static final int DEVICES = 32;

  /** Functions of a device. */
  public static final int FUNCTIONS = 8;

  /** Bytes of a bus. */
  public static final long BUS_BYTES = (long) FUNCTION_BYTES * FUNCTIONS * DEVICES;

  private static final int FUNCTION_SHIFT = 12;
  private static final int DEVICE_SHIFT = 15;
  private static final int BUS_SHIFT = 20;

  private Ecam() {}

  /** Offset of a function's page from that of bus 0. */
  public static long offset(int bus, int device, int function) {
    return (long) bus << BUS_SHIFT
        | (long) device << DEVICE_SHIFT
        | (long) function << FUNCTION_SHIFT;
  }

  /** The bus that {@code offset} belongs to. */
  public static int bus(long offset) {
    return (int) (offset >>> BUS_SHIFT);
  }

  /** The device on that bus, 0..31. */
  public static int device(long offset) {
    return (int) (offset >>> DEVICE_SHIFT) & (DEVICES - 1);
  }

  /** The function of that device, 0..7. */
  public static int function(long offset) {
    return (int) (offset >>> FUNCTION_SHIFT) & (FUNCTIONS - 1);
  }

  /** The byte within the function's page. */
  public static int register(long offset) {
    return (int) offset & (FUNCTION_BYTES - 1);
  }
}
