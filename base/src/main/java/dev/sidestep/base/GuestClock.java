package dev.sidestep.base;

/** Guest time. Monotonic; may be read by any thread. */
@FunctionalInterface
public interface GuestClock {
  /** Nanoseconds of guest time since the machine was powered on. */
  long nanos();
}
