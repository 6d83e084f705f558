package dev.sidestep.riscv;

/**
 * The sources of a {@link Plic}: priorities, and one gateway each. Bit {@code id & 63} of word
 * {@code id >>> 6} stands for a source.
 *
 * @riscv PLIC 1.0.0 "Interrupt Gateways"
 */
final class PlicSources {
  static final int WORDS = 2;

  private final int count;
  private final int[] priority;
  private final long[] level = new long[WORDS];
  private final long[] pending = new long[WORDS];
  private final long[] claimed = new long[WORDS];

  PlicSources(int count) {
    this.count = count;
    this.priority = new int[count + 1];
  }

  boolean exists(long id) {
    return id >= 1 && id <= count;
  }

  /** The bits of word {@code word} that stand for a source; bit 0 of word 0 does not. */
  long existing(int word) {
    long upToLast = word == count >>> 6 ? (2L << count) - 1 : word < count >>> 6 ? -1L : 0;
    return word == 0 ? upToLast & ~1L : upToLast;
  }

  int priority(int id) {
    return priority[id];
  }

  void setPriority(int id, int value) {
    priority[id] = value;
  }

  long pending(int word) {
    return pending[word];
  }

  boolean isPending(int id) {
    return isSet(pending, id);
  }

  /** Drives the wire of a source; true if that made a new request. */
  boolean drive(int id, boolean asserted) {
    put(level, id, asserted);
    return forward(id);
  }

  /** The core hands the request to a target; the gateway stays shut until completion. */
  void claim(int id) {
    put(pending, id, false);
    put(claimed, id, true);
  }

  /** The handler is done: the gateway opens, and a wire that is still high makes a new request. */
  void complete(int id) {
    put(claimed, id, false);
    forward(id);
  }

  /** A request once forwarded is never retracted, and there is at most one per source. */
  private boolean forward(int id) {
    boolean forwards = isSet(level, id) && !isSet(pending, id) && !isSet(claimed, id);
    if (forwards) {
      put(pending, id, true);
    }
    return forwards;
  }

  PlicState.Source state(int id) {
    return new PlicState.Source(
        priority[id], isSet(level, id), isSet(pending, id), isSet(claimed, id));
  }

  void restore(int id, PlicState.Source state) {
    priority[id] = state.priority();
    put(level, id, state.level());
    put(pending, id, state.pending());
    put(claimed, id, state.claimed());
  }

  private static boolean isSet(long[] words, int id) {
    return ((words[id >>> 6] >>> id) & 1) != 0;
  }

  private static void put(long[] words, int id, boolean set) {
    long bit = 1L << id;
    words[id >>> 6] = set ? words[id >>> 6] | bit : words[id >>> 6] & ~bit;
  }
}
