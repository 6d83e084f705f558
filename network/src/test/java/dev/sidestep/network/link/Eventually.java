package dev.sidestep.network.link;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Waits for other threads, for so long that only a hang ends it. */
final class Eventually {
  private static final long PATIENCE_NANOS = 30_000_000_000L;

  private Eventually() {}

  static void until(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Nobody saw to it in time: " + what);
      }
      Thread.sleep(1);
    }
  }

  /** The next {@code count} frames for a guest. */
  static List<byte[]> frames(HostLink link, int count) throws InterruptedException {
    List<byte[]> frames = new ArrayList<>();
    until(
        count + " frames",
        () -> {
          for (byte[] frame = link.next(); frame != null; frame = link.next()) {
            frames.add(frame);
          }
          return frames.size() >= count;
        });
    return frames;
  }

  static byte[] frame(int length, int mark) {
    byte[] frame = new byte[length];
    Arrays.fill(frame, (byte) mark);
    return frame;
  }
}
