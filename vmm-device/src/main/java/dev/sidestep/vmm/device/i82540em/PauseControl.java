package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.base.GuestClock;
import dev.sidestep.device.spec.i82540em.Ctrl;
import dev.sidestep.device.spec.i82540em.FlowControl;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Rctl;
import dev.sidestep.device.spec.i82540em.Status;
import dev.sidestep.device.spec.i82540em.Tctl;
import dev.sidestep.platform.MmioAccess;

/**
 * Asks the far end to be silent for a moment while the receiver changes hands (IEEE 802.3 annex
 * 31B), if the guest has flow control on. The pause is short and ends by itself, so that a chip
 * that has been handed back needs no XON: 1024 quanta of 512 bit times, 0.5 ms at 1 Gbit/s.
 *
 * <p>The last PAUSE frame is what counts at the far end, so a short one would end the silence that
 * the chip has asked for because its receive FIFO is full. While it may have, silence is asked for
 * as long as the guest has set, and the chip's own XON ends it.
 *
 * <p>FCTTV is the guest's; it is borrowed while a PAUSE frame is being sent, and given back.
 *
 * @datasheet 82540EM 13.4.12, 13.4.33
 */
final class PauseControl {
  private static final int QUANTA = 1024;
  private static final int BITS_PER_QUANTUM = 512;
  private static final int FRAME_BITS = 1538 * 8;
  private static final int LONG_FRAME_BITS = 16_404 * 8;
  private static final int[] NANOS_PER_TEN_BITS = {1000, 100, 10, 10};

  /** A PAUSE frame that is not sent by then never will be: nothing depends on it alone. */
  private static final long PATIENCE_NANOS = 20_000_000;

  private final I82540emChip chip;
  private final ReceiveFifo fifo;
  private final GuestClock clock;
  private Phase phase = Phase.IDLE;

  /** FCTTV of the guest, if it is borrowed for a frame that is to be sent. */
  private int guestTimer;

  private boolean borrowed;

  /** What the last frame asked for, and when. */
  private int asked;

  private long askedAt;

  /** When the far end fell silent, and until when it is if no other frame tells it. */
  private long silentSince;

  private long silentUntil;

  /** What is wanted of the far end. */
  private enum Phase {
    IDLE,
    /** To be silent. */
    SILENCING,
    /** To go on: the frame that says so is to be sent. */
    RESUMING
  }

  PauseControl(I82540emChip chip, GuestClock clock) {
    this.chip = chip;
    this.clock = clock;
    fifo = new ReceiveFifo(chip);
  }

  /** FCTTV as the guest has set it. */
  int guestTimer() {
    return borrowed ? guestTimer : chip.read(I82540emRegisters.FCTTV);
  }

  /** The guest has set FCTTV. */
  void setGuestTimer(int value) {
    guestTimer = value;
    chip.write(I82540emRegisters.FCTTV, borrowed ? asked : value);
  }

  /** Corrects what the guest has just loaded at {@code offset}, if that is borrowed. */
  void answer(MmioAccess access, long offset) {
    if (borrowed && access.width() == Integer.BYTES) {
      if (offset == I82540emRegisters.FCTTV) {
        access.answer(Integer.toUnsignedLong(guestTimer));
      } else if (offset == I82540emRegisters.TCTL) {
        access.answer(access.value() & ~Tctl.SWXOFF);
      }
    }
  }

  /** True if PAUSE frames can be sent and are part of the guest's mode. */
  private boolean isPossible() {
    return chip.has(I82540emRegisters.CTRL, Ctrl.TFCE)
        && chip.has(I82540emRegisters.STATUS, Status.LU | Status.FD)
        && chip.has(I82540emRegisters.TCTL, Tctl.EN);
  }

  private boolean isSent() {
    return !chip.has(I82540emRegisters.TCTL, Tctl.SWXOFF);
  }

  private boolean isHopeless() {
    return !isPossible() || clock.nanos() - askedAt > PATIENCE_NANOS;
  }

