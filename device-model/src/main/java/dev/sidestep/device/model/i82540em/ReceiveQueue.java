package dev.sidestep.device.model.i82540em;

import dev.sidestep.base.EventScheduler;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Icr;
import dev.sidestep.device.spec.i82540em.Rctl;
import dev.sidestep.device.spec.i82540em.RxDescriptor;
import dev.sidestep.device.spec.i82540em.RxStatus;
import dev.sidestep.device.spec.i82540em.StatisticsRegisters;

/**
 * The receive FIFO, and from it to memory: buffers, descriptors, write-back. While RCTL.EN is 0
 * frames stay in the FIFO; they are moved when it is set again, which is how "disables after the
 * packet in progress" of 13.4.22 is read here.
 *
 * <p>A frame is begun when descriptors for all of it are there, so that RDH is between two frames;
 * only one that the whole ring could not hold is stored piece by piece as descriptors come.
 *
 * <p>A refused access is a master abort: the queue stops until RCTL.EN is written 0 and 1, or the
 * chip is reset.
 *
 * <p>Datasheet: SDM 3.2.3 to 3.2.7.
 */
final class ReceiveQueue {
  /** Descriptors that are used in one go; the rest follows in an event of its own. */
  private static final int DESCRIPTORS_PER_STEP = 32;

  private static final int SMALL_PACKET = 0xfff;

  private final RegisterFile registers;
  private final Causes causes;
  private final Statistics statistics;
  private final BusMaster bus;
  private final FrameFifo fifo;
  private final PauseSender flow;
  private final DescriptorRing ring;
  private final ReceivedFrame frame;
  private final EventScheduler.Event continuation;
  private final byte[] descriptor = new byte[RxDescriptor.BYTES];
  private boolean stopped;
  private long aborts;

  ReceiveQueue(Parts parts, ReceiveFilter filter, FrameFifo fifo, PauseSender flow) {
    this.registers = parts.registers();
    this.causes = parts.causes();
    this.statistics = parts.statistics();
    this.bus = parts.bus();
    this.fifo = fifo;
    this.flow = flow;
    this.frame = new ReceivedFrame(registers, filter);
    this.ring =
        new DescriptorRing(
            registers,
            bus.memory(),
            new DescriptorRing.Offsets(
                I82540emRegisters.RDBAL,
                I82540emRegisters.RDBAH,
                I82540emRegisters.RDLEN,
                I82540emRegisters.RDH,
                I82540emRegisters.RDT));
    this.continuation = parts.scheduler().newEvent(this::run);
  }

  /**
   * Takes a frame that passed the filters: into the FIFO, and on to memory if it can go there.
   *
   * @param flags PIF as in {@link RxStatus}, and in bits 15:8 the errors of the descriptor
   * @return false if the FIFO has no room for it
   */
  boolean accept(byte[] received, int length, int flags) {
    if (ring.owned() == 0) {
      statistics.count(StatisticsRegisters.RNBC);
    }
    if (!fifo.hasRoom(length)) {
      statistics.count(StatisticsRegisters.MPC);
      causes.raise(Icr.RXO);
      flow.overflowed();
      return false;
    }
    fifo.append(received, length, flags);
    flow.levelChanged(fifo.used());
    run();
    return true;
  }

  /** Moves frames to memory while there are frames and descriptors. */
  void run() {
    for (int count = 0; canRun(); count++) {
      if (count == DESCRIPTORS_PER_STEP) {
        continuation.scheduleIn(0);
        return;
      }
      if (!step()) {
        return;
      }
    }
  }

  private boolean canRun() {
    return !stopped
        && !fifo.isEmpty()
        && registers.isSet(I82540emRegisters.RCTL, Rctl.EN)
        && ring.owned() != 0
        && bus.enabled().getAsBoolean();
  }

