package dev.sidestep.cli.terminal;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A bounded queue of bytes between two threads, of which one may not wait. Grows as needed. */
final class ByteQueue {
  private static final int FIRST_BYTES = 1 << 12;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final int limit;
  private byte[] ring = new byte[FIRST_BYTES];
  private int head;
  private int size;
  private long dropped;
  private boolean closed;

  /** A queue of at most {@code limit} bytes, a power of two of 4 KiB or more. */
  ByteQueue(int limit) {
    this.limit = limit;
  }

  /** Adds a byte; returns false and counts it if there is no room. */
  boolean offer(byte value) {
    lock.lock();
    try {
      if (size == limit) {
        dropped++;
        return false;
      }
      add(value);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Adds a byte when there is room, or drops it when the queue is closed. */
  void put(byte value) throws InterruptedException {
    lock.lock();
    try {
      while (size == limit && !closed) {
        changed.await();
      }
      if (size < limit) {
        add(value);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The next byte, 0..255, or -1 if there is none now. */
  int poll() {
    lock.lock();
    try {
      if (size == 0) {
        return -1;
      }
      changed.signalAll();
      return remove() & 0xFF;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for bytes and moves as many as fit; 0 if the queue is closed and empty. */
  int take(byte[] into) throws InterruptedException {
    lock.lock();
    try {
      while (size == 0 && !closed) {
        changed.await();
      }
      int count = Math.min(size, into.length);
      for (int i = 0; i < count; i++) {
        into[i] = remove();
      }
      changed.signalAll();
      return count;
    } finally {
      lock.unlock();
    }
  }

  /** Bytes that found no room. */
  long dropped() {
    lock.lock();
    try {
      return dropped;
    } finally {
      lock.unlock();
    }
  }

  /** Wakes whoever waits; what is in the queue can still be taken. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void add(byte value) {
    if (size == ring.length) {
      grow();
    }
    ring[(head + size) & (ring.length - 1)] = value;
    size++;
    changed.signalAll();
  }

  private byte remove() {
    byte value = ring[head];
    head = (head + 1) & (ring.length - 1);
    size--;
    return value;
  }

  private void grow() {
    byte[] larger = new byte[2 * ring.length];
    for (int i = 0; i < size; i++) {
      larger[i] = ring[(head + i) & (ring.length - 1)];
    }
    ring = larger;
    head = 0;
  }
}
