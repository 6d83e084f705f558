package dev.sidestep.platform.soft;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Compiles guest code beside the harts, one piece after the other; begins with the first. Any
 * thread.
 */
final class TranslatorThread implements Executor, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(TranslatorThread.class.getName());

  private final LinkedBlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
  private @Nullable Thread thread;
  private boolean closed;

  @Override
  public synchronized void execute(Runnable task) {
    if (closed) {
      return;
    }
    work.add(task);
    if (thread == null) {
      thread = Thread.ofPlatform().name("translator").daemon().start(this::run);
    }
  }

  private void run() {
    try {
      while (true) {
        attempt(work.take());
      }
    } catch (InterruptedException e) {
      // Closed: the rest is of no use any more.
    }
  }

  /** Guest code that cannot be compiled stays interpreted. */
  private static void attempt(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | LinkageError e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "A piece of guest code stays interpreted, because it could not be compiled; that is a"
              + " fault of Sidestep's.",
          e);
    }
  }

  /** Waits for what is being compiled, and drops the rest. */
  @Override
  public void close() {
    Thread running;
    synchronized (this) {
      closed = true;
      work.clear();
      running = thread;
    }
    if (running != null) {
      running.interrupt();
      UninterruptedJoin.await(List.of(running));
    }
  }
}
