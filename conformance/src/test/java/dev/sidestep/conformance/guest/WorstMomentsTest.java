package dev.sidestep.conformance.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.control.Sidestep;
import dev.sidestep.control.load.NetworkLoad;
import dev.sidestep.vmm.SwitchReport;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Debian's own driver on the 82540EM while custody changes at the worst moments: rings full, empty
 * and out of buffers, and the transmitter inside a packet that it segments. Each moment is waited
 * for. What counts is where the guest's rings stood when the monitor's driver took the chip over
 * (218), and when it was asked to give it back (708).
 */
@Timeout(400)
class WorstMomentsTest {
  private static final Sidestep SIDESTEP = Sidestep.load();
  private static final long SEED = 17;
  private static final int AT_LEAST = 8;
  private static final int MOST_CHANGES = 100;

  /** Streams that do not fill the ring. */
  private static final int FIRST_SENDERS = 3;

  /** Streams that do. */
  private static final int SENDERS = 12;

  /** More than the receive ring has buffers, and no more than the chip's FIFO can hold. */
  private static final int FLOOD = 400;

  /** Silence is asked for during so much of each period: no TCP timer is to run out. */
  private static final long SILENT_NANOS = 60_000_000;

  private static final long PERIOD_NANOS = 160_000_000;

  /** Else Linux posts no more than it believes to be sent soon (byte queue limits). */
  private static final String UNLIMITED =
      "echo max >/sys/class/net/eth0/queues/tx-0/byte_queue_limits/limit_min";

  @BeforeAll
  static void needsDebian() {
    Debian.assumeAvailable(SIDESTEP);
  }

  @Test
  void nothingIsLostAtTheWorstMoments() throws InterruptedException {
    try (NetworkLoad load = new NetworkLoad(SEED);
        DebianMachine guest =
            new DebianMachine("82540EM", DebianBoot.shell("e1000", load.pattern()))) {
      WatchedCard card = new WatchedCard(guest);
      guest.start(UNLIMITED);
      TrafficBothWays traffic = new TrafficBothWays(guest, load);

      change(card, RingMoment::isIdle, _ -> {}, () -> {});
      traffic.begin();
      for (int i = 1; i < FIRST_SENDERS; i++) {
        traffic.send();
      }
      traffic.count();
      change(card, RingMoment::isInsideSegmentation, _ -> silence(guest), guest::resume);
      for (int i = FIRST_SENDERS; i < SENDERS; i++) {
        traffic.send();
      }
      change(card, RingMoment::isTransmitFull, _ -> silence(guest), guest::resume);
      traffic.everyCountedPacketArrived();
      change(
          card,
          RingMoment::isOutOfBuffers,
          moment -> flood(guest, moment),
          () -> card.await(RingMoment::isReadyToReceive));

      traffic.end();
      assertThat(guest.kernelLog()).isEmpty();
    }
  }

  private static void silence(DebianMachine guest) {
    if (Math.floorMod(System.nanoTime(), PERIOD_NANOS) < SILENT_NANOS) {
      guest.pause();
    }
  }

  /** Nothing is added to what the guest has not taken yet. */
  private static void flood(DebianMachine guest, RingMoment moment) {
    if (moment.isReadyToReceive()) {
      guest.flood(FLOOD);
    }
  }

  /**
   * Changes custody at moments of that kind until it has happened often enough, in both directions.
   * A change that is not granted has a reason, and changes nothing.
   */
  private static void change(
      WatchedCard card, Predicate<RingMoment> kind, Consumer<RingMoment> provoke, Runnable relax) {
    int changes = 0;
    while (count(card.virtualizations(), kind) < AT_LEAST
        || count(card.devirtualizations(), kind) < AT_LEAST) {
      assertThat(changes++)
          .as("changes, %s, %s", card.virtualizations(), card.devirtualizations())
          .isLessThan(MOST_CHANGES);
      SwitchReport report = card.changeWhen(kind, provoke, relax);
      assertThat(report.isDone() || !report.reason().isEmpty()).isTrue();
    }
  }

  private static long count(List<RingMoment> moments, Predicate<RingMoment> kind) {
    return moments.stream().filter(kind).count();
  }
}
