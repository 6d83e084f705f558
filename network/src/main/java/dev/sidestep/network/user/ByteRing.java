package dev.sidestep.network.user;

import java.nio.ByteBuffer;

/**
 * The part of a byte stream between its head and at most {@code capacity} bytes further. Positions
 * count from anywhere and never wrap. Memory is taken as it is needed.
 */
final class ByteRing {
  private static final int SMALLEST = 4096;

  private final int capacity;
  private byte[] bytes = new byte[SMALLEST];
  private long head;

  /**
   * An empty ring.
   *
   * @param capacity a power of two, at least 4096
   */
  ByteRing(int capacity, long head) {
    this.capacity = capacity;
    this.head = head;
  }

  /** The first position that is kept. */
  long head() {
    return head;
  }

  /** The first position that there is no room for. */
  long limit() {
    return head + capacity;
  }

  /** Forgets everything before {@code position}. */
  void discardTo(long position) {
    head = position;
  }

  /** Stores bytes inside {@link #head} .. {@link #limit}. */
  void put(long position, byte[] source, int offset, int length) {
    reserve(position + length);
    int at = index(position);
    int first = Math.min(length, bytes.length - at);
    System.arraycopy(source, offset, bytes, at, first);
    System.arraycopy(source, offset + first, bytes, 0, length - first);
  }

  /** Copies bytes that were stored. */
  void get(long position, byte[] target, int offset, int length) {
    int at = index(position);
    int first = Math.min(length, bytes.length - at);
    System.arraycopy(bytes, at, target, offset, first);
    System.arraycopy(bytes, 0, target, offset + first, length - first);
  }

  /** As much of {@code from} .. {@code to} as lies together; at least one byte unless empty. */
  ByteBuffer span(long from, long to) {
    reserve(to);
    int at = index(from);
    return ByteBuffer.wrap(bytes, at, (int) Math.min(to - from, bytes.length - at));
  }

  private int index(long position) {
    return (int) position & (bytes.length - 1);
  }

  private void reserve(long end) {
    int size = bytes.length;
    while (end - head > size) {
      size *= 2;
    }
    if (size > bytes.length) {
      grow(size);
    }
  }

  private void grow(int size) {
    byte[] old = bytes;
    byte[] grown = new byte[size];
    for (long at = head; at < head + old.length; ) {
      int from = (int) at & (old.length - 1);
      int to = (int) at & (size - 1);
      int length = (int) Math.min(old.length - from, head + old.length - at);
      System.arraycopy(old, from, grown, to, Math.min(length, size - to));
      at += Math.min(length, size - to);
    }
    bytes = grown;
  }
}
