package dev.sidestep.platform.soft;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where the threads of all vCPUs meet for a bracket. The last one to arrive runs it, the others
 * wait, so nobody waits while holding the board's lock.
 */
final class Rendezvous {
  private final RunControl control;
  private final ReentrantLock boardLock;
  private final int parties;

  /** Taken before the board's lock, never after it. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition bracketOver = lock.newCondition();
  private int arrived;
  private long generation;
  private long firstArrivalNanos;

  Rendezvous(RunControl control, ReentrantLock boardLock, int parties) {
    this.control = control;
    this.boardLock = boardLock;
    this.parties = parties;
  }

  /** If a bracket is wanted: stops here until it is over. */
  void meet() {
    while (control.hasBracket() && control.stopReason() == null) {
      arrive();
    }
  }

  private void arrive() {
    lock.lock();
    try {
      if (arrived == 0) {
        firstArrivalNanos = System.nanoTime();
      }
      arrived++;
      if (arrived == parties) {
        runBracket();
      } else {
        awaitOthers();
      }
    } finally {
      lock.unlock();
    }
  }

  private void runBracket() {
    boardLock.lock();
    try {
      control.runBracket(firstArrivalNanos);
    } finally {
      boardLock.unlock();
      arrived = 0;
      generation++;
      bracketOver.signalAll();
    }
  }

  /** A machine that stops does not signal; its threads look for themselves. */
  private void awaitOthers() {
    long mine = generation;
    while (generation == mine) {
      if (control.stopReason() != null) {
        arrived--;
        return;
      }
      try {
        boolean _ = bracketOver.await(5, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("vCPU threads are not interrupted", e);
      }
    }
  }
}
