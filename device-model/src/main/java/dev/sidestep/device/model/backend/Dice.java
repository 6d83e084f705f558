package dev.sidestep.device.model.backend;

/**
 * Repeatable chance (SplitMix64, Steele et al., OOPSLA 2014): the same state gives the same future,
 * and the state is one number that a snapshot can hold.
 */
final class Dice {
  private static final int MILLION = 1_000_000;

  private long state;

  Dice(long seed) {
    state = seed;
  }

  /** True {@code perMillion} times out of 1,000,000; rolls nothing where the answer is certain. */
  boolean roll(int perMillion) {
    return perMillion > 0 && Long.remainderUnsigned(next(), MILLION) < perMillion;
  }

  long state() {
    return state;
  }

  void restore(long saved) {
    state = saved;
  }

  private long next() {
    state += 0x9e3779b97f4a7c15L;
    long mixed = (state ^ state >>> 30) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
    return mixed ^ mixed >>> 31;
  }
}
