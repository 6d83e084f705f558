package dev.sidestep.device.model.i82540em;

import dev.sidestep.device.spec.i82540em.TxCommand;
import dev.sidestep.device.spec.i82540em.TxDescriptor;
import dev.sidestep.device.spec.i82540em.TxStatus;

/**
 * One transmit descriptor: a flyweight over its sixteen bytes, whatever its kind.
 *
 * <p>Datasheet: SDM 3.3.3, 3.3.6, 3.3.7.
 */
final class TransmitDescriptor {
  private static final int LEGACY_LENGTH = 0xffff;

  private final byte[] bytes = new byte[TxDescriptor.BYTES];

  /** Where the sixteen bytes are put. */
  byte[] bytes() {
    return bytes;
  }

  /** True if any bit of {@code command} is set; {@link TxCommand}. */
  boolean has(int command) {
    return (command() & command) != 0;
  }

  int command() {
    return bytes[TxDescriptor.COMMAND] & 0xff;
  }

  boolean isLegacy() {
    return !has(TxCommand.DEXT);
  }

  boolean isContext() {
    return has(TxCommand.DEXT) && type() == TxDescriptor.DTYP_CONTEXT;
  }

  /** Extended, and of a type that the datasheet does not define: it carries nothing. */
  boolean isUnknown() {
    return has(TxCommand.DEXT) && type() > TxDescriptor.DTYP_DATA;
  }

  private int type() {
    return lengthAndType() & TxDescriptor.DTYP;
  }

  private int lengthAndType() {
    return Bytes.intLittle(bytes, TxDescriptor.LENGTH);
  }

  /** What a context descriptor sets up. */
  TransmitContext context() {
    return new TransmitContext(Bytes.longLittle(bytes, 0), Bytes.longLittle(bytes, Long.BYTES));
  }

  /** Where the buffer is. */
  long address() {
    return Bytes.longLittle(bytes, TxDescriptor.BUFFER);
  }

  /** Bytes of data; a null address transfers none (SDM 3.3.3.1, note 3). */
  int dataLength() {
    int length = lengthAndType() & (isLegacy() ? LEGACY_LENGTH : TxDescriptor.LENGTH_20);
    return address() == 0 ? 0 : length;
  }

  /** CSO of a legacy descriptor. */
  int checksumOffset() {
    return bytes[TxDescriptor.CSO] & 0xff;
  }

  /** CSS of a legacy descriptor. */
  int checksumStart() {
    return bytes[TxDescriptor.CSS] & 0xff;
  }

  /** POPTS of a data descriptor. */
  int options() {
    return bytes[TxDescriptor.POPTS] & 0xff;
  }

  /** The VLAN tag that VLE inserts. */
  int tag() {
    return Bytes.intLittle(bytes, TxDescriptor.STATUS) >>> Short.SIZE;
  }

  /** Makes the byte with the status what is written back: DD; the reserved bits beside it stay. */
  void markDone() {
    bytes[TxDescriptor.STATUS] = (byte) (bytes[TxDescriptor.STATUS] & ~TxStatus.MASK | TxStatus.DD);
  }
}
