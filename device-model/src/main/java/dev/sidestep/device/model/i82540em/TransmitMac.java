package dev.sidestep.device.model.i82540em;

import dev.sidestep.base.EventScheduler;
import dev.sidestep.device.model.EthernetOutlet;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Tctl;

/**
 * From the transmit FIFO to the wire, one frame at a time; PAUSE frames go first, and also while
 * the transmitter itself is held back. With TCTL.EN = 0 nothing begins; a frame that has begun
 * ends. Without a link frames wait.
 *
 * <p>In loopback the wire is the chip's own: frames take the time that a gigabit link would need
 * and come back.
 *
 * <p>Datasheet: SDM 3.4, 8.7, 13.4.33.
 */
final class TransmitMac {
  private static final int LOOPBACK_NANOS_PER_BYTE = 8;
  private static final int PREAMBLE_AND_GAP = 20;

  private final RegisterFile registers;
  private final Statistics statistics;
  private final EthernetOutlet outlet;
  private final Link link;
  private final FrameFifo fifo;
  private final PauseReceiver pauses;
  private final PauseSender flow;
  private final EventScheduler scheduler;
  private final EventScheduler.Event loopbackEnd;
  private final Loop loop;
  private final byte[] frame = new byte[Receiver.MAX_LENGTH];
  private int length;
  private Sending sending = Sending.NOTHING;
  private boolean wireBusy;

  TransmitMac(Parts parts, FrameFifo fifo, PauseReceiver pauses, PauseSender flow, Loop loop) {
    this.registers = parts.registers();
    this.statistics = parts.statistics();
    this.outlet = parts.outlet();
    this.link = parts.link();
    this.scheduler = parts.scheduler();
    this.fifo = fifo;
    this.pauses = pauses;
    this.flow = flow;
    this.loop = loop;
    this.loopbackEnd = scheduler.newEvent(this::loopbackEnded);
  }

  /** What is on the wire. */
  enum Sending {
    /** Nothing that counts; the wire may still be busy with a frame from before a reset. */
    NOTHING,
    FRAME,
    PAUSE,
    /** A PAUSE frame by SWXOFF. */
    SOFTWARE_PAUSE
  }

  /** Where frames go in loopback, and what goes on when a frame has ended. */
  interface Loop {
    void receive(byte[] frame, int length);

    void ended();
  }

  /** Begins to send if there is something to send and nothing in the way. */
  void kick() {
    if (wireBusy
        || !registers.isSet(I82540emRegisters.TCTL, Tctl.EN)
        || !(link.isUp() || link.isLoopback())) {
      return;
    }
    if (flow.isDue()) {
      length = flow.make(frame);
      begin(flow.begun() ? Sending.SOFTWARE_PAUSE : Sending.PAUSE);
    } else if (!fifo.isEmpty() && !pauses.isPausing()) {
      length = fifo.headLength();
      fifo.copyHead(frame);
      fifo.removeHead();
      begin(Sending.FRAME);
    }
  }

  private void begin(Sending what) {
    sending = what;
    wireBusy = true;
    if (link.isLoopback()) {
      loopbackEnd.scheduleIn((long) (length + PREAMBLE_AND_GAP) * LOOPBACK_NANOS_PER_BYTE);
    } else {
      outlet.send(frame, length);
    }
  }

  private void loopbackEnded() {
    if (sending != Sending.NOTHING) {
      loop.receive(frame, length);
    }
    sent();
  }

  /** The frame has left. */
  void sent() {
    Sending what = sending;
    sending = Sending.NOTHING;
    wireBusy = false;
    switch (what) {
      case FRAME -> statistics.sent(length, FrameKind.of(frame));
      case PAUSE -> statistics.pauseSent(length, PauseSender.isXon(frame));
      case SOFTWARE_PAUSE -> {
        statistics.pauseSent(length, PauseSender.isXon(frame));
        registers.setBits(I82540emRegisters.TCTL, Tctl.SWXOFF, false);
      }
      case NOTHING -> {}
    }
    loop.ended();
  }

  /** Forgets the frame on the wire, which goes on being busy until it has ended. */
  void reset() {
    sending = Sending.NOTHING;
  }

  /**
   * The wire between two accesses. A frame on the cable is in the cable's state too, so a restored
   * chip does not send it again but waits for {@link #sent}.
   *
   * @param loopbackNanos until the frame comes back, or {@link EventScheduler#NEVER}
   */
  record State(FrameBytes frame, Sending sending, boolean wireBusy, long loopbackNanos) {}

  State state() {
    long nanos =
        loopbackEnd.isScheduled()
            ? loopbackEnd.deadline() - scheduler.clock().nanos()
            : EventScheduler.NEVER;
    FrameBytes bytes = wireBusy ? FrameBytes.copyOf(frame, length) : FrameBytes.NONE;
    return new State(bytes, sending, wireBusy, nanos);
  }

  void restore(State state) {
    length = state.frame.length();
    state.frame.copyTo(frame);
    sending = state.sending;
    wireBusy = state.wireBusy;
    loopbackEnd.cancel();
    if (state.loopbackNanos != EventScheduler.NEVER) {
      loopbackEnd.scheduleIn(state.loopbackNanos);
    }
  }
}
