package dev.sidestep.network.link;

import java.io.Closeable;
import java.io.IOException;

/** The two threads of a link: one waits for the other side, one for the guest. */
final class LinkThreads {
  /** Work that goes on until it is interrupted. */
  @FunctionalInterface
  interface Work {
    void run() throws InterruptedException;
  }

  private static final long PATIENCE_MILLIS = 2_000;

  private final Thread input;
  private final Thread output;

  LinkThreads(String name, Work input, Work output) {
    this.input = thread("net-in " + name, input);
    this.output = thread("net-out " + name, output);
  }

  private static Thread thread(String name, Work work) {
    return Thread.ofPlatform().name(name).daemon().unstarted(() -> untilTheEnd(work));
  }

  private static void untilTheEnd(Work work) {
    try {
      work.run();
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  void start() {
    input.start();
    output.start();
  }

  /** Asks both to end. */
  void end() {
    input.interrupt();
    output.interrupt();
  }

  /** Waits until they have, as far as the caller has the time. */
  void await() {
    try {
      input.join(PATIENCE_MILLIS);
      output.join(PATIENCE_MILLIS);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }

  /** Closes what is of no use any more, whether or not that works. */
  static void closeQuietly(Closeable resource) {
    try {
      resource.close();
    } catch (IOException useless) {
      // There is nothing left to lose: whatever was to be sent has been, or never will be.
    }
  }
}
