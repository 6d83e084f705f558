package dev.sidestep.conformance.translator;

import dev.sidestep.base.RegisterWindow;

/** Gives up the processor: for guests that wait, on hosts with fewer processors than harts. */
final class YieldDevice implements RegisterWindow {
  @Override
  public long read(long offset, int width) {
    Thread.yield();
    return 0;
  }

  @Override
  public void write(long offset, int width, long value) {}
}
