package dev.sidestep.conformance.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.control.GuestSession;
import dev.sidestep.control.Progress;
import dev.sidestep.control.RunOptions;
import dev.sidestep.control.Sidestep;
import dev.sidestep.control.SwitchOutcome;
import dev.sidestep.guest.image.TrafficPeer;
import dev.sidestep.platform.SerialPeer;
import dev.sidestep.platform.StopReason;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Debian echoes what it receives while custody changes at random moments, on one hart and on four.
 */
@Timeout(300)
class DebianTrafficTest {
  private static final Sidestep SIDESTEP = Sidestep.load();
  private static final long SEED = 11;
  private static final int RECEIVE_BYTES = 64 << 10;
  private static final String WORDS =
      "sidestep.mode=traffic sidestep.baud=1500000 sidestep.send=0 sidestep.receive="
          + RECEIVE_BYTES
          + " sidestep.seed="
          + SEED;

  @BeforeAll
  static void needsDebian() {
    Debian.assumeAvailable(SIDESTEP);
  }

  /** The checking peer, for the machine's threads and the test's. */
  private static final class Line implements SerialPeer {
    private final TrafficPeer peer = new TrafficPeer(SEED, 0, RECEIVE_BYTES);
    private volatile GuestSession session;

    @Override
    public void accept(int character) {
      synchronized (this) {
        peer.receive((byte) character);
      }
      session.serialInputAvailable();
    }

    @Override
    public synchronized int next() {
      return peer.poll();
    }

    synchronized TrafficPeer.Phase phase() {
      return peer.phase();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void everyByteComesBackOnceAndInOrder(int harts) throws InterruptedException {
    Line line = new Line();
    RunOptions options = Debian.withWords(harts, WORDS);
    Random random = new Random(SEED);
    int completed = 0;
    try (GuestSession session = SIDESTEP.prepare(options, line, Progress.NONE)) {
      line.session = session;
      session.start();
      while (line.phase() == TrafficPeer.Phase.BOOTING) {
        Thread.sleep(1);
      }
      boolean virtualize = true;
      while (line.phase() == TrafficPeer.Phase.TRAFFIC) {
        LockSupport.parkNanos(random.nextInt(5_000_000));
        SwitchOutcome outcome = flip(session, virtualize);
        completed += outcome.completed() ? 1 : 0;
        virtualize = outcome.custody().equals("direct");
      }
      assertThat(session.awaitEnd().stop()).isEqualTo(StopReason.POWER_OFF);
    }
    assertThat(line.peer.deviations()).allMatch(KernelLog::isAboutTheHost);
    assertThat(line.peer.echoedBytes()).isEqualTo(RECEIVE_BYTES);
    assertThat(completed).isPositive();
  }

  private static SwitchOutcome flip(GuestSession session, boolean virtualize) {
    return (virtualize
            ? session.virtualize(GuestSession.SERIAL)
            : session.devirtualize(GuestSession.SERIAL))
        .toCompletableFuture()
        .join();
  }
}
