package dev.sidestep.device.model.i82540em;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The Internet checksum (RFC 1071) over parts of a frame. A sum is the ones' complement sum of
 * big-endian 16-bit words, folded to 16 bits and not yet complemented; an odd last byte is padded
 * with zero.
 *
 * <p>The sum does not depend on the byte order in which it is computed, except for a final swap, so
 * eight bytes are added at a time.
 */
final class Checksum {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LOW = 0xffff_ffffL;

  private Checksum() {}

  /** The sum over {@code data[from..to)}; 0 if the range is empty. */
  static int sum(byte[] data, int from, int to) {
    long sum = 0;
    int position = from;
    for (; position + Long.BYTES <= to; position += Long.BYTES) {
      long bytes = (long) LONGS.get(data, position);
      sum += (bytes & LOW) + (bytes >>> Integer.SIZE);
    }
    for (int shift = 0; position < to; position++, shift += Byte.SIZE) {
      sum += (data[position] & 0xffL) << (shift & 0x1f);
    }
    int folded = fold(sum);
    return (folded & 0xff) << Byte.SIZE | folded >>> Byte.SIZE;
  }

  /** Two sums as one. */
  static int add(int sum, int other) {
    return fold((long) sum + other);
  }

  /** What is stored so that the sum over the range, this word included, becomes 0xffff. */
  static int complement(int sum) {
    return ~sum & 0xffff;
  }

  private static int fold(long sum) {
    long folded = (sum & LOW) + (sum >>> Integer.SIZE);
    folded = (folded & 0xffff) + (folded >>> Short.SIZE);
    folded = (folded & 0xffff) + (folded >>> Short.SIZE);
    return (int) ((folded & 0xffff) + (folded >>> Short.SIZE));
  }
}
