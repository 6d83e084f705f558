package dev.sidestep.control.load;

import dev.sidestep.platform.SerialPeer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * The host's end of the console of a guest in the mode "network": orders are typed, and the guest's
 * own lines are kept. The machine calls it with its lock held, others wait on other threads.
 */
public final class GuestOrders implements SerialPeer {
  private static final String MARKER = "sidestep: ";

  private final StringBuilder line = new StringBuilder();
  private final List<String> markers = new ArrayList<>();
  private final Queue<Byte> toType = new ArrayDeque<>();
  private Runnable inputAvailable = () -> {};

  /** Nothing said, nothing typed. */
  public GuestOrders() {}

  /** Names what tells the machine of new input; before it starts. */
  public synchronized void connect(Runnable newInputAvailable) {
    inputAvailable = newInputAvailable;
  }

  @Override
  public synchronized void accept(int character) {
    if (character != '\n') {
      line.append((char) character);
      return;
    }
    // Messages of the kernel may have come into the same line before it.
    int at = line.indexOf(MARKER);
    if (at >= 0) {
      markers.add(line.substring(at + MARKER.length()).strip());
      notifyAll();
    }
    line.setLength(0);
  }

  @Override
  public synchronized int next() {
    Byte next = toType.poll();
    return next == null ? -1 : next & 0xff;
  }

  /** Types an order; returns the place in the guest's lines after which its answer will be. */
  public int order(String text) {
    Runnable tell;
    int place;
    synchronized (this) {
      for (byte b : (text + "\n").getBytes(StandardCharsets.US_ASCII)) {
        toType.add(b);
      }
      tell = inputAvailable;
      place = markers.size();
    }
    tell.run();
    return place;
  }

  /** Waits for the first line behind {@code place} that starts with {@code words}. */
  public Optional<String> await(int place, String words, long patienceSeconds)
      throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(patienceSeconds);
    synchronized (this) {
      while (true) {
        Optional<String> found =
            markers.subList(place, markers.size()).stream()
                .filter(marker -> marker.startsWith(words))
                .findFirst();
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (found.isPresent() || left <= 0) {
          return found;
        }
        wait(left);
      }
    }
  }

  /** Types an order and waits for the line that answers it. */
  public Optional<String> ask(String order, String answer, long patienceSeconds)
      throws InterruptedException {
    return await(order(order), answer, patienceSeconds);
  }

  /** The guest's own lines so far. */
  public synchronized List<String> markers() {
    return List.copyOf(markers);
  }

  /** The words {@code name=value} of a line. */
  public static Map<String, String> fields(String marker) {
    Map<String, String> fields = new HashMap<>();
    for (String word : marker.split(" ", -1)) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        fields.put(word.substring(0, equals), word.substring(equals + 1));
      }
    }
    return fields;
  }
}
