package dev.sidestep.riscv.jit;

import dev.sidestep.base.Bits;
import dev.sidestep.base.RegisterWindow;
import java.util.function.Consumer;

/**
 * A device all of whose accesses have side effects: no read answers what the last one did, and a
 * write to the first register drives a wire.
 */
final class CountingDevice implements RegisterWindow {
  static final int BYTES = 256;
  private static final long MULTIPLIER = 0x5851_f42d_4c95_7f2dL;

  private final Consumer<Boolean> wire;
  private long history;
  private long accesses;

  CountingDevice(Consumer<Boolean> wire) {
    this.wire = wire;
  }

  /** A number that is the same for the same accesses in the same order. */
  long history() {
    return history;
  }

  long accesses() {
    return accesses;
  }

  @Override
  public long read(long offset, int width) {
    note(offset << 8 | width);
    return Bits.truncate(history, width);
  }

  @Override
  public void write(long offset, int width, long value) {
    note(value ^ offset << 8 ^ -width);
    if (offset == 0) {
      wire.accept((value & 1) != 0);
    }
  }

  private void note(long what) {
    accesses++;
    history = (history ^ what) * MULTIPLIER + accesses;
  }
}
