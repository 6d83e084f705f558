package dev.sidestep.platform.soft;

/** Guest time that passes with the host's. */
final class WallClock implements MachineClock {
  private volatile long origin = System.nanoTime();

  @Override
  public long nanos() {
    return System.nanoTime() - origin;
  }

  @Override
  public void set(long nanos) {
    origin = System.nanoTime() - nanos;
  }
}
