package dev.sidestep.platform.soft;

import java.util.List;

/** Waits for the end of threads, whoever is in a hurry. */
final class UninterruptedJoin {
  private UninterruptedJoin() {}

  /** Returns when all have ended; a caller that was interrupted meanwhile is so afterwards. */
  static void await(List<Thread> threads) {
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
