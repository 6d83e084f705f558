package dev.sidestep.device.model.i82540em;

import dev.sidestep.base.EventScheduler;
import dev.sidestep.device.spec.i82540em.DescriptorControl;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Icr;
import dev.sidestep.device.spec.i82540em.StatisticsRegisters;
import dev.sidestep.device.spec.i82540em.Tctl;
import dev.sidestep.device.spec.i82540em.TxCommand;
import dev.sidestep.device.spec.i82540em.TxDescriptor;

/**
 * From the descriptors to the transmit FIFO. One step fetches at most one packet, and writes its
 * descriptors back at once (TXDCTL's thresholds make no difference); its frames go to the FIFO as
 * there is room, and the next packet is fetched when they all are there. So TDH is between two
 * packets unless software has posted a part of one.
 *
 * <p>What is fetched leaves the ring: a chip that segments a packet keeps it whole, where the real
 * one fetches its payload as it sends.
 *
 * <p>A refused access is a master abort: the queue stops until TCTL.EN is written 0 and 1, or the
 * chip is reset. A packet that no frame can be made of (too long for the chip or for its FIFO,
 * segmentation without sense) is done and dropped.
 *
 * <p>Datasheet: SDM 3.3, 3.4, 3.5.
 */
final class Transmitter {
  /** Descriptors that are used in one go; the rest follows in an event of its own. */
  private static final int DESCRIPTORS_PER_STEP = 64;

  private static final int LOW_THRESHOLD_UNIT = 8;

  private final RegisterFile registers;
  private final Causes causes;
  private final Statistics statistics;
  private final BusMaster bus;
  private final FrameFifo fifo;
  private final TransmitMac mac;
  private final DescriptorRing ring;
  private final TransmitDescriptor descriptor = new TransmitDescriptor();
  private final TransmitPacket packet;
  private final TransmitFrames frames;
  private final EventScheduler.Event continuation;
  private TransmitContext checksums = TransmitContext.NONE;
  private TransmitContext segmentation = TransmitContext.NONE;
  private boolean stopped;
  private long aborts;
  private long dropped;

  Transmitter(Parts parts, FrameFifo fifo, TransmitMac mac) {
    this.registers = parts.registers();
    this.causes = parts.causes();
    this.statistics = parts.statistics();
    this.bus = parts.bus();
    this.fifo = fifo;
    this.mac = mac;
    this.ring =
        new DescriptorRing(
            registers,
            bus.memory(),
            new DescriptorRing.Offsets(
                I82540emRegisters.TDBAL,
                I82540emRegisters.TDBAH,
                I82540emRegisters.TDLEN,
                I82540emRegisters.TDH,
                I82540emRegisters.TDT));
    this.packet = new TransmitPacket(bus.memory());
    this.frames = new TransmitFrames(registers, packet);
    this.continuation = parts.scheduler().newEvent(this::run);
  }

  /** Fetches a packet, fills the FIFO, and begins to send, each where it can be done. */
  void run() {
    fillFifo();
    for (int count = 0; canFetch() && count < DESCRIPTORS_PER_STEP; count++) {
      step();
    }
    fillFifo();
    mac.kick();
    fillFifo();
    if (canFetch() && !continuation.isScheduled()) {
      continuation.scheduleIn(0);
    }
  }

  private boolean canFetch() {
    return !stopped
        && !packet.isComplete()
        && registers.isSet(I82540emRegisters.TCTL, Tctl.EN)
        && ring.owned() != 0
        && bus.enabled().getAsBoolean();
  }

  private void step() {
    if (!ring.read(descriptor.bytes()) || !use()) {
      abort();
      return;
    }
    if (descriptor.has(TxCommand.RS) && !writeBack()) {
      abort();
      return;
    }
    advance();
  }

  private boolean use() {
    if (descriptor.isContext()) {
      if (descriptor.has(TxCommand.TSE)) {
        segmentation = descriptor.context();
      } else {
        checksums = descriptor.context();
      }
      return true;
    }
    if (descriptor.isUnknown()) {
      return true;
    }
    boolean fetched = packet.fetch(descriptor, checksums, segmentation);
    if (packet.isComplete()) {
      frames.begin();
    }
    return fetched;
  }

  private boolean writeBack() {
    descriptor.markDone();
    return ring.writeBack(descriptor.bytes(), TxDescriptor.STATUS, TxDescriptor.STATUS + 1);
  }

  /** The causes come after the head has moved, as software expects. */
  private void advance() {
    ring.advance();
    int left = ring.owned();
    if (descriptor.has(TxCommand.RS)) {
      causes.transmitted(descriptor.has(TxCommand.IDE));
    }
    int low = registers.get(I82540emRegisters.TXDCTL) >>> DescriptorControl.LWTHRESH_SHIFT;
    if (low != 0 && left == low * LOW_THRESHOLD_UNIT - 1) {
      causes.raise(Icr.TXD_LOW);
    }
    if (left == 0) {
      causes.raise(Icr.TXQE);
    }
  }

  private void fillFifo() {
    while (packet.isComplete()) {
      if (!frames.hasNext()) {
        finishPacket();
      } else if (!fifo.canEverHold(frames.bound())) {
        dropped++;
        packet.clear();
      } else if (fifo.hasRoom(frames.bound())) {
        int length = frames.next();
        fifo.append(frames.frame(), length, 0);
      } else {
        return;
      }
    }
  }

  private void finishPacket() {
    if (packet.isSegmented()) {
      boolean whole = frames.isAsAnnounced() && frames.hasBegun();
      statistics.count(whole ? StatisticsRegisters.TSCTC : StatisticsRegisters.TSCTFC);
    }
    if (!frames.hasBegun()) {
      dropped++;
    }
    packet.clear();
  }

  private void abort() {
    stopped = true;
    aborts++;
  }

  /** TCTL.EN was 0 and is 1 now. */
  void enabled() {
    stopped = false;
    run();
  }

  /** Forgets the packet and the contexts. The FIFO is somebody else's. */
  void reset() {
    stopped = false;
    packet.clear();
    checksums = TransmitContext.NONE;
    segmentation = TransmitContext.NONE;
    continuation.cancel();
  }

  /** Accesses that memory refused. The chip has no register for it. */
  long aborts() {
    return aborts;
  }

  /** Packets that no frame, or not every frame, could be made of. No register either. */
  long dropped() {
    return dropped;
  }

  /** The transmitter between two accesses. Whether a step is due follows from the rest. */
  record State(
      TransmitContext checksums,
      TransmitContext segmentation,
      TransmitPacket.State packet,
      TransmitFrames.State frames,
      boolean stopped,
      long aborts,
      long dropped) {}

  State state() {
    return new State(
        checksums, segmentation, packet.state(), frames.state(), stopped, aborts, dropped);
  }

  /** Call after registers, FIFO and MAC are restored. */
  void restore(State state) {
    checksums = state.checksums;
    segmentation = state.segmentation;
    packet.restore(state.packet);
    frames.restore(state.frames);
    stopped = state.stopped;
    aborts = state.aborts;
    dropped = state.dropped;
    continuation.cancel();
    if (canFetch()) {
      continuation.scheduleIn(0);
    }
  }
}
