package dev.sidestep.device.model.i82540em;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in byte arrays: descriptors are little-endian, what is on the wire is big-endian. */
final class Bytes {
  private static final VarHandle LITTLE_INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LITTLE_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG_SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle BIG_INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private Bytes() {}

  static int intLittle(byte[] data, int at) {
    return (int) LITTLE_INT.get(data, at);
  }

  static void setIntLittle(byte[] data, int at, int value) {
    LITTLE_INT.set(data, at, value);
  }

  static long longLittle(byte[] data, int at) {
    return (long) LITTLE_LONG.get(data, at);
  }

  static void setLongLittle(byte[] data, int at, long value) {
    LITTLE_LONG.set(data, at, value);
  }

  /** Zero-extended. */
  static int shortBig(byte[] data, int at) {
    return (short) BIG_SHORT.get(data, at) & 0xffff;
  }

  static void setShortBig(byte[] data, int at, int value) {
    BIG_SHORT.set(data, at, (short) value);
  }

  static int intBig(byte[] data, int at) {
    return (int) BIG_INT.get(data, at);
  }

  static void setIntBig(byte[] data, int at, int value) {
    BIG_INT.set(data, at, value);
  }
}
