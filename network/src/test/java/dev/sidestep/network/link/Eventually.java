package dev.sidestep.network.link;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /** A socket that is bound and not listening yet is there, but refuses. */
  static boolean isListening(Path socket) {
    try {
      String sockets = Files.readString(Path.of("/proc/net/unix"));
      return sockets.lines().anyMatch(line -> isListening(line, socket.toString()));
    } catch (IOException unexpected) {
      throw new AssertionError(unexpected);
    }
  }

  /** The fourth column has the flag __SO_ACCEPTCON. */
  private static boolean isListening(String line, String path) {
    return line.endsWith(" " + path) && line.split(" +", -1)[3].equals("00010000");
  }

  static byte[] frame(int length, int mark) {
    byte[] frame = new byte[length];
    Arrays.fill(frame, (byte) mark);
    return frame;
  }
}
