package dev.sidestep.control;

import dev.sidestep.control.load.GuestOrders;
import dev.sidestep.control.load.NetworkLoad;
import dev.sidestep.control.load.SequenceLedger;
import dev.sidestep.guest.image.GuestImage;
import dev.sidestep.network.user.NetworkCount;
import dev.sidestep.network.user.PingReport;
import dev.sidestep.network.user.Pinger;
import dev.sidestep.network.user.Subnet;
import dev.sidestep.vmm.DeviceCounters;
import dev.sidestep.vmm.Vmm;
import java.util.List;
import java.util.Map;

/**
 * The network part of the demonstration: bulk TCP in both directions, a thousand echo requests a
 * second, datagrams and short connections, while the custody of the card changes at random moments.
 */
final class NetworkDemonstration {
  private static final long LONGEST_PAUSE_NANOS = 40_000_000;
  private static final int PINGS_PER_SECOND = 1000;
  private static final int DATAGRAMS = 1000;
  private static final int CONNECTIONS = 50;
  private static final long PATIENCE_SECONDS = 60;
  private static final long SILENCE_NANOS = 20_000_000_000L;

  /** The guest's driver reads the card's statistics every two seconds. */
  private static final long STATISTICS_MILLIS = 2_500;

  private final DemoOptions options;
  private final GuestImage image;
  private final Progress progress;
  private final List<String> broken;

  NetworkDemonstration(
      DemoOptions options, GuestImage image, Progress progress, List<String> broken) {
    this.options = options;
    this.image = image;
    this.progress = progress;
    this.broken = broken;
  }

  /** Bytes a second, sent and received by the guest. */
  private record Rates(double sent, double received) {
    double sum() {
      return sent + received;
    }
  }

  NetworkProof run() throws InterruptedException {
    progress.phase("Load the network of a bare guest");
    Rates bare;
    try (GuestNetwork guest = GuestNetwork.start(image, options, false)) {
      bare = rates(guest);
    }
    progress.phase("Load the network under the monitor");
    try (GuestNetwork guest = GuestNetwork.start(image, options, true)) {
      Rates direct = rates(guest);
      progress.phase("Change custody of the card under load");
      NetworkProof.Throughput throughput =
          new NetworkProof.Throughput(
              bare.sent, bare.received, direct.sent, direct.received, direct.sum() / bare.sum());
      return flips(guest, throughput);
    }
  }

  private static Rates rates(GuestNetwork guest) throws InterruptedException {
    double received = guest.receivingRate();
    return new Rates(guest.sendingRate(), received);
  }

  private NetworkProof flips(GuestNetwork guest, NetworkProof.Throughput throughput)
      throws InterruptedException {
    Vmm vmm = guest.session().monitor();
    GuestOrders orders = guest.orders();
    NetworkLoad load = guest.load();
    long sentBefore = load.sentBytes();
    long receivedBefore = load.receivedBytes();
    CustodyFlips flips =
        new CustodyFlips(vmm, GuestSession.CARD, LONGEST_PAUSE_NANOS, options.seed());
    Pinger pinger = guest.network().ping(Subnet.FIRST_GUEST, PINGS_PER_SECOND);
    orders.order("send " + load.sinkPort());
    orders.order("receive " + load.sourcePort());
    orders.order("datagrams %d %d".formatted(load.datagramPort(), DATAGRAMS));
    orders.order("connect %d %d".formatted(load.echoPort(), CONNECTIONS));
    flipUnderLoad(load, flips);
    load.endSource();
    orders.order("halt");
    promise(
        orders.ask("wait", "net idle", PATIENCE_SECONDS).isPresent(),
        "The guest did not end its work after the last switch.");
    pinger.stop();
    Thread.sleep(STATISTICS_MILLIS);
    return proof(
        guest,
        flips,
        pinger.report(),
        new Bytes(load.sentBytes() - sentBefore, load.receivedBytes() - receivedBefore),
        throughput);
  }

  private record Bytes(long sent, long received) {}

  /** Frames of the cable that the guest's card did not count, and the other way round. */
  private record Frames(long lost, long surplus) {
    static Frames of(Map<String, Long> card, Map<NetworkCount, Long> gateway) {
      long unsent = difference(card, "tx_packets", gateway, NetworkCount.FRAMES_FROM_GUEST);
      long invented = difference(card, "rx_packets", gateway, NetworkCount.FRAMES_TO_GUEST);
      return new Frames(
          Math.max(0, unsent) + Math.max(0, -invented),
          Math.max(0, -unsent) + Math.max(0, invented));
    }

    private static long difference(
        Map<String, Long> card, String name, Map<NetworkCount, Long> gateway, NetworkCount count) {
      return card.getOrDefault(name, 0L) - gateway.getOrDefault(count, 0L);
    }
  }

  /**
   * Echo requests without an answer, but for those that the guest's kernel received and chose not
   * to answer: it does so when many come at once after the host has paused.
   */
  private static long unexplained(PingReport pings, Map<String, Long> kernel) {
    long ignored = kernel.getOrDefault("InEchos", 0L) - kernel.getOrDefault("OutEchoReps", 0L);
    return Math.max(0, pings.lost() + pings.outstanding() - ignored);
  }

