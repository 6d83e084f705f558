package dev.sidestep.control;

/** Told how a long task gets on. Calls come from one thread at a time and must return at once. */
public interface Progress {
  /** Somebody who does not care. */
  Progress NONE =
      new Progress() {
        @Override
        public void phase(String what) {}

        @Override
        public void advance(long done, long total) {}
      };

  /** A new phase begins; {@code what} is a few words: {@code Boot Debian under the monitor}. */
  void phase(String what);

  /**
   * The phase has come this far. Units are the phase's own; called as often as is convenient.
   *
   * @param done 0 or more
   * @param total what {@code done} will be at the end, or 0 if that is not known
   */
  void advance(long done, long total);
}
