package dev.sidestep.riscv;

/**
 * The one accessor of off-heap memory: guest RAM and TLB tables, by host address.
 *
 * <p>Guest data goes through the opaque methods, so that the host compiler neither merges nor
 * hoists what another hart or device may change ({@code @riscv unpriv 17}, RVWMO); the {@code
 * plain} ones are for tables that one thread owns. Any alignment is accepted, except by the atomic
 * methods. No address is checked: callers pass only what a {@link Ram} or {@link Tlb} gave them.
 *
 * <p>Uses the JDK's internal Unsafe where {@code java.base/jdk.internal.misc} is exported to this
 * module, and otherwise {@link SegmentMemory}, which is about twice as slow, and says so.
 */
public final class HostMemory {
  private static final boolean INTERNAL = isInternalExported();

  private HostMemory() {}

  /** True if the fast implementation is in use. */
  public static boolean isFast() {
    return INTERNAL;
  }

  private static boolean isInternalExported() {
    try {
      return InternalMemory.U.addressSize() == Long.BYTES;
    } catch (IllegalAccessError | NoClassDefFoundError e) {
      System.getLogger(HostMemory.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "Guest memory uses the slower MemorySegment accessors, because java.base does not"
                  + " export jdk.internal.misc; start Java with --add-exports"
                  + " java.base/jdk.internal.misc=dev.sidestep.riscv.");
      return false;
    }
  }

  /** The byte at {@code address}, sign-extended. */
  public static byte getByte(long address) {
    return INTERNAL
        ? InternalMemory.U.getByteOpaque(null, address)
        : SegmentMemory.getByte(address);
  }

  /** The little-endian 16 bits at {@code address}. */
  public static short getShort(long address) {
    return INTERNAL
        ? InternalMemory.U.getShortOpaque(null, address)
        : SegmentMemory.getShort(address);
  }

  /** The little-endian 32 bits at {@code address}. */
  public static int getInt(long address) {
    return INTERNAL ? InternalMemory.U.getIntOpaque(null, address) : SegmentMemory.getInt(address);
  }

  /** The little-endian 64 bits at {@code address}. */
  public static long getLong(long address) {
    return INTERNAL
        ? InternalMemory.U.getLongOpaque(null, address)
        : SegmentMemory.getLong(address);
  }

  /** Stores a byte. */
  public static void putByte(long address, byte value) {
    if (INTERNAL) {
      InternalMemory.U.putByteOpaque(null, address, value);
    } else {
      SegmentMemory.putByte(address, value);
    }
  }

  /** Stores 16 bits. */
  public static void putShort(long address, short value) {
    if (INTERNAL) {
      InternalMemory.U.putShortOpaque(null, address, value);
    } else {
      SegmentMemory.putShort(address, value);
    }
  }

  /** Stores 32 bits. */
  public static void putInt(long address, int value) {
    if (INTERNAL) {
      InternalMemory.U.putIntOpaque(null, address, value);
    } else {
      SegmentMemory.putInt(address, value);
    }
  }

  /** Stores 64 bits. */
  public static void putLong(long address, long value) {
    if (INTERNAL) {
      InternalMemory.U.putLongOpaque(null, address, value);
    } else {
      SegmentMemory.putLong(address, value);
    }
  }

  /** 64 bits of a table that the calling thread owns. */
  public static long getPlain(long address) {
    return INTERNAL ? InternalMemory.U.getLong(address) : SegmentMemory.getLong(address);
  }

  /** Stores 64 bits into a table that the calling thread owns. */
  public static void putPlain(long address, long value) {
    if (INTERNAL) {
      InternalMemory.U.putLong(address, value);
    } else {
      SegmentMemory.putLong(address, value);
    }
  }

  /** Reads 1, 2, 4 or 8 bytes, zero-extended. */
  public static long read(long address, int width) {
    return switch (width) {
      case 1 -> getByte(address) & 0xffL;
      case 2 -> getShort(address) & 0xffffL;
      case 4 -> getInt(address) & 0xffff_ffffL;
      default -> getLong(address);
    };
  }

  /** Writes the low 1, 2, 4 or 8 bytes of {@code value}. */
  public static void write(long address, int width, long value) {
    switch (width) {
      case 1 -> putByte(address, (byte) value);
      case 2 -> putShort(address, (short) value);
      case 4 -> putInt(address, (int) value);
      default -> putLong(address, value);
    }
  }

  /** Atomically replaces aligned 32 bits; sequentially consistent. */
  public static boolean compareAndSetInt(long address, int expected, int value) {
    return INTERNAL
        ? InternalMemory.U.compareAndSetInt(null, address, expected, value)
        : SegmentMemory.compareAndSetInt(address, expected, value);
  }

  /** Atomically replaces aligned 64 bits; sequentially consistent. */
  public static boolean compareAndSetLong(long address, long expected, long value) {
    return INTERNAL
        ? InternalMemory.U.compareAndSetLong(null, address, expected, value)
        : SegmentMemory.compareAndSetLong(address, expected, value);
  }

  /** Atomically adds to aligned 32 bits; the former value. */
  public static int getAndAddInt(long address, int delta) {
    return INTERNAL
        ? InternalMemory.U.getAndAddInt(null, address, delta)
        : SegmentMemory.getAndAddInt(address, delta);
  }

  /** Atomically adds to aligned 64 bits; the former value. */
  public static long getAndAddLong(long address, long delta) {
    return INTERNAL
        ? InternalMemory.U.getAndAddLong(null, address, delta)
        : SegmentMemory.getAndAddLong(address, delta);
  }

  /** Atomically exchanges aligned 32 bits; the former value. */
  public static int getAndSetInt(long address, int value) {
    return INTERNAL
        ? InternalMemory.U.getAndSetInt(null, address, value)
        : SegmentMemory.getAndSetInt(address, value);
  }

  /** Atomically exchanges aligned 64 bits; the former value. */
  public static long getAndSetLong(long address, long value) {
    return INTERNAL
        ? InternalMemory.U.getAndSetLong(null, address, value)
        : SegmentMemory.getAndSetLong(address, value);
  }
}
