package dev.sidestep.device.model.i82540em;

import dev.sidestep.base.EventScheduler;
import dev.sidestep.device.spec.i82540em.Ctrl;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Rctl;
import dev.sidestep.device.spec.i82540em.StatisticsRegisters;
import dev.sidestep.device.spec.i82540em.Status;

/**
 * Recognises MAC control frames while CTRL.RFCE is set, and holds the transmitter back for as long
 * as a PAUSE frame says; STATUS.TXOFF shows it. Without RFCE they are frames like any other.
 *
 * <p>Whether such a frame also goes to memory: PAUSE to the station address unless RCTL.DPF; PAUSE
 * to the address in FCAH and FCAL as the filters say; another opcode if RCTL.PMCF.
 *
 * <p>Datasheet: SDM 8.7.1 to 8.7.4.
 */
final class PauseReceiver {
  static final int OPCODE_PAUSE = 1;
  private static final int TYPE = 12;
  private static final int OPCODE = 14;
  private static final int TIME = 16;
  private static final long QUANTUM_BITS = 512;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final RegisterFile registers;
  private final Statistics statistics;
  private final Link link;
  private final EventScheduler.Event expiry;
  private final EventScheduler scheduler;
  private final Runnable resumed;

  /** Calls {@code resumed} when the transmitter may go on. */
  PauseReceiver(
      RegisterFile registers,
      Statistics statistics,
      Link link,
      EventScheduler scheduler,
      Runnable resumed) {
    this.registers = registers;
    this.statistics = statistics;
    this.link = link;
    this.scheduler = scheduler;
    this.resumed = resumed;
    this.expiry = scheduler.newEvent(this::resume);
  }

  /** What becomes of a good frame. */
  enum Verdict {
    /** The filters decide. */
    FILTER,
    /** It goes to memory. */
    PASS,
    /** It does not. */
    TAKEN
  }

  /** True while the transmitter is held back. */
  boolean isPausing() {
    return registers.isSet(I82540emRegisters.STATUS, Status.TXOFF);
  }

  /** Looks at a good frame of legal length, and acts on it if it is a MAC control frame. */
  Verdict inspect(byte[] frame) {
    if (!registers.isSet(I82540emRegisters.CTRL, Ctrl.RFCE)
        || Bytes.shortBig(frame, TYPE) != (registers.get(I82540emRegisters.FCT) & 0xffff)) {
      return Verdict.FILTER;
    }
    boolean toStation = isTo(frame, I82540emRegisters.RAL, I82540emRegisters.RAH);
    if (!toStation && !isTo(frame, I82540emRegisters.FCAL, I82540emRegisters.FCAH)) {
      return Verdict.FILTER;
    }
    if (Bytes.shortBig(frame, OPCODE) != OPCODE_PAUSE) {
      statistics.count(StatisticsRegisters.FCRUC);
      return rctl(Rctl.PMCF) ? Verdict.PASS : Verdict.TAKEN;
    }
    pause(Bytes.shortBig(frame, TIME));
    return toStation && rctl(Rctl.DPF) ? Verdict.TAKEN : Verdict.FILTER;
  }

  private boolean rctl(int mask) {
    return registers.isSet(I82540emRegisters.RCTL, mask);
  }

  private boolean isTo(byte[] frame, int low, int high) {
    return Bytes.intLittle(frame, 0) == registers.get(low)
        && (Bytes.intLittle(frame, Integer.BYTES) & 0xffff) == (registers.get(high) & 0xffff);
  }

  private void pause(int quanta) {
    if (quanta == 0) {
      statistics.count(StatisticsRegisters.XONRXC);
      resume();
      return;
    }
    statistics.count(StatisticsRegisters.XOFFRXC);
    registers.setBits(I82540emRegisters.STATUS, Status.TXOFF, true);
    long rate = Math.max(1, link.bitsPerSecond());
    expiry.scheduleIn(quanta * QUANTUM_BITS * NANOS_PER_SECOND / rate);
  }

  private void resume() {
    if (isPausing()) {
      cancel();
      resumed.run();
    }
  }

  /** CTRL was written: without RFCE no pause goes on. */
  void controlChanged() {
    if (!registers.isSet(I82540emRegisters.CTRL, Ctrl.RFCE)) {
      resume();
    }
  }

  /** Ends a pause and tells nobody. */
  void cancel() {
    expiry.cancel();
    registers.setBits(I82540emRegisters.STATUS, Status.TXOFF, false);
  }

  /** Nanoseconds until the pause ends, or {@link EventScheduler#NEVER}. */
  long remaining() {
    return expiry.isScheduled()
        ? expiry.deadline() - scheduler.clock().nanos()
        : EventScheduler.NEVER;
  }

  /** Call after the registers are restored. */
  void restore(long remaining) {
    if (remaining != EventScheduler.NEVER) {
      expiry.scheduleIn(remaining);
    } else {
      expiry.cancel();
    }
  }
}