  private void send(int quanta) {
    if (!borrowed) {
      guestTimer = chip.read(I82540emRegisters.FCTTV);
      borrowed = true;
    }
    chip.write(I82540emRegisters.FCTTV, quanta);
    chip.write(I82540emRegisters.TCTL, chip.read(I82540emRegisters.TCTL) | Tctl.SWXOFF);
    asked = quanta;
    askedAt = clock.nanos();
  }

  private void giveBack() {
    if (borrowed) {
      chip.write(I82540emRegisters.FCTTV, guestTimer);
      borrowed = false;
    }
  }

  /** How many quanta of silence do no harm to what the chip may have asked for. */
  private int wanted() {
    return fifo.mayWantSilence() ? Math.max(QUANTA, guestTimer() & FlowControl.TTV) : QUANTA;
  }

  /**
   * Asks for silence, and goes on asking; called again and again.
   *
   * @return true if the far end is silent, or cannot be made so
   */
  boolean isSilent() {
    if (!isPossible()) {
      return true;
    }
    if (phase != Phase.SILENCING) {
      phase = Phase.SILENCING;
      silentSince = Long.MAX_VALUE;
      send(wanted());
    }
    if (borrowed && isSent()) {
      silenced();
    }
    long now = clock.nanos();
    if (now >= silentUntil) {
      silentSince = Long.MAX_VALUE;
    }
    if (!borrowed && (asked < wanted() || silentUntil - now < pause(asked) / 4)) {
      send(wanted());
    }
    return isHopeless() || silentSince != Long.MAX_VALUE && now - silentSince >= settleNanos();
  }

  /** The frame was sent: the far end is silent, or remains so, from when it was asked at least. */
  private void silenced() {
    giveBack();
    silentSince = Math.min(silentSince, clock.nanos());
    silentUntil = askedAt + pause(asked);
  }

  private long pause(int quanta) {
    return nanos((long) quanta * BITS_PER_QUANTUM);
  }

  /** What was on its way has arrived after two frames' time. */
  private long settleNanos() {
    boolean longFrames = chip.has(I82540emRegisters.RCTL, Rctl.LPE);
    return nanos(2L * (longFrames ? LONG_FRAME_BITS : FRAME_BITS));
  }

  private long nanos(long bits) {
    int status = chip.read(I82540emRegisters.STATUS);
    return bits * NANOS_PER_TEN_BITS[(status & Status.SPEED) >>> Status.SPEED_SHIFT] / 10;
  }

  /** True if no PAUSE frame waits to be sent, or should; asks for none. */
  boolean isQuiet() {
    boolean isEnough = phase != Phase.SILENCING || asked >= wanted();
    return isHopeless() || isSent() && isEnough;
  }

  /** Lets the far end speak at once, if it was silenced and the chip does not want it silent. */
  void resume() {
    if (phase != Phase.SILENCING) {
      return;
    }
    if (isPossible()) {
      phase = Phase.RESUMING;
      send(fifo.mayWantSilence() ? guestTimer() : 0);
      advance();
    } else {
      end();
    }
  }

  /**
   * Gives FCTTV back when the frame of {@link #resume} has been sent. Before that the chip's own
   * XOFF would have been an XON, for it takes its time from FCTTV, too.
   */
  void advance() {
    if (phase != Phase.RESUMING) {
      return;
    }
    boolean mayHaveSpoilt = asked == 0 && guestTimer != 0 && fifo.mayWantSilence();
    if (isHopeless() || isSent() && !mayHaveSpoilt) {
      end();
    } else if (isSent()) {
      send(guestTimer);
    }
  }

  /** True if {@link #advance} is to be called. */
  boolean isResuming() {
    return phase == Phase.RESUMING;
  }

  /** Gives FCTTV back; the pause ends by itself, or with the chip's own XON. */
  void end() {
    if (phase == Phase.IDLE) {
      return;
    }
    boolean isTooShort = phase == Phase.SILENCING && isPossible() && asked < wanted();
    giveBack();
    int control = chip.read(I82540emRegisters.TCTL);
    chip.write(I82540emRegisters.TCTL, isTooShort ? control | Tctl.SWXOFF : control & ~Tctl.SWXOFF);
    phase = Phase.IDLE;
  }

  /** The chip has been reset. */
  void forget() {
    phase = Phase.IDLE;
    borrowed = false;
  }
}
