package dev.sidestep.conformance.guest;

import dev.sidestep.platform.SerialPeer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;

/** A serial peer that keeps what the guest says and types what a test wants. */
final class Console implements SerialPeer {
  private final StringBuilder said = new StringBuilder();
  private final Queue<Byte> toType = new ArrayDeque<>();

  @Override
  public synchronized void accept(int character) {
    said.append((char) character);
    notifyAll();
  }

  @Override
  public synchronized int next() {
    Byte next = toType.poll();
    return next == null ? -1 : next & 0xff;
  }

  /** Queues characters; the caller tells the session. */
  synchronized void type(String text) {
    for (byte b : text.getBytes(StandardCharsets.ISO_8859_1)) {
      toType.add(b);
    }
  }

  synchronized String said() {
    return said.toString();
  }

  /** Waits until the guest has said {@code text}; false after two minutes. */
  boolean awaitSaid(String text) throws InterruptedException {
    return awaitSaid(text, 0);
  }

  /** As above, behind what it had said at length {@code from}. */
  synchronized boolean awaitSaid(String text, int from) throws InterruptedException {
    long deadline = System.nanoTime() + 120_000_000_000L;
    while (said.indexOf(text, from) < 0) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }
}
