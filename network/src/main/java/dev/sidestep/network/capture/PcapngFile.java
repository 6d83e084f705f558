package dev.sidestep.network.capture;

import dev.sidestep.base.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A capture file that is written behind the machine's back, by a thread of its own.
 *
 * <p>Frames wait in a queue of at most 16 MiB; what does not fit is dropped and counted. If the
 * disk is full the rest is dropped too, and {@link #close} says so. Thread-safe.
 */
public final class PcapngFile implements AutoCloseable {
  private static final int QUEUE_BYTES = 16 << 20;
  private static final int BUFFER_BYTES = 256 << 10;

  /** What a queued frame costs besides its bytes. */
  private static final int FRAME_BYTES = 64;

  private static final String TIME = "Times are guest time since power-on.";

  /** Something for the thread to write. */
  private record Packet(
      int interfaceId, long nanos, Content content, Direction direction, String comment) {}

  /** Bytes that nobody changes any more. */
  private static final class Content {
    private final byte[] bytes;

    Content(byte[] bytes) {
      this.bytes = bytes;
    }

    int cost() {
      return bytes.length + FRAME_BYTES;
    }
  }

  private static final class Interface {
    final String name;
    long frames;
    long dropped;

    Interface(String name) {
      this.name = name;
    }
  }

  private final Path path;
  private final FileChannel channel;
  private final Thread thread;
  private final List<Interface> interfaces = new ArrayList<>();
  private List<Packet> queue = new ArrayList<>();
  private List<Packet> writing = List.of();
  private int queuedBytes;
  private long lastNanos;
  private boolean isClosed;
  private @Nullable IOException failure;

  private PcapngFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
    this.thread = Thread.ofPlatform().name("capture").daemon().unstarted(this::run);
  }

  /**
   * Creates a file, or empties one that exists.
   *
   * @throws Failure if that is not possible
   */
  public static PcapngFile create(Path path) {
    try {
      FileChannel channel =
          FileChannel.open(
              path,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE);
      PcapngFile file = new PcapngFile(path, channel);
      file.thread.start();
      return file;
    } catch (IOException refused) {
      throw new Failure(
          Failure.Reason.HOST,
          "The capture file "
              + path
              + " cannot be created ("
              + refused.getMessage()
              + "); name a file in a folder that exists and can be written to.",
          refused);
    }
  }

  /** The number of the interface {@code name}, which is added if it is new. */
  public synchronized int interfaceNumber(String name) {
    for (int index = 0; index < interfaces.size(); index++) {
      if (interfaces.get(index).name.equals(name)) {
        return index;
      }
    }
    interfaces.add(new Interface(name));
    return interfaces.size() - 1;
  }

  /**
   * Records a frame without check sequence, which nobody changes any more; never waits.
   *
   * @param interfaceId from {@link #interfaceNumber}
   * @param nanos guest time
   * @param comment shown with the frame; empty for none
   */
  public synchronized void record(
      int interfaceId, long nanos, byte[] frame, Direction direction, String comment) {
    Interface where = interfaces.get(interfaceId);
    Content content = new Content(frame);
    where.frames++;
    lastNanos = Math.max(lastNanos, nanos);
    if (isClosed || failure != null || queuedBytes + content.cost() > QUEUE_BYTES) {
      where.dropped++;
      return;
    }
    queue.add(new Packet(interfaceId, nanos, content, direction, comment));
    queuedBytes += content.cost();
    notifyAll();
  }

  /** How it goes. */
  public synchronized CaptureReport report() {
    long frames = interfaces.stream().mapToLong(one -> one.frames).sum();
    long dropped = interfaces.stream().mapToLong(one -> one.dropped).sum();
    return new CaptureReport(path, frames - dropped, dropped);
  }

  private void run() {
    Writer writer = new Writer();
    try (channel) {
      writer.header();
      for (List<Packet> packets = take(); !packets.isEmpty(); packets = take()) {
        writer.write(packets);
      }
      writer.statistics();
    } catch (IOException full) {
      fail(full);
    } catch (InterruptedException never) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for frames; returns none when the file is to be closed. */
  private synchronized List<Packet> take() throws InterruptedException {
    while (queue.isEmpty() && !isClosed) {
      wait();
    }
    writing = queue;
    queue = new ArrayList<>();
    queuedBytes = 0;
    return writing;
  }

  /** What was being written counts as lost, though some of it may be in the file. */
  private synchronized void fail(IOException why) {
    failure = why;
    drop(writing);
    drop(queue);
    queue = new ArrayList<>();
    queuedBytes = 0;
  }

  private void drop(List<Packet> packets) {
    packets.forEach(packet -> interfaces.get(packet.interfaceId()).dropped++);
  }

  private synchronized String nameOf(int interfaceId) {
    return interfaces.get(interfaceId).name;
  }

  /** The thread's side. */
  private final class Writer {
    private ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private PcapngBlocks blocks = new PcapngBlocks(buffer);
    private int described;

    void header() throws IOException {
      blocks.sectionHeader("Sidestep", TIME);
      flush();
    }

    void write(List<Packet> packets) throws IOException {
      for (Packet packet : packets) {
        describe(packet.interfaceId());
        makeRoom(packet.content().bytes.length + length(packet.comment()));
        blocks.packet(
            packet.interfaceId(),
            packet.nanos(),
            packet.content().bytes,
            packet.direction().flags(),
            packet.comment());
      }
      flush();
    }

    private static int length(String text) {
      return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private void describe(int interfaceId) throws IOException {
      for (; described <= interfaceId; described++) {
        String name = nameOf(described);
        makeRoom(length(name));
        blocks.interfaceDescription(name);
      }
    }

    private void makeRoom(int bytes) throws IOException {
      int needed = bytes + PcapngBlocks.OVERHEAD_BYTES;
      if (buffer.remaining() < needed) {
        flush();
      }
      if (buffer.capacity() < needed) {
        buffer = ByteBuffer.allocate(needed);
        blocks = new PcapngBlocks(buffer);
      }
    }

    void statistics() throws IOException {
      synchronized (PcapngFile.this) {
        for (int index = 0; index < described; index++) {
          Interface one = interfaces.get(index);
          makeRoom(0);
          blocks.statistics(index, lastNanos, one.frames, one.dropped);
        }
      }
      flush();
    }

    private void flush() throws IOException {
      buffer.flip();
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      buffer.clear();
    }
  }

  /**
   * Writes what is queued and closes the file. Idempotent.
   *
   * @throws Failure if not everything that was recorded is in the file because the disk failed
   */
  @Override
  public void close() {
    synchronized (this) {
      if (isClosed) {
        return;
      }
      isClosed = true;
      notifyAll();
    }
    try {
      thread.join();
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
    reportFailure();
  }

  private synchronized void reportFailure() {
    IOException why = failure;
    if (why != null) {
      throw new Failure(
          Failure.Reason.HOST,
          "The capture "
              + path
              + " is incomplete: the file could not be written ("
              + why.getMessage()
              + ") and "
              + report().dropped()
              + " frames are missing; make room on the disk and capture again.",
          why);
    }
  }
}
