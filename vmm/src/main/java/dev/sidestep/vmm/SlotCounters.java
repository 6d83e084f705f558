package dev.sidestep.vmm;

import java.util.Arrays;

/** Counts of one device, written under the machine's lock. */
final class SlotCounters {
  /** The newest samples replace the oldest ones. */
  private static final int SAMPLES_KEPT = 4096;

  long exits;
  long trapsWhileDirect;
  private final long[] exitNanos = new long[SAMPLES_KEPT];
  private long sampledExits;
  long highLevelIos;
  long interrupts;
  long strayForwarded;
  long strayDropped;
  long virtualizations;
  long devirtualizations;

  /** One exit was timed. */
  void sample(long nanos) {
    exitNanos[(int) (sampledExits++ % SAMPLES_KEPT)] = nanos;
  }

  DeviceCounters snapshot() {
    return new DeviceCounters(
        exits,
        trapsWhileDirect,
        Arrays.copyOf(exitNanos, (int) Math.min(sampledExits, SAMPLES_KEPT)),
        highLevelIos,
        interrupts,
        strayForwarded,
        strayDropped,
        virtualizations,
        devirtualizations);
  }
}
