package dev.sidestep.guest.image;

/**
 * What a pull or a verification tells while it works. Called on the thread that works, so an
 * implementation must be quick.
 */
public interface PullProgress {
  /** A progress that nobody watches. */
  PullProgress SILENT =
      new PullProgress() {
        @Override
        public void step(String name) {}

        @Override
        public void advanced(long doneBytes, long totalBytes) {}

        @Override
        public void finished() {}
      };

  /** A step begins, and the one before it has ended. {@code name} completes a line: "Download". */
  void step(String name);

  /**
   * The step has come so far.
   *
   * @param doneBytes bytes done, ascending within a step
   * @param totalBytes bytes of the whole step, or 0 if unknown
   */
  void advanced(long doneBytes, long totalBytes);

  /** All steps have ended well. */
  void finished();
}
