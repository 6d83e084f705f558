package dev.sidestep.riscv;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The wait until the host's virtual machine has compiled a piece of translated code, which it does
 * for what is called often. Until then the code is a lot slower than our own interpreter. The host
 * does not say when it has: it shows by how long a call takes. One thread's.
 */
final class Warming {
  /** A little more than HotSpot's Tier3InvocationThreshold. */
  private static final int CALLS = 220;

  private static final int SAMPLES = 3;
  private static final int CALLS_OF_A_SAMPLE = 60;

  /** Compiled code returns at once; interpreted it takes a good deal more than this. */
  private static final int GAIN = 3;

  private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

  private final TranslatedCode code;
  private final Hart hart;
  private final long interpreted;

  /**
   * Makes the host compile {@code code}, which is new to it.
   *
   * @param hart any one; without a budget nothing is executed on it
   */
  Warming(TranslatedCode code, Hart hart) {
    this.code = code;
    this.hart = hart;
    interpreted = fastest();
    call(CALLS);
  }

  /**
   * Returns when the host has compiled the code, or after {@code patience}, or when the thread is
   * interrupted: the code can be used in any case.
   */
  void await(Duration patience) {
    long start = System.nanoTime();
    while (fastest() * GAIN > interpreted
        && System.nanoTime() - start < patience.toNanos()
        && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private long fastest() {
    long fastest = Long.MAX_VALUE;
    for (int sample = 0; sample < SAMPLES; sample++) {
      long start = System.nanoTime();
      call(CALLS_OF_A_SAMPLE);
      fastest = Math.min(fastest, System.nanoTime() - start);
    }
    return fastest;
  }

  private void call(int times) {
    for (int i = 0; i < times; i++) {
      code.run(hart, 0);
    }
  }
}
