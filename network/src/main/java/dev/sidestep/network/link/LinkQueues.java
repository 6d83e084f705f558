package dev.sidestep.network.link;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What is between a machine, which never waits, and a link, which may: a bounded queue each way.
 * When one is full the newest frame is dropped, as by a switch. Thread-safe.
 */
final class LinkQueues {
  /** As many as Linux queues for an Ethernet device. */
  static final int FRAMES = 1_000;

  private static final class Counter {
    final LongAdder frames = new LongAdder();
    final LongAdder bytes = new LongAdder();
    final LongAdder dropped = new LongAdder();

    void passed(int count, long size) {
      frames.add(count);
      bytes.add(size);
    }

    LinkReport.Traffic traffic() {
      return new LinkReport.Traffic(frames.sum(), bytes.sum(), dropped.sum());
    }
  }

  private final BlockingQueue<byte[]> fromGuest = new ArrayBlockingQueue<>(FRAMES);
  private final BlockingQueue<byte[]> toGuest = new ArrayBlockingQueue<>(FRAMES);
  private final Counter sent = new Counter();
  private final Counter received = new Counter();
  private final LongAdder malformed = new LongAdder();
  private final AtomicLong disconnects = new AtomicLong();
  private volatile Runnable listener = () -> {};
  private volatile @Nullable String trouble;
  private volatile boolean isConnected;

  /** A frame of the guest. */
  void accept(byte[] frame) {
    boolean isTooLong = frame.length > FrameDecoder.MAXIMUM_LENGTH;
    if (!isConnected || isTooLong || !fromGuest.offer(frame)) {
      sent.dropped.increment();
    }
  }

  /** The next frame for the guest. */
  byte @Nullable [] next() {
    byte[] frame = toGuest.poll();
    if (frame != null) {
      received.passed(1, frame.length);
    }
    return frame;
  }

  void onInput(Runnable action) {
    listener = action;
    action.run();
  }

  /** Waits for a frame of the guest. */
  byte[] takeFromGuest() throws InterruptedException {
    return fromGuest.take();
  }

  /** One more frame of the guest, if there is one now. */
  byte @Nullable [] peekFromGuest() {
    return fromGuest.peek();
  }

  /** Takes what {@link #peekFromGuest} showed; only the one thread that takes calls it. */
  void removeFromGuest() {
    fromGuest.remove();
  }

  void delivered(int frames, long bytes) {
    sent.passed(frames, bytes);
  }

  void undelivered(int frames) {
    sent.dropped.add(frames);
  }

  /** A frame for the guest; {@link #tell} says so. */
  void arrived(byte[] frame) {
    if (!toGuest.offer(frame)) {
      received.dropped.increment();
    }
  }

  /** False if the next frame for the guest would be dropped. */
  boolean hasRoom() {
    return toGuest.remainingCapacity() > 0;
  }

  void malformed() {
    malformed.increment();
  }

  /** Tells the machine that frames have arrived. */
  void tell() {
    listener.run();
  }

  void connected() {
    isConnected = true;
  }

  /** Nobody is there any more; what the guest had sent is dropped. */
  void disconnected(String why) {
    trouble = why;
    disconnects.incrementAndGet();
    close();
  }

  /** Nothing more goes either way. */
  void close() {
    isConnected = false;
    while (fromGuest.poll() != null) {
      sent.dropped.increment();
    }
  }

  void trouble(String what) {
    trouble = what;
  }

  LinkReport report() {
    return new LinkReport(
        isConnected,
        sent.traffic(),
        received.traffic(),
        malformed.sum(),
        disconnects.get(),
        trouble);
  }
}
