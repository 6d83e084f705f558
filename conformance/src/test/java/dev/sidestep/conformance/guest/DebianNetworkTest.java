package dev.sidestep.conformance.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.control.GuestSession;
import dev.sidestep.control.NetworkOptions;
import dev.sidestep.control.Progress;
import dev.sidestep.control.Sidestep;
import dev.sidestep.control.SwitchOutcome;
import dev.sidestep.control.load.GuestOrders;
import dev.sidestep.control.load.NetworkLoad;
import dev.sidestep.control.load.SequenceLedger;
import dev.sidestep.platform.StopReason;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Debian's own driver on the 82540EM while custody changes at random moments: every byte arrives,
 * on one hart and on four, with the link going down and up, and with the driver going and coming.
 */
@Timeout(400)
class DebianNetworkTest {
  private static final Sidestep SIDESTEP = Sidestep.load();
  private static final long SEED = 13;
  private static final int SWITCHES = 60;
  private static final int CONNECTIONS = 20;
  private static final int DATAGRAMS = 200;
  private static final int PINGS = 200;
  private static final long PATIENCE_SECONDS = 120;
  private static final int LONGEST_PAUSE_NANOS = 40_000_000;

  private final GuestOrders orders = new GuestOrders();
  private final Random random = new Random(SEED);

  @BeforeAll
  static void needsDebian() {
    Debian.assumeAvailable(SIDESTEP);
  }

  /** A guest whose card is up; the caller closes it. */
  private GuestSession start(int harts) throws InterruptedException {
    GuestSession session =
        SIDESTEP.prepare(
            Debian.withWords(harts, "sidestep.mode=network").withNetwork(NetworkOptions.USER),
            orders,
            Progress.NONE);
    orders.connect(session::serialInputAvailable);
    session.start();
    assertThat(orders.await(0, "network ready", PATIENCE_SECONDS)).isPresent();
    assertThat(orders.ask("up", "net up eth0", PATIENCE_SECONDS)).isPresent();
    return session;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void nothingIsLostWhileCustodyChanges(int harts) throws InterruptedException {
    try (NetworkLoad load = new NetworkLoad(SEED);
        GuestSession session = start(harts)) {
      int place = orders.order("receive " + load.sourcePort());
      orders.order("connect %d %d".formatted(load.echoPort(), CONNECTIONS));
      orders.order("datagrams %d %d".formatted(load.datagramPort(), DATAGRAMS));
      orders.order("ping %d 0.01".formatted(PINGS));
      orders.order("fetch " + load.filePort());
      for (int i = 0; i < SWITCHES; i++) {
        LockSupport.parkNanos(random.nextInt(LONGEST_PAUSE_NANOS));
        assertThat(flip(session).completed()).isTrue();
      }
      load.endSource();
      assertThat(orders.ask("wait", "net idle", PATIENCE_SECONDS)).isPresent();
      assertThat(answer(place, "net receive"))
          .containsEntry("sha256", load.sourceHashes().getFirst());
      assertThat(answer(place, "net fetch")).containsEntry("sha256", load.fileHash());
      assertThat(answer(place, "net connect")).containsEntry("good", "" + CONNECTIONS);
      assertThat(answer(place, "net ping"))
          .containsEntry("received", "" + PINGS)
          .containsEntry("duplicates", "0");
      assertThat(load.datagrams(DATAGRAMS))
          .isEqualTo(new SequenceLedger.Tally(DATAGRAMS, 0, 0, 0, 0));
      assertThat(load.troubles()).isEmpty();
      assertThat(orders.ask("log", "kernel log", PATIENCE_SECONDS)).isPresent();
      end(session);
      assertThat(orders.markers().stream().filter(KernelLog::isAboutTheGuest)).isEmpty();
    }
  }

  @Test
  void theLinkAndTheDriverComeBack() throws InterruptedException {
    try (NetworkLoad load = new NetworkLoad(SEED);
        GuestSession session = start(1)) {
      flipDuring(session, "flap 2", "net flap");
      flipDuring(session, "reload 2", "net reload");
      int place = orders.order("connect %d %d".formatted(load.echoPort(), CONNECTIONS));
      assertThat(orders.await(place, "net connect", PATIENCE_SECONDS)).isPresent();
      assertThat(answer(place, "net connect")).containsEntry("good", "" + CONNECTIONS);
      end(session);
    }
  }

  /** Custody changes until the guest answers; a switch that the guest's driver resets is undone. */
  private void flipDuring(GuestSession session, String order, String answer)
      throws InterruptedException {
    int place = orders.order(order);
    while (orders.await(place, answer, 0).isEmpty()) {
      LockSupport.parkNanos(random.nextInt(LONGEST_PAUSE_NANOS));
      String custody = flip(session).custody();
      assertThat(custody).isIn("direct", "emulated");
    }
    assertThat(answer(place, answer)).containsEntry("status", "0");
  }

  private Map<String, String> answer(int place, String words) throws InterruptedException {
    return GuestOrders.fields(orders.await(place, words, PATIENCE_SECONDS).orElseThrow());
  }

  private void end(GuestSession session) throws InterruptedException {
    orders.order("bye");
    assertThat(session.awaitEnd().stop()).isEqualTo(StopReason.POWER_OFF);
  }

  private static SwitchOutcome flip(GuestSession session) {
    boolean direct =
        session.status().devices().stream()
            .filter(device -> device.name().equals(GuestSession.CARD.name()))
            .anyMatch(device -> device.custody().equals("direct"));
    return (direct
            ? session.virtualize(GuestSession.CARD)
            : session.devirtualize(GuestSession.CARD))
        .toCompletableFuture()
        .join();
  }
}
