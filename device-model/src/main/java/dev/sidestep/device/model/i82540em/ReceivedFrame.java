package dev.sidestep.device.model.i82540em;

import dev.sidestep.device.spec.i82540em.Ctrl;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Rctl;
import dev.sidestep.device.spec.i82540em.RxStatus;

/**
 * The frame that is being moved from the receive FIFO to memory: its data as stored, after tag and
 * check sequence are stripped, and the fields of its last descriptor.
 *
 * <p>Datasheet: SDM 3.2.3, 9.2 (VLAN stripping), 13.4.22 (SECRC).
 */
final class ReceivedFrame {
  private static final int ADDRESSES = 12;
  private static final int TAG = 14;
  private static final int TAG_LENGTH = 4;
  private static final int TAGGED_HEADER = 18;

  private final RegisterFile registers;
  private final ReceiveFilter filter;
  private final ReceiveOffload offload;
  private final byte[] data = new byte[Receiver.MAX_LENGTH + Long.BYTES];
  private boolean open;
  private int length;
  private int position;
  private int status;
  private int errors;
  private int checksum;
  private int tag;

  ReceivedFrame(RegisterFile registers, ReceiveFilter filter) {
    this.registers = registers;
    this.filter = filter;
    this.offload = new ReceiveOffload(registers);
  }

  /** True from {@link #open} to {@link #close}. */
  boolean isOpen() {
    return open;
  }

  /** Begins with the oldest frame of {@code fifo}, which stays there. Its flags: PIF and errors. */
  void open(FrameFifo fifo) {
    fifo.copyHead(data);
    length = fifo.headLength();
    position = 0;
    open = true;
    status = fifo.headFlags() & RxStatus.PIF;
    errors = fifo.headFlags() >>> Byte.SIZE;
    tag = 0;
    boolean tagged = length >= TAGGED_HEADER && filter.isTagged(data);
    if (tagged && registers.isSet(I82540emRegisters.CTRL, Ctrl.VME)) {
      stripTag();
    }
    int end = Math.max(0, length - FrameCheck.LENGTH);
    boolean strip = registers.isSet(I82540emRegisters.RCTL, Rctl.SECRC);
    offload.inspect(data, end);
    status |= offload.status();
    errors |= offload.errors();
    length = strip ? end : length;
    checksum = offload.packetChecksum(data, length);
  }

  private void stripTag() {
    tag = Bytes.shortBig(data, TAG);
    int rest = ADDRESSES + TAG_LENGTH;
    System.arraycopy(data, rest, data, ADDRESSES, length - rest);
    length -= TAG_LENGTH;
    status |= RxStatus.VP;
  }

  /** It is all in memory. */
  void close() {
    open = false;
  }

  byte[] data() {
    return data;
  }

  /** Bytes of it that are in memory. */
  int position() {
    return position;
  }

  /** Bytes of it that are not. */
  int remaining() {
    return length - position;
  }

  void advance(int bytes) {
    position += bytes;
  }

  /** Bytes that are stored in all. */
  int length() {
    return length;
  }

  /** The status of its last descriptor, without DD and EOP. */
  int status() {
    return status;
  }

  int errors() {
    return errors;
  }

  int checksum() {
    return checksum;
  }

  int tag() {
    return tag;
  }

  /** A frame between two accesses; all zero if none is open. */
  record State(
      boolean open, FrameBytes data, int position, int status, int errors, int checksum, int tag) {}

  State state() {
    return open
        ? new State(true, FrameBytes.copyOf(data, length), position, status, errors, checksum, tag)
        : new State(false, FrameBytes.NONE, 0, 0, 0, 0, 0);
  }

  void restore(State state) {
    open = state.open;
    length = state.data.length();
    state.data.copyTo(data);
    position = state.position;
    status = state.status;
    errors = state.errors;
    checksum = state.checksum;
    tag = state.tag;
  }
}
