package dev.sidestep.riscv;

/** A counter that follows another one, but can be written and inhibited. */
final class Counter {
  private long offset;
  private long frozen;
  private boolean inhibited;

  void reset(long base) {
    inhibited = false;
    set(base, 0);
  }

  long value(long base) {
    return inhibited ? frozen : base + offset;
  }

  void set(long base, long value) {
    frozen = value;
    offset = value - base;
  }

  void inhibit(long base, boolean on) {
    if (on != inhibited) {
      long now = value(base);
      set(base, now);
      inhibited = on;
    }
  }
}