  private void flipUnderLoad(NetworkLoad load, CustodyFlips flips) throws InterruptedException {
    long bytes = 0;
    long movedAt = System.nanoTime();
    while (flips.completed() < options.switches()) {
      flips.flip();
      progress.advance(flips.completed(), options.switches());
      long now = load.sentBytes() + load.receivedBytes();
      if (now != bytes) {
        bytes = now;
        movedAt = System.nanoTime();
      } else if (System.nanoTime() - movedAt > SILENCE_NANOS) {
        broken.add(
            "The guest's network stood still after %,d switches. %s"
                .formatted(flips.completed(), flips.lastRefusal()));
        return;
      }
    }
  }

  private NetworkProof proof(
      GuestNetwork guest,
      CustodyFlips flips,
      PingReport pings,
      Bytes bytes,
      NetworkProof.Throughput throughput)
      throws InterruptedException {
    NetworkLoad load = guest.load();
    DeviceCounters counters = guest.session().monitor().status(GuestSession.CARD).counters();
    SequenceLedger.Tally datagrams = load.datagrams(DATAGRAMS);
    SequenceLedger.Tally connections = load.connections(CONNECTIONS);
    Map<String, Long> kernel = guest.counters();
    Map<NetworkCount, Long> gateway = guest.network().counts();
    Frames frames = Frames.of(kernel, gateway);
    long logLines = newLogLines(guest.orders());
    NetworkProof proof =
        new NetworkProof(
            bytes.sent,
            bytes.received,
            frames.lost() + datagrams.lost() + unexplained(pings, kernel),
            frames.surplus() + pings.duplicated() + datagrams.duplicated(),
            pings.reordered() + datagrams.reordered(),
            kernel.getOrDefault("RetransSegs", 0L)
                + gateway.getOrDefault(NetworkCount.RETRANSMISSIONS, 0L),
            connections.received(),
            datagrams.received(),
            pings.received(),
            pings.longestSilenceNanos(),
            flips.completed(),
            flips.refused(),
            counters.trapsWhileDirect(),
            counters.exits(),
            Spreads.of(counters.exitNanosSamples()),
            logLines,
            flips.blackoutGuestNanos(),
            flips.blackoutWallNanos(),
            throughput);
    judge(proof, guest);
    return proof;
  }

  private void judge(NetworkProof proof, GuestNetwork guest) {
    NetworkLoad load = guest.load();
    broken.addAll(load.troubles());
    promise(
        load.damagedBytes() == 0, "%,d bytes came damaged from the guest.", load.damagedBytes());
    List<String> received = hashes(guest.orders());
    promise(
        received.equals(load.sourceHashes()),
        "The guest received other bytes than were sent to it: SHA-256 %s, not %s."
            .formatted(received, load.sourceHashes()));
    promise(proof.lost() == 0, "%,d frames were lost.", proof.lost());
    promise(proof.duplicated() == 0, "%,d frames came more than once.", proof.duplicated());
    promise(proof.reordered() == 0, "%,d frames came out of order.", proof.reordered());
    promise(
        proof.connections() == CONNECTIONS,
        "Only %,d short connections were answered.",
        proof.connections());
    promise(
        proof.trapsWhileDirect() == 0,
        "%,d accesses were intercepted while the card was direct.",
        proof.trapsWhileDirect());
    promise(
        proof.guestLogNewLines() == 0,
        "The guest's kernel logged %,d new lines under load.",
        proof.guestLogNewLines());
    promise(
        proof.switches() >= options.switches(),
        "Custody of the card changed only %,d times.",
        proof.switches());
  }

  /** The hashes of what the guest has received, in order. */
  private static List<String> hashes(GuestOrders orders) {
    return orders.markers().stream()
        .filter(marker -> marker.startsWith("net receive "))
        .map(marker -> GuestOrders.fields(marker).getOrDefault("sha256", ""))
        .toList();
  }

  /** How many lines the guest's kernel logged since its network was up; -1 if it does not say. */
  private long newLogLines(GuestOrders orders) throws InterruptedException {
    int place = orders.order("log");
    // The lines themselves come behind their number, and before the answer to the next order.
    boolean _ = orders.ask("wait", "net idle", PATIENCE_SECONDS).isPresent();
    orders.markers().stream()
        .skip(place)
        .filter(marker -> marker.startsWith("kernel: "))
        .forEach(line -> broken.add("The guest's " + line));
    return orders
        .await(place, "kernel log", PATIENCE_SECONDS)
        .map(GuestOrders::fields)
        .map(fields -> Long.parseLong(fields.get("after")) - Long.parseLong(fields.get("before")))
        .orElse(-1L);
  }

  private void promise(boolean held, String sentence) {
    if (!held) {
      broken.add(sentence);
    }
  }

  private void promise(boolean held, String sentence, long figure) {
    if (!held) {
      broken.add(sentence.formatted(figure));
    }
  }
}
