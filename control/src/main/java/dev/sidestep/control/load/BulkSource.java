package dev.sidestep.control.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Sends a seeded stream until it is told to end, and remembers the hash of each stream. */
final class BulkSource implements TcpService.Handler {
  private static final int CHUNK_BYTES = 1 << 14;

  private final long seed;
  private final AtomicLong bytes = new AtomicLong();
  private final List<String> hashes = new CopyOnWriteArrayList<>();
  private volatile boolean ended;

  BulkSource(long seed) {
    this.seed = seed;
  }

  @Override
  public void serve(InputStream in, OutputStream out) throws IOException {
    ended = false;
    StreamHash hash = new StreamHash();
    SplittableRandom random = new SplittableRandom(seed);
    byte[] chunk = new byte[CHUNK_BYTES];
    while (!ended) {
      random.nextBytes(chunk);
      hash.add(chunk);
      out.write(chunk);
      bytes.addAndGet(chunk.length);
    }
    hashes.add(hash.hex());
  }

  /** Ends the streams that are under way. */
  void end() {
    ended = true;
  }

  long bytes() {
    return bytes.get();
  }

  /** SHA-256 of the streams that have ended, in order. */
  List<String> hashes() {
    return List.copyOf(hashes);
  }
}
