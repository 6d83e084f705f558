package dev.sidestep.platform.soft;

import dev.sidestep.base.GuestClock;

/** Guest time that can be put back, for snapshots. */
interface MachineClock extends GuestClock {
  /** Makes {@link #nanos} continue from {@code nanos}. */
  void set(long nanos);
}
