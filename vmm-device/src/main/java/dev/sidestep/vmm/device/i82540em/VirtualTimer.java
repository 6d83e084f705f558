package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.platform.GuestTimer;
import dev.sidestep.vmm.device.GuestTimers;

/** A timer of the virtual chip that knows whether it runs. */
final class VirtualTimer {
  private final GuestTimer timer;
  private final Runnable action;
  private boolean running;

  VirtualTimer(GuestTimers timers, Runnable action) {
    this.timer = timers.newTimer(this::expire);
    this.action = action;
  }

  private void expire() {
    if (running) {
      running = false;
      action.run();
    }
  }

  boolean isRunning() {
    return running;
  }

  /** Begins, or begins anew. */
  void start(long nanos) {
    running = true;
    timer.arm(nanos);
  }

  void stop() {
    if (running) {
      running = false;
      timer.disarm();
    }
  }
}
