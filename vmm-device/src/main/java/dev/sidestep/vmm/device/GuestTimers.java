package dev.sidestep.vmm.device;

import dev.sidestep.platform.GuestTimer;

/** Where timers come from: {@code platform::newTimer}. */
@FunctionalInterface
public interface GuestTimers {
  /** A new timer for {@code action}. */
  GuestTimer newTimer(Runnable action);
}
