package dev.sidestep.platform.soft;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Tells whether the just-in-time compilers of the host's virtual machine have their hands full.
 * Then they take processors from the harts, and what they are given now is of use much later. Any
 * thread.
 */
final class HostCompilers implements BooleanSupplier {
  private static final long WINDOW_NANOS = Duration.ofMillis(20).toNanos();

  private final LongSupplier nanos;
  private final LongSupplier spentMillis;
  private long since;
  private long spentBefore;
  private boolean busy = true;

  /**
   * Compilers that have worked for {@code spentMillis} altogether at the time {@code nanos}, as
   * {@link System#nanoTime}.
   */
  HostCompilers(LongSupplier nanos, LongSupplier spentMillis) {
    this.nanos = nanos;
    this.spentMillis = spentMillis;
    since = nanos.getAsLong();
  }

  /** Those of this process; never busy where it does not tell. */
  static BooleanSupplier ofThisProcess() {
    CompilationMXBean bean = ManagementFactory.getCompilationMXBean();
    return bean != null && bean.isCompilationTimeMonitoringSupported()
        ? new HostCompilers(System::nanoTime, bean::getTotalCompilationTime)
        : () -> false;
  }

  /** True if they worked for more than half of the last window. */
  @Override
  public synchronized boolean getAsBoolean() {
    long now = nanos.getAsLong();
    if (now - since >= WINDOW_NANOS) {
      long spent = spentMillis.getAsLong();
      busy = 2 * (spent - spentBefore) > TimeUnit.NANOSECONDS.toMillis(now - since);
      spentBefore = spent;
      since = now;
    }
    return busy;
  }
}
