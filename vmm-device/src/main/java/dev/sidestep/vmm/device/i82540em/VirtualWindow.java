package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.base.Bits;
import dev.sidestep.base.RegisterWindow;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.platform.PciRegion;

/**
 * The two base address registers as accesses of any width reach them: registers are 32 bits wide; a
 * narrower read returns its part, a narrower write is ignored, one of 64 bits is two of 32, and one
 * that is not aligned reaches nothing (SDM 13.2).
 */
final class VirtualWindow implements RegisterWindow {
  private static final long IO = PciRegion.bar(2);

  private final VirtualDecoder decoder;
  private int ioAddress;

  VirtualWindow(VirtualDecoder decoder) {
    this.decoder = decoder;
  }

  int ioAddress() {
    return ioAddress;
  }

  void setIoAddress(int address) {
    ioAddress = address;
  }

  /** The offset in BAR 0 that an access at {@code offset} reaches in the end. */
  long resolve(long offset) {
    return offset == IO + I82540emRegisters.IODATA && isIoAddressGood() ? ioAddress : offset;
  }

  private boolean isIoAddressGood() {
    return ioAddress >= 0 && ioAddress < I82540emRegisters.SIZE_BYTES && (ioAddress & 3) == 0;
  }

  @Override
  public long read(long offset, int width) {
    if (width == Long.BYTES) {
      long low = read(offset, Integer.BYTES);
      return low | read(offset + Integer.BYTES, Integer.BYTES) << Integer.SIZE;
    }
    if (!isAligned(offset, width)) {
      return Bits.truncate(-1, width);
    }
    int shift = (int) (offset & 3) * Byte.SIZE;
    return Bits.truncate(Integer.toUnsignedLong(readWord(offset & ~3L)) >>> shift, width);
  }

  @Override
  public void write(long offset, int width, long value) {
    if (width == Long.BYTES) {
      write(offset, Integer.BYTES, value);
      write(offset + Integer.BYTES, Integer.BYTES, value >>> Integer.SIZE);
    } else if (width == Integer.BYTES && isAligned(offset, width)) {
      writeWord(offset, (int) value);
    }
  }

  private static boolean isAligned(long offset, int width) {
    return (offset & (width - 1)) == 0;
  }

  private int readWord(long offset) {
    long register = resolve(offset);
    if (register < I82540emRegisters.SIZE_BYTES) {
      return decoder.read((int) register);
    }
    return offset == IO + I82540emRegisters.IOADDR ? ioAddress : reserved(offset);
  }

  private static int reserved(long offset) {
    return offset >= IO && offset < IO + I82540emRegisters.IO_BYTES ? 0 : -1;
  }

  private void writeWord(long offset, int value) {
    long register = resolve(offset);
    if (register < I82540emRegisters.SIZE_BYTES) {
      decoder.write((int) register, value);
    } else if (offset == IO + I82540emRegisters.IOADDR) {
      ioAddress = value;
    }
  }
}
