package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.base.MemoryWindow;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A copy of one ring entry, transmit or receive, that can be loaded, looked at and stored again: a
 * reusable object, so that rings are walked without allocation. All entries have 16 bytes.
 *
 * <p>The layouts (SDM 3.2.3, 3.3.3, 3.3.6, 3.3.7), by bit of the high quadword; the low one is a
 * buffer address, except in a context descriptor.
 *
 * <pre>
 *   receive          length 15:0   checksum 31:16           status 39:32   errors 47:40   special 63:48
 *   transmit legacy  length 15:0   CSO 23:16    CMD 31:24   status 35:32   CSS 47:40      special 63:48
 *   transmit data    length 19:0   DTYP 23:20   CMD 31:24   status 35:32   POPTS 47:40    special 63:48
 *   context          PAYLEN 19:0   DTYP 23:20   TUCMD 31:24 status 35:32   HDRLEN 47:40   MSS 63:48
 * </pre>
 *
 * @datasheet 82540EM 3.2.3, 3.3
 */
public final class RingDescriptor {
  /** Bytes of a descriptor. */
  public static final int BYTES = 16;

  /** Offset of the byte that holds DD. */
  public static final int STATUS_BYTE = 12;

  /** Status: descriptor done. */
  public static final int DD = 0x01;

  /** CMD: end of packet. */
  public static final int EOP = 0x01;

  /** CMD: insert the frame check sequence. */
  public static final int IFCS = 0x02;

  /** CMD, legacy: insert checksum. */
  public static final int IC = 0x04;

  /** CMD, data and context: TCP segmentation. */
  public static final int TSE = 0x04;

  /** CMD: report status, that is, write DD back. */
  public static final int RS = 0x08;

  /** CMD: an extended descriptor, not a legacy one. */
  public static final int DEXT = 0x20;

  /** CMD: insert a VLAN tag. */
  public static final int VLE = 0x40;

  /** CMD: delay the interrupt. */
  public static final int IDE = 0x80;

  private static final VarHandle QUADWORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int HIGH = 8;
  private static final int EXTENDED_DATA = 1;

  private final byte[] bytes = new byte[BYTES];

  /** An entry of all zeros. */
  public RingDescriptor() {}

  /**
   * Loads the entry at {@code address}.
   *
   * @return false if it is not behind {@code memory}
   */
  public boolean load(MemoryWindow memory, long address) {
    return memory.read(address, bytes, 0, BYTES);
  }

  /**
   * Stores it at {@code address}; the byte with DD last, so that who sees DD sees the rest.
   *
   * @return false if it is not behind {@code memory}
   */
  public boolean store(MemoryWindow memory, long address) {
    return memory.write(address, bytes, 0, STATUS_BYTE)
        && memory.write(address + 13, bytes, 13, 3)
        && storeStatus(memory, address);
  }

  /**
   * Stores only the byte with DD, of the entry at {@code address}.
   *
   * @return false if it is not behind {@code memory}
   */
  public boolean storeStatus(MemoryWindow memory, long address) {
    return memory.write(address + STATUS_BYTE, bytes, STATUS_BYTE, 1);
  }

  /** Makes it this one. */
  public void set(long low, long high) {
    QUADWORD.set(bytes, 0, low);
    QUADWORD.set(bytes, HIGH, high);
  }

  /** Makes it {@code descriptor}. */
  public void set(Descriptor descriptor) {
    set(descriptor.low(), descriptor.high());
  }

  /** Makes it a receive descriptor that is done. */
  public void setReceived(long address, int length, int checksum, int status, int errors) {
    set(
        address,
        (length & 0xffffL)
            | (checksum & 0xffffL) << 16
            | (status & 0xffL) << 32
            | (errors & 0xffL) << 40);
  }

  /** Bytes 7..0. */
  public long low() {
    return (long) QUADWORD.get(bytes, 0);
  }

  /** Bytes 15..8. */
  public long high() {
    return (long) QUADWORD.get(bytes, HIGH);
  }

  /** As an immutable value. */
  public Descriptor value() {
    return new Descriptor(low(), high());
  }

  /** The buffer's address. */
  public long address() {
    return low();
  }

  /** Of a receive or legacy descriptor: bytes in the buffer. */
  public int length() {
    return (int) high() & 0xffff;
  }

  /** Of a data descriptor, bytes in the buffer; of a context, PAYLEN. */
  public int longLength() {
    return (int) high() & 0xf_ffff;
  }

  /** CMD, or TUCMD. */
  public int command() {
    return (int) (high() >>> 24) & 0xff;
  }

  /** Status, 8 bits. */
  public int status() {
    return bytes[STATUS_BYTE] & 0xff;
  }

  /** Sets the status, 8 bits. */
  public void setStatus(int status) {
    bytes[STATUS_BYTE] = (byte) status;
  }

  /** The 8 bits after the status: errors, CSS, POPTS or HDRLEN. */
  public int options() {
    return bytes[STATUS_BYTE + 1] & 0xff;
  }

  /** Of a legacy descriptor: CSO. */
  public int checksumOffset() {
    return (int) (high() >>> 16) & 0xff;
  }

  /** The upper 16 bits: special, or MSS. */
  public int special() {
    return (int) (high() >>> 48) & 0xffff;
  }

  /** Of a receive descriptor: the packet checksum. */
  public int packetChecksum() {
    return (int) (high() >>> 16) & 0xffff;
  }

  /** Sets the upper 16 bits. */
  public void setSpecial(int special) {
    set(low(), (high() & 0xffff_ffff_ffffL) | (long) special << 48);
  }

  /** True if DD is set. */
  public boolean isDone() {
    return (status() & DD) != 0;
  }

  /** True if it is extended: data or context. */
  public boolean isExtended() {
    return (command() & DEXT) != 0;
  }

  /** Of an extended descriptor: DTYP. */
  public int type() {
    return (int) (high() >>> 20) & 0xf;
  }

  /** True if it is a context descriptor: it makes no frame. */
  public boolean isContext() {
    return isExtended() && type() == 0;
  }

  /** True if it is an extended data descriptor. */
  public boolean isData() {
    return isExtended() && type() == EXTENDED_DATA;
  }

  /** True if it ends a packet; a context never does. */
  public boolean isEndOfPacket() {
    return !isContext() && (command() & EOP) != 0;
  }

  /** True if {@code bits} of CMD are set. */
  public boolean has(int bits) {
    return (command() & bits) == bits;
  }
}
