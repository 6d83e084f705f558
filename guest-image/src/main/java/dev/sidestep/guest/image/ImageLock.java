package dev.sidestep.guest.image;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One writer to the cache at a time: a lock on the file {@code .lock} against other processes, and
 * one against other threads of this process. The host releases the former when a process dies.
 */
final class ImageLock implements AutoCloseable {
  private static final ReentrantLock IN_PROCESS = new ReentrantLock();

  private final FileChannel channel;

  private ImageLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Waits for the lock; tells {@code progress} if it is not free at once. */
  static ImageLock acquire(Path images, PullProgress progress) throws IOException {
    if (!IN_PROCESS.tryLock()) {
      progress.step("Wait for another pull");
      IN_PROCESS.lock();
    }
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              images.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        progress.step("Wait for another pull");
        lock = channel.lock();
      }
      return new ImageLock(channel);
    } catch (IOException | OverlappingFileLockException e) {
      if (channel != null) {
        channel.close();
      }
      IN_PROCESS.unlock();
      throw e;
    }
  }

  /** Gives the lock back; on the thread that acquired it. */
  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      IN_PROCESS.unlock();
    }
  }
}
