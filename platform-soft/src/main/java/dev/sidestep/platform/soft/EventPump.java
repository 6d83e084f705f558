package dev.sidestep.platform.soft;

import dev.sidestep.base.EventScheduler;
import java.util.concurrent.locks.ReentrantLock;

/** Runs a board's due timers, from whichever thread comes by, and knows when to come again. */
final class EventPump {
  private final Board board;
  private volatile long nextDeadline = EventScheduler.NEVER;

  EventPump(Board board) {
    this.board = board;
    board.scheduler().onEarlierDeadline(this::noteEarlierDeadline);
  }

  private void noteEarlierDeadline() {
    nextDeadline = board.scheduler().nextDeadline();
    board.vcpus().forEach(Vcpu::wake);
  }

  /** Guest nanoseconds of the next timer; may be too early after one was cancelled. */
  long nextDeadline() {
    return nextDeadline;
  }

  /** Runs what is due, unless another thread is at it. */
  void runDue() {
    if (nextDeadline > board.clock().nanos()) {
      return;
    }
    ReentrantLock lock = board.lock();
    if (lock.tryLock()) {
      try {
        board.scheduler().runDue(board.clock().nanos());
        nextDeadline = board.scheduler().nextDeadline();
      } finally {
        lock.unlock();
      }
    }
  }
}
