package dev.sidestep.device.model.am79c970a;

import dev.sidestep.device.spec.am79c970a.DescriptorFlags;
import dev.sidestep.device.spec.am79c970a.SoftwareStyle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * One descriptor of a ring, in the form that all styles have in common: buffer, byte count, flags
 * as bits 31..16 of the wide form's second word, and a result. A flyweight.
 *
 * <p>Datasheet: Receive Descriptors, Transmit Descriptors.
 */
final class Descriptor {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int MOST_BYTES = 16;
  private static final int LONGEST = 4096;
  private static final int COUNT = 0xfff;
  private static final int NARROW_ADDRESS = 0xff_ffff;
  private static final int HIGH_BYTE = 0xff00_0000;

  private final Bus bus;
  private final byte[] bytes = new byte[MOST_BYTES];
  private SoftwareStyle style = SoftwareStyle.LANCE;
  private long address;
  private long buffer;
  private int count;
  private int flags;

  Descriptor(Bus bus) {
    this.bus = bus;
  }

  /**
   * Loads the descriptor at {@code at}.
   *
   * @param segment bits 31..24 of every address in the narrow style: those of the initialization
   *     block
   * @return false after a master abort
   */
  boolean load(long at, SoftwareStyle itsStyle, int segment) {
    address = at;
    style = itsStyle;
    if (!bus.read(at, bytes, 0, style.descriptorBytes())) {
      return false;
    }
    switch (style) {
      case LANCE -> decodeNarrow(segment);
      case PCNET_PCI -> decodeWide(0);
      case PCNET_PCI_II -> decodeWide(2 * Integer.BYTES);
    }
    return true;
  }

  private void decodeNarrow(int segment) {
    int first = (int) INT.get(bytes, 0);
    buffer = Integer.toUnsignedLong(first & NARROW_ADDRESS | segment & HIGH_BYTE);
    flags = first >>> Short.SIZE & 0xff00;
    count = lengthOf((short) SHORT.get(bytes, Integer.BYTES));
  }

  private void decodeWide(int addressAt) {
    buffer = Integer.toUnsignedLong((int) INT.get(bytes, addressAt));
    int second = (int) INT.get(bytes, Integer.BYTES);
    flags = second >>> Short.SIZE;
    count = lengthOf(second);
  }

  /** BCNT is a two's complement of 12 bits: 0 is 4096. */
  private static int lengthOf(int bcnt) {
    return LONGEST - (bcnt & COUNT);
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /** Bytes of the buffer, 1..4096. */
  int count() {
    return count;
  }

  long buffer() {
    return buffer;
  }

  /** Adds flags before it is given back. */
  void set(int more) {
    flags |= more;
  }

  void clear(int some) {
    flags &= ~some;
  }

  /**
   * Stores RMD2 or RMD3, and the bits of the wide form's word in the narrow one; before the
   * descriptor is given back.
   */
  boolean storeReceived(int length) {
    INT.set(bytes, 0, length & DescriptorFlags.MCNT);
    return style.isWide()
        ? bus.write(resultAt(), bytes, 0, Integer.BYTES)
        : bus.write(address + 6, bytes, 0, Short.BYTES);
  }

  /** Stores TMD2 or TMD3. */
  boolean storeSent(int result) {
    if (style.isWide()) {
      INT.set(bytes, 0, result);
      return bus.write(resultAt(), bytes, 0, Integer.BYTES);
    }
    SHORT.set(bytes, 0, (short) (result >>> Short.SIZE));
    return bus.write(address + 6, bytes, 0, Short.BYTES);
  }

  private long resultAt() {
    return style == SoftwareStyle.PCNET_PCI ? address + 2 * Integer.BYTES : address;
  }

  /** Gives it back to the host: its flags, without OWN. Last. */
  boolean giveBack() {
    int given = flags & ~DescriptorFlags.OWN;
    if (style.isWide()) {
      SHORT.set(bytes, 0, (short) given);
      return bus.write(address + 6, bytes, 0, Short.BYTES);
    }
    bytes[0] = (byte) (given >>> Byte.SIZE);
    return bus.write(address + 3, bytes, 0, 1);
  }
}
