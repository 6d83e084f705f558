package dev.sidestep.riscv;

import dev.sidestep.base.InterruptLine;

/** One interrupt target of a {@link Plic}: its enables, its threshold and its notification wire. */
final class PlicContext {
  private final PlicSources sources;
  private final InterruptLine line;
  private final long[] enabled = new long[PlicSources.WORDS];
  private int threshold;

  PlicContext(PlicSources sources, InterruptLine line) {
    this.sources = sources;
    this.line = line;
  }

  boolean isEnabled(int id) {
    return ((enabled[id >>> 6] >>> id) & 1) != 0;
  }

  /** The 32 enable bits from source {@code 32 * index} on. */
  int enables(int index) {
    return (int) (enabled[index >>> 1] >>> (32 * (index & 1)));
  }

  /** Enables exactly the sources of {@code bits}, as far as they exist. */
  void setEnables(int index, int bits) {
    int word = index >>> 1;
    int shift = 32 * (index & 1);
    long others = enabled[word] & ~(0xffff_ffffL << shift);
    enabled[word] = (others | ((bits & 0xffff_ffffL) << shift)) & sources.existing(word);
  }

  int threshold() {
    return threshold;
  }

  void setThreshold(int value) {
    threshold = value;
  }

  /**
   * The pending and enabled source of the highest priority, the lowest id among equals, or 0. The
   * threshold plays no part.
   *
   * @riscv PLIC 1.0.0 "Interrupt Claim Process"
   */
  int best() {
    int best = 0;
    int bestPriority = 0;
    for (int word = 0; word < PlicSources.WORDS; word++) {
      for (long left = candidates(word); left != 0; left &= left - 1) {
        int id = 64 * word + Long.numberOfTrailingZeros(left);
        if (sources.priority(id) > bestPriority) {
          best = id;
          bestPriority = sources.priority(id);
        }
      }
    }
    return best;
  }

  private long candidates(int word) {
    return enabled[word] & sources.pending(word);
  }

  /**
   * Recomputes the notification from state.
   *
   * @riscv PLIC 1.0.0 "Priority Thresholds"
   */
  void updateInterruptLine() {
    line.set(sources.priority(best()) > threshold);
  }

  PlicState.Context state() {
    return new PlicState.Context(enabled[0], enabled[1], threshold);
  }

  void restore(PlicState.Context state) {
    enabled[0] = state.enabledLow();
    enabled[1] = state.enabledHigh();
    threshold = state.threshold();
  }
}
