package dev.sidestep.conformance.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.control.load.GuestOrders;
import dev.sidestep.control.load.NetworkLoad;
import dev.sidestep.control.load.SequenceLedger;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What a guest sends and receives during a test, and what must have become of it. */
final class TrafficBothWays {
  private static final int CONNECTIONS = 10;
  private static final int DATAGRAMS = 200;
  private static final int PINGS = 50;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long LOOK_NANOS = 10_000_000;

  private final DebianMachine guest;
  private final NetworkLoad load;
  private int place;

  TrafficBothWays(DebianMachine guest, NetworkLoad load) {
    this.guest = guest;
    this.load = load;
  }

  /** Begins a stream in each direction, to go on until {@link #end}. */
  void begin() {
    GuestOrders orders = guest.orders();
    place = orders.order("receive " + load.sourcePort());
    send();
  }

  /** Begins one more stream from the guest. */
  void send() {
    guest.orders().order("send " + load.sinkPort());
  }

  /** Begins what counts each of its packets. */
  void count() {
    GuestOrders orders = guest.orders();
    orders.order("connect %d %d".formatted(load.echoPort(), CONNECTIONS));
    orders.order("datagrams %d %d".formatted(load.datagramPort(), DATAGRAMS));
    orders.order("ping %d 0.05".formatted(PINGS));
    orders.order("fetch " + load.filePort());
  }

  /** Waits until so much more has gone in each direction. */
  void awaitProgress(long bytes) {
    long sent = load.sentBytes() + bytes;
    long received = load.receivedBytes() + bytes;
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (load.sentBytes() < sent || load.receivedBytes() < received) {
      assertThat(System.nanoTime()).as("bytes go both ways").isLessThan(deadline);
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  /** Each counted packet has arrived once, and in order. */
  void everyCountedPacketArrived() throws InterruptedException {
    assertThat(guest.require(place, "net fetch")).containsEntry("sha256", load.fileHash());
    assertThat(guest.require(place, "net connect")).containsEntry("good", "" + CONNECTIONS);
    assertThat(guest.require(place, "net ping"))
        .containsEntry("received", "" + PINGS)
        .containsEntry("duplicates", "0");
    guest.require(place, "net datagrams");
    assertThat(load.datagrams(DATAGRAMS))
        .isEqualTo(new SequenceLedger.Tally(DATAGRAMS, 0, 0, 0, 0));
  }

  /** Ends the streams; every byte has arrived in its place. */
  void end() throws InterruptedException {
    guest.require(guest.orders().order("halt"), "net halt");
    load.endSource();
    guest.awaitIdle();
    assertThat(guest.require(place, "net receive"))
        .containsEntry("status", "0")
        .containsEntry("sha256", load.sourceHashes().getFirst());
    assertThat(guest.require(place, "net send")).containsEntry("status", "0");
    assertThat(load.damagedBytes()).isZero();
    assertThat(load.troubles()).isEmpty();
  }
}
