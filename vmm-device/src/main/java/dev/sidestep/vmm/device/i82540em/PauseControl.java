package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.base.GuestClock;
import dev.sidestep.device.spec.i82540em.Ctrl;
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
  private final GuestClock clock;
  private Phase phase = Phase.IDLE;
  private int guestTimer;
  private long since;

  /** What has been asked for. */
  private enum Phase {
    IDLE,
    /** XOFF is to be sent. */
    ASKING,
    /** XOFF was sent at {@link PauseControl#since}. */
    PAUSED,
    /** XON is to be sent. */
    RESUMING
  }

  PauseControl(I82540emChip chip, GuestClock clock) {
    this.chip = chip;
    this.clock = clock;
  }

  /** FCTTV as the guest has set it. */
  int guestTimer() {
    return phase == Phase.IDLE ? chip.read(I82540emRegisters.FCTTV) : guestTimer;
  }

  /** The guest has set FCTTV. */
  void setGuestTimer(int value) {
    guestTimer = value;
    if (phase == Phase.IDLE) {
      chip.write(I82540emRegisters.FCTTV, value);
    }
  }

  /** The guest has stored to FCTTV, which therefore holds that. */
  void noteGuestTimer(int value) {
    guestTimer = value;
  }

  /** Corrects what the guest has just loaded at {@code offset}, if that is borrowed. */
  void answer(MmioAccess access, long offset) {
    if (phase != Phase.IDLE && access.width() == Integer.BYTES) {
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

  private void send(int quanta) {
    chip.write(I82540emRegisters.FCTTV, quanta);
    chip.write(I82540emRegisters.TCTL, chip.read(I82540emRegisters.TCTL) | Tctl.SWXOFF);
    since = clock.nanos();
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
    return switch (phase) {
      case IDLE, RESUMING -> ask();
      case ASKING -> isAsked();
      case PAUSED -> isKeptSilent();
    };
  }

  private boolean ask() {
    if (phase == Phase.IDLE) {
      guestTimer = chip.read(I82540emRegisters.FCTTV);
    }
    phase = Phase.ASKING;
    send(QUANTA);
    return isAsked();
  }

  private boolean isAsked() {
    if (isSent()) {
      phase = Phase.PAUSED;
      since = clock.nanos();
      return false;
    }
    return elapsed() > PATIENCE_NANOS;
  }

  /** What was on its way has arrived after two frames' time; XOFF is repeated in good time. */
  private boolean isKeptSilent() {
    long pause = nanos((long) QUANTA * BITS_PER_QUANTUM);
    if (elapsed() >= pause) {
      return ask();
    }
    if (elapsed() > pause * 3 / 4) {
      send(QUANTA);
      // Still silent because of the XOFF before, which this one prolongs.
      since = clock.nanos() - settleNanos();
    }
    return elapsed() >= settleNanos();
  }

  private long settleNanos() {
    boolean longFrames = chip.has(I82540emRegisters.RCTL, Rctl.LPE);
    return nanos(2L * (longFrames ? LONG_FRAME_BITS : FRAME_BITS));
  }

  private long elapsed() {
    return clock.nanos() - since;
  }

  private long nanos(long bits) {
    int status = chip.read(I82540emRegisters.STATUS);
    return bits * NANOS_PER_TEN_BITS[(status & Status.SPEED) >>> Status.SPEED_SHIFT] / 10;
  }

  /** True if no PAUSE frame waits to be sent; asks for none. */
  boolean isQuiet() {
    return !isPossible() || isSent() || elapsed() > PATIENCE_NANOS;
  }

  /** Lets the far end speak at once, if it was silenced. */
  void resume() {
    if (phase == Phase.IDLE || phase == Phase.RESUMING) {
      return;
    }
    if (isPossible()) {
      phase = Phase.RESUMING;
      send(0);
      advance();
    } else {
      end();
    }
  }

  /** Gives FCTTV back when the XON of {@link #resume} has been sent. */
  void advance() {
    if (phase == Phase.RESUMING && (isSent() || !isPossible() || elapsed() > PATIENCE_NANOS)) {
      end();
    }
  }

  /** True if {@link #advance} is to be called. */
  boolean isResuming() {
    return phase == Phase.RESUMING;
  }

  /** Gives FCTTV back; the pause ends by itself. */
  void end() {
    if (phase != Phase.IDLE) {
      chip.write(I82540emRegisters.TCTL, chip.read(I82540emRegisters.TCTL) & ~Tctl.SWXOFF);
      chip.write(I82540emRegisters.FCTTV, guestTimer);
      phase = Phase.IDLE;
    }
  }

  /** The chip has been reset. */
  void forget() {
    phase = Phase.IDLE;
  }
}
