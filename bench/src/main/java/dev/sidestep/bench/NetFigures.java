package dev.sidestep.bench;

import dev.sidestep.network.user.Pinger;
import dev.sidestep.platform.MachineCounters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What a guest's network does, measured on one side at a time; the rows are medians. */
final class NetFigures {
  private static final String RECEIVE = "TCP to the guest";
  private static final String SEND = "TCP from the guest";
  private static final String FRAMES = "Small frames, echo requests and answers";
  private static final String ROUND_TRIP = "Echo request to answer, idle guest";
  private static final String RECEIVE_ACCESSES = "Register accesses per frame, TCP to the guest";
  private static final String RECEIVE_EXITS = "Exits per frame, TCP to the guest";
  private static final String SEND_ACCESSES = "Register accesses per frame, TCP from the guest";
  private static final String SEND_EXITS = "Exits per frame, TCP from the guest";

  private static final long WARM_UP_MILLIS = 1_000;
  private static final long WINDOW_MILLIS = 3_000;
  private static final double BYTES_PER_MEGABYTE = 1e6;

  /** More than any of the machines can answer; what is not sent does not count. */
  private static final int FLOOD_PER_SECOND = 50_000;

  private static final int CALM_PER_SECOND = 100;

  private static final long SILENCE_MILLIS = 300;

  private final Samples samples = new Samples();
  private final Map<String, Part> parts = new LinkedHashMap<>();

  NetFigures() {
    parts.put(RECEIVE, this::receive);
    parts.put(SEND, this::send);
    parts.put(ROUND_TRIP, this::roundTrip);
    parts.put(FRAMES, this::flood);
  }

  /** What is measured at once. */
  @FunctionalInterface
  private interface Part {
    void measure(NetGuest guest, Side side) throws InterruptedException;
  }

  /** What happened in a window of time. */
  private record Window(double seconds, double amount, double frames, MachineCounters counters) {}

  /** One run of everything. */
  void measure(NetGuest guest, Side side) throws InterruptedException {
    for (Map.Entry<String, Part> part : parts.entrySet()) {
      part.getValue().measure(guest, side);
    }
  }

  /** One run of everything with the peer, as far as that can be measured. */
  void measure(FragilePeer<? extends NetGuest> peer) throws InterruptedException {
    for (Map.Entry<String, Part> part : parts.entrySet()) {
      peer.attempt(part.getKey(), guest -> part.getValue().measure(guest, Side.PEER));
    }
  }

  private void receive(NetGuest guest, Side side) throws InterruptedException {
    GuestTraffic traffic = new GuestTraffic(guest);
    traffic.startReceiving();
    Window window = window(guest, guest.load()::receivedBytes);
    traffic.end();
    note(side, window, RECEIVE, RECEIVE_ACCESSES, RECEIVE_EXITS);
  }

  private void send(NetGuest guest, Side side) throws InterruptedException {
    GuestTraffic traffic = new GuestTraffic(guest);
    traffic.startSending();
    Window window = window(guest, guest.load()::sentBytes);
    traffic.end();
    note(side, window, SEND, SEND_ACCESSES, SEND_EXITS);
  }

  private void note(Side side, Window window, String rate, String accesses, String exits) {
    samples.add(NetRow.key(rate, side), window.amount() / BYTES_PER_MEGABYTE / window.seconds());
    if (side != Side.PEER) {
      samples.add(
          NetRow.key(accesses, side),
          (window.counters().deviceAccesses() + window.counters().exits()) / window.frames());
      samples.add(NetRow.key(exits, side), window.counters().exits() / window.frames());
    }
  }

  /** Frames a second in both directions. */
  private void flood(NetGuest guest, Side side) throws InterruptedException {
    Pinger pinger = guest.network().ping(NetGuest.address(), FLOOD_PER_SECOND);
    Window window = window(guest, guest.wire()::replies);
    pinger.stop();
    awaitSilence(guest);
    samples.add(NetRow.key(FRAMES, side), 2 * window.amount() / window.seconds());
  }

  /** What still waits in the network would disturb what is measured next. */
  private static void awaitSilence(NetGuest guest) throws InterruptedException {
    long before = -1;
    while (guest.wire().replies() != before) {
      before = guest.wire().replies();
      Thread.sleep(SILENCE_MILLIS);
    }
  }

  /** Microseconds. */
  private void roundTrip(NetGuest guest, Side side) throws InterruptedException {
    Pinger pinger = guest.network().ping(NetGuest.address(), CALM_PER_SECOND);
    Thread.sleep(WINDOW_MILLIS);
    pinger.stop();
    samples.add(
        NetRow.key(ROUND_TRIP, side), pinger.report().roundTrips().quantileNanos(0.5) / 1e3);
  }

  private static Window window(NetGuest guest, LongSupplier amount) throws InterruptedException {
    Thread.sleep(WARM_UP_MILLIS);
    long start = System.nanoTime();
    long before = amount.getAsLong();
    long frames = guest.wire().frames();
    MachineCounters counters = guest.counters();
    Thread.sleep(WINDOW_MILLIS);
    return new Window(
        (System.nanoTime() - start) / 1e9,
        (double) amount.getAsLong() - before,
        (double) Math.max(1, guest.wire().frames() - frames),
        difference(counters, guest.counters()));
  }

  private static MachineCounters difference(
      @Nullable MachineCounters before, @Nullable MachineCounters after) {
    if (before == null || after == null) {
      return new MachineCounters(0, 0, 0, 0, 0);
    }
    return new MachineCounters(
        after.instructions() - before.instructions(),
        after.tlbFills() - before.tlbFills(),
        after.exits() - before.exits(),
        after.deviceAccesses() - before.deviceAccesses(),
        after.firmwareCalls() - before.firmwareCalls());
  }

  /** The medians. */
  List<NetRow> rows() {
    return List.of(
        NetRow.of(RECEIVE, "MB/s", samples),
        NetRow.of(SEND, "MB/s", samples),
        NetRow.of(FRAMES, "1/s", samples),
        NetRow.of(ROUND_TRIP, "us", samples),
        NetRow.of(RECEIVE_ACCESSES, "1", samples),
        NetRow.of(RECEIVE_EXITS, "1", samples),
        NetRow.of(SEND_ACCESSES, "1", samples),
        NetRow.of(SEND_EXITS, "1", samples));
  }
}
