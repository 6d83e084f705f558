package dev.sidestep.control;

import dev.sidestep.guest.image.TrafficPeer;
import dev.sidestep.guest.image.TrafficRecords;
import dev.sidestep.platform.SerialPeer;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The far end of the serial line in the demonstration. The machine calls it with its lock held; the
 * demonstration watches from another thread.
 */
final class TrafficLine implements SerialPeer {
  private static final long BOOT_PATIENCE_NANOS = 180_000_000_000L;
  private static final long SILENCE_NANOS = 20_000_000_000L;
  private static final long LOOK_AGAIN_MILLIS = 20;
  private static final Pattern LOG = Pattern.compile("kernel log before=(\\d+) after=(\\d+)");

  private final TrafficPeer peer;
  private final byte[] expectedSent;
  private final byte[] expectedEchoed;
  private final ByteArrayOutputStream traffic = new ByteArrayOutputStream();
  private @Nullable GuestSession session;
  private boolean starved = true;
  private long lastByteAt = System.nanoTime();

  TrafficLine(long seed, int sendBytes, int receiveBytes) {
    peer = new TrafficPeer(seed, sendBytes, receiveBytes);
    expectedSent = TrafficRecords.generate(TrafficRecords.Stream.SENT, seed, sendBytes);
    expectedEchoed = TrafficRecords.generate(TrafficRecords.Stream.ECHOED, seed, receiveBytes);
  }

  /** Names the machine that is to be told of new input; before it starts. */
  void connect(GuestSession machine) {
    session = machine;
  }

  @Override
  public void accept(int character) {
    if (take(character) && session != null) {
      session.serialInputAvailable();
    }
  }

  /** True if the machine ran out of input and there may be some again. */
  private synchronized boolean take(int character) {
    lastByteAt = System.nanoTime();
    if (peer.phase() == TrafficPeer.Phase.TRAFFIC) {
      traffic.write(character);
    }
    peer.receive((byte) character);
    return starved && peer.phase() == TrafficPeer.Phase.TRAFFIC;
  }

  @Override
  public synchronized int next() {
    int next = peer.poll();
    starved = next < 0;
    return next;
  }

  synchronized boolean isTraffic() {
    return peer.phase() == TrafficPeer.Phase.TRAFFIC;
  }

  private synchronized TrafficPeer.Phase phase() {
    return peer.phase();
  }

  /** True if the guest said something lately. */
  synchronized boolean isMoving() {
    return System.nanoTime() - lastByteAt < SILENCE_NANOS;
  }

  /** Waits for the traffic to begin; false if that does not happen. */
  boolean awaitTraffic() throws InterruptedException {
    long start = System.nanoTime();
    while (phase() == TrafficPeer.Phase.BOOTING) {
      if (System.nanoTime() - start > BOOT_PATIENCE_NANOS) {
        return false;
      }
      Thread.sleep(1);
    }
    return true;
  }

  /** Waits for the guest's last line; false if it falls silent before. */
  boolean awaitEnd() throws InterruptedException {
    while (phase() != TrafficPeer.Phase.BYE) {
      if (!isMoving()) {
        return false;
      }
      Thread.sleep(LOOK_AGAIN_MILLIS);
    }
    return true;
  }

  /** In which phase the guest is, in words. */
  String whereItIs() {
    return switch (phase()) {
      case BOOTING -> "while it booted";
      case TRAFFIC -> "in the middle of the traffic";
      case REPORTING -> "after the traffic";
      case BYE -> "at the end";
    };
  }

  synchronized long bytesSoFar() {
    return (long) peer.sentBytes() + peer.echoedBytes();
  }

  synchronized long sentBytes() {
    return peer.sentBytes();
  }

  synchronized long echoedBytes() {
    return peer.echoedBytes();
  }

  synchronized List<String> deviations() {
    return peer.deviations();
  }

  /** How many lines the guest's kernel logged during the traffic; -1 if it did not say. */
  synchronized long newLogLines() {
    for (String marker : peer.markers()) {
      Matcher log = LOG.matcher(marker);
      if (log.matches()) {
        return Long.parseLong(log.group(2)) - Long.parseLong(log.group(1));
      }
    }
    return -1;
  }

  /** What became of each byte. */
  synchronized TrafficTally tally() {
    return TrafficTally.of(traffic.toByteArray(), expectedSent, expectedEchoed);
  }
}
