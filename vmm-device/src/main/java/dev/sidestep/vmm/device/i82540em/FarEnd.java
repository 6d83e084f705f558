package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.platform.GuestTimer;
import dev.sidestep.vmm.device.GuestTimers;

/** Keeps the far end of the cable silent while input is paused, and lets it speak again. */
final class FarEnd {
  /** How often a PAUSE frame that is to be sent is looked at. */
  private static final long POLL_NANOS = 20_000;

  private final PauseControl pause;
  private final GuestTimer poll;
  private boolean paused;

  FarEnd(PauseControl pause, GuestTimers timers) {
    this.pause = pause;
    poll = timers.newTimer(this::advance);
  }

  /** Input is paused from now on. */
  void silence() {
    paused = true;
    advance();
  }

  /** Input is wanted again. */
  void resume() {
    paused = false;
    pause.resume();
    advance();
  }

  /** The chip was reset, and with it whatever was asked for. */
  void forget() {
    paused = false;
  }

  private void advance() {
    if (paused) {
      pause.isSilent();
    } else {
      pause.advance();
    }
    if (paused || pause.isResuming()) {
      poll.arm(POLL_NANOS);
    }
  }

  /** Once input is paused, no more silence is asked for: the hand-over is at hand. */
  boolean isSilent() {
    return paused ? pause.isQuiet() : pause.isSilent() && pause.isQuiet();
  }

  /** Nothing is asked of the far end any more. */
  void letGo() {
    poll.disarm();
    pause.end();
  }
}
