package dev.sidestep.device.model.i82540em;

/** Whether what takes the chip and its PHY time takes guest time. */
public enum ChipTiming {
  /** As long as in the real chip. */
  REAL,
  /** No time at all: it is done before the guest's next time-out. */
  FAST;

  /** The time that something takes whose real duration is {@code realNanos}. */
  long nanos(long realNanos) {
    return this == REAL ? realNanos : 0;
  }
}
