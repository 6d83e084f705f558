package dev.sidestep.riscv;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/**
 * {@link HostMemory} by supported API: one segment over the whole address space. Unaligned accesses
 * are plain ones, for want of an opaque form.
 */
final class SegmentMemory {
  private static final MemorySegment ALL = everything();
  private static final VarHandle BYTE = JAVA_BYTE.varHandle();
  private static final VarHandle SHORT = JAVA_SHORT.varHandle();
  private static final VarHandle INT = JAVA_INT.varHandle();
  private static final VarHandle LONG = JAVA_LONG.varHandle();

  private SegmentMemory() {}

  // SAFETY: addresses come from live Ram and Tlb allocations only; see HostMemory.
  @SuppressWarnings("restricted") // reinterpret is what this class is for
  private static MemorySegment everything() {
    return MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
  }

  static byte getByte(long address) {
    return (byte) BYTE.getOpaque(ALL, address);
  }

  static short getShort(long address) {
    return (address & 1) == 0
        ? (short) SHORT.getOpaque(ALL, address)
        : ALL.get(JAVA_SHORT_UNALIGNED, address);
  }

  static int getInt(long address) {
    return (address & 3) == 0
        ? (int) INT.getOpaque(ALL, address)
        : ALL.get(JAVA_INT_UNALIGNED, address);
  }

  static long getLong(long address) {
    return (address & 7) == 0
        ? (long) LONG.getOpaque(ALL, address)
        : ALL.get(JAVA_LONG_UNALIGNED, address);
  }

  static void putByte(long address, byte value) {
    BYTE.setOpaque(ALL, address, value);
  }

  static void putShort(long address, short value) {
    if ((address & 1) == 0) {
      SHORT.setOpaque(ALL, address, value);
    } else {
      ALL.set(JAVA_SHORT_UNALIGNED, address, value);
    }
  }

  static void putInt(long address, int value) {
    if ((address & 3) == 0) {
      INT.setOpaque(ALL, address, value);
    } else {
      ALL.set(JAVA_INT_UNALIGNED, address, value);
    }
  }

  static void putLong(long address, long value) {
    if ((address & 7) == 0) {
      LONG.setOpaque(ALL, address, value);
    } else {
      ALL.set(JAVA_LONG_UNALIGNED, address, value);
    }
  }

  static boolean compareAndSetInt(long address, int expected, int value) {
    return INT.compareAndSet(ALL, address, expected, value);
  }

  static boolean compareAndSetLong(long address, long expected, long value) {
    return LONG.compareAndSet(ALL, address, expected, value);
  }

  static int getAndAddInt(long address, int delta) {
    return (int) INT.getAndAdd(ALL, address, delta);
  }

  static long getAndAddLong(long address, long delta) {
    return (long) LONG.getAndAdd(ALL, address, delta);
  }

  static int getAndSetInt(long address, int value) {
    return (int) INT.getAndSet(ALL, address, value);
  }

  static long getAndSetLong(long address, long value) {
    return (long) LONG.getAndSet(ALL, address, value);
  }
}