  /** Uses one descriptor; false if nothing can be done for now. */
  private boolean step() {
    if (!ring.read(descriptor)) {
      abort();
      return false;
    }
    long buffer = Bytes.longLittle(descriptor, RxDescriptor.BUFFER);
    if (buffer == 0) {
      useEmptyDescriptor();
      return true;
    }
    int size = Rctl.bufferBytes(rctl());
    if (!frame.isOpen() && !open(size)) {
      return false;
    }
    int bytes = Math.min(frame.remaining(), size);
    if (!bus.memory().write(buffer, frame.data(), frame.position(), bytes)) {
      abort();
      return false;
    }
    store(bytes);
    return true;
  }

  /** False if the frame has to wait for more descriptors. */
  private boolean open(int bufferBytes) {
    frame.open(fifo);
    int needed = (frame.remaining() + bufferBytes - 1) / bufferBytes;
    if (needed > ring.owned() && needed < ring.size()) {
      frame.close();
    }
    return frame.isOpen();
  }

  /** A null address: nothing is stored, and DD is all that changes (SDM 3.2.4). */
  private void useEmptyDescriptor() {
    descriptor[RxDescriptor.STATUS] |= RxStatus.DD;
    if (writeStatus()) {
      advance();
    }
  }

  private void store(int bytes) {
    boolean last = bytes == frame.remaining();
    describe(bytes, last);
    if (!ring.writeBack(descriptor, RxDescriptor.LENGTH, RxDescriptor.BYTES)) {
      abort();
      return;
    }
    int status = last ? frame.status() | RxStatus.EOP | RxStatus.DD : RxStatus.DD;
    descriptor[RxDescriptor.STATUS] = (byte) status;
    if (writeStatus()) {
      frame.advance(bytes);
      advance();
      if (last) {
        complete();
      }
    }
  }

  /**
   * Everything but the status, which stays what software has put there. The fields of the last
   * descriptor hold for the frame; before it only the length and DD do.
   */
  private void describe(int bytes, boolean last) {
    int status = descriptor[RxDescriptor.STATUS] & 0xff;
    int checksum = last ? frame.checksum() : 0;
    int errors = last ? frame.errors() << Byte.SIZE : 0;
    int tag = last ? frame.tag() << Short.SIZE : 0;
    Bytes.setIntLittle(descriptor, RxDescriptor.LENGTH, bytes | checksum << Short.SIZE);
    Bytes.setIntLittle(descriptor, RxDescriptor.STATUS, status | errors | tag);
  }

  /** The status goes last: who sees DD sees the rest. */
  private boolean writeStatus() {
    boolean written = ring.writeBack(descriptor, RxDescriptor.STATUS, RxDescriptor.ERRORS);
    if (!written) {
      abort();
    }
    return written;
  }

  private void advance() {
    ring.advance();
    int threshold = ring.size() >>> (1 + ((rctl() & Rctl.RDMTS) >>> Rctl.RDMTS_SHIFT));
    if (ring.owned() == threshold) {
      causes.raise(Icr.RXDMT0);
    }
  }

  private int rctl() {
    return registers.get(I82540emRegisters.RCTL);
  }

  private void complete() {
    frame.close();
    fifo.removeHead();
    flow.levelChanged(fifo.used());
    if (frame.length() <= (registers.get(I82540emRegisters.RSRPD) & SMALL_PACKET)) {
      causes.raise(Icr.SRPD);
    }
    causes.received();
  }

  private void abort() {
    stopped = true;
    aborts++;
  }

  /** RCTL.EN was 0 and is 1 now. */
  void enabled() {
    stopped = false;
    run();
  }

  /** Forgets the frame that was being moved. The FIFO is somebody else's. */
  void reset() {
    stopped = false;
    frame.close();
    continuation.cancel();
  }

  /** Accesses that memory refused. The chip has no register for it. */
  long aborts() {
    return aborts;
  }

  /** The queue between two accesses. Whether a step is due follows from the rest. */
  record State(boolean stopped, long aborts, ReceivedFrame.State frame) {}

  State state() {
    return new State(stopped, aborts, frame.state());
  }

  /** Call after registers and FIFO are restored. */
  void restore(State state) {
    stopped = state.stopped;
    aborts = state.aborts;
    frame.restore(state.frame);
    continuation.cancel();
    if (canRun()) {
      continuation.scheduleIn(0);
    }
  }
}
