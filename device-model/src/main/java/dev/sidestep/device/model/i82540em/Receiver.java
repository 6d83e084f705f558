package dev.sidestep.device.model.i82540em;

import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Rctl;
import dev.sidestep.device.spec.i82540em.RxErrors;
import dev.sidestep.device.spec.i82540em.RxStatus;
import dev.sidestep.device.spec.i82540em.StatisticsRegisters;

/**
 * What becomes of a frame whose last bit has arrived: lengths, check sequence, filters, counters.
 *
 * <p>Datasheet: SDM 3.2, 13.4.22, 13.7.
 */
final class Receiver {
  /** The longest frame that is ever taken, with RCTL.LPE; check sequence included. */
  static final int MAX_LENGTH = 16384;

  private static final int MIN_LENGTH = 64;
  private static final int MAX_NORMAL_LENGTH = 1522;

  private final RegisterFile registers;
  private final Statistics statistics;
  private final ReceiveFilter filter;
  private final PauseReceiver pauses;
  private final ReceiveQueue queue;
  private final FrameCheck check = new FrameCheck();
  private long droppedWhileDisabled;

  Receiver(Parts parts, ReceiveFilter filter, PauseReceiver pauses, ReceiveQueue queue) {
    this.registers = parts.registers();
    this.statistics = parts.statistics();
    this.filter = filter;
    this.pauses = pauses;
    this.queue = queue;
  }

  /** Frames that arrived while RCTL.EN was 0. The chip has no register for it. */
  long droppedWhileDisabled() {
    return droppedWhileDisabled;
  }

  void restoreDropped(long dropped) {
    droppedWhileDisabled = dropped;
  }

  /** The last bit of {@code frame[0..length)} has arrived, check sequence included. */
  void receive(byte[] frame, int length) {
    int rctl = registers.get(I82540emRegisters.RCTL);
    if ((rctl & Rctl.EN) == 0) {
      droppedWhileDisabled++;
      return;
    }
    statistics.arrived(length);
    if (length < ReceiveFilter.HEADER) {
      return;
    }
    boolean good = check.isGood(frame, length);
    int longest = (rctl & Rctl.LPE) != 0 ? MAX_LENGTH : MAX_NORMAL_LENGTH;
    if (good && length >= MIN_LENGTH && length <= longest) {
      acceptGood(frame, length);
    } else {
      acceptBad(frame, length, longest, good);
    }
  }

  private void acceptGood(byte[] frame, int length) {
    PauseReceiver.Verdict control = pauses.inspect(frame);
    if (control == PauseReceiver.Verdict.TAKEN) {
      return;
    }
    ReceiveFilter.Verdict verdict =
        control == PauseReceiver.Verdict.PASS ? ReceiveFilter.Verdict.EXACT : filter.judge(frame);
    if (verdict != ReceiveFilter.Verdict.REJECTED && queue.accept(frame, length, pif(verdict))) {
      statistics.received(length, FrameKind.of(frame));
    }
  }

  /** A frame with errors is counted, and stored only if RCTL.SBP. */
  private void acceptBad(byte[] frame, int length, int longest, boolean good) {
    ReceiveFilter.Verdict verdict = filter.judge(frame);
    if (verdict == ReceiveFilter.Verdict.REJECTED) {
      return;
    }
    countBad(length, longest, good);
    if (registers.isSet(I82540emRegisters.RCTL, Rctl.SBP) && length <= MAX_LENGTH) {
      queue.accept(frame, length, pif(verdict) | (good ? 0 : RxErrors.CE << Byte.SIZE));
    }
  }

  private static int pif(ReceiveFilter.Verdict verdict) {
    return verdict == ReceiveFilter.Verdict.INEXACT ? RxStatus.PIF : 0;
  }

  private void countBad(int length, int longest, boolean good) {
    if (length < MIN_LENGTH) {
      statistics.count(good ? StatisticsRegisters.RUC : StatisticsRegisters.RFC);
      statistics.count(StatisticsRegisters.RLEC);
      return;
    }
    if (length > longest) {
      statistics.count(good ? StatisticsRegisters.ROC : StatisticsRegisters.RJC);
      statistics.count(StatisticsRegisters.RLEC);
    }
    if (!good) {
      statistics.count(StatisticsRegisters.CRCERRS);
    }
  }
}
