package dev.sidestep.control;

import dev.sidestep.base.Failure;
import dev.sidestep.control.load.GuestOrders;
import dev.sidestep.control.load.NetworkLoad;
import dev.sidestep.guest.image.GuestImage;
import dev.sidestep.guest.image.Initramfs.ExtraFile;
import dev.sidestep.network.user.UserNetwork;
import dev.sidestep.platform.BootSource;
import dev.sidestep.platform.MachineConfiguration.ClockMode;
import dev.sidestep.platform.MachineConfiguration.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** A guest in the mode "network", from power-on until its card has an address, and its services. */
final class GuestNetwork implements AutoCloseable {
  private static final long MEMORY_BYTES = 256L << 20;
  private static final long BOOT_SECONDS = 180;
  private static final long UP_SECONDS = 60;
  private static final long PATIENCE_SECONDS = 60;
  private static final String DATA = "/data/send";

  /** The throughput is the best of so many windows, since the host has other work too. */
  private static final int WINDOWS = 5;

  private static final long WINDOW_MILLIS = 800;

  private final NetworkLoad load;
  private final GuestOrders orders = new GuestOrders();
  private final MachineSession session;

  private GuestNetwork(GuestImage image, DemoOptions options, boolean monitored) {
    load = new NetworkLoad(options.seed());
    List<ExtraFile> files = new ArrayList<>(Guests.drivers(image, NetworkOptions.USER));
    files.add(new ExtraFile(DATA, load.pattern()));
    BootSource source = Guests.boot(image, files, List.of("sidestep.mode=network"), MEMORY_BYTES);
    RunOptions run =
        new RunOptions(
            options.source(),
            "",
            1,
            MEMORY_BYTES,
            monitored,
            ClockMode.WALL,
            Timing.REAL,
            true,
            options.seed(),
            false,
            options.offline(),
            Long.MAX_VALUE,
            new NetworkOptions(
                NetworkOptions.USER.cards(), List.of(), monitored ? options.capture() : null));
    session = new MachineSession(run, source, orders);
    orders.connect(session::serialInputAvailable);
  }

  /** Starts one and waits until its network is up. */
  static GuestNetwork start(GuestImage image, DemoOptions options, boolean monitored)
      throws InterruptedException {
    GuestNetwork guest = new GuestNetwork(image, options, monitored);
    try {
      guest.session.start();
      guest.require(guest.orders.await(0, "network ready", BOOT_SECONDS).isPresent(), "boot");
      guest.require(
          guest.orders.ask("up", "net up eth0", UP_SECONDS).isPresent(), "bring its card up");
      return guest;
    } catch (InterruptedException | RuntimeException e) {
      guest.close();
      throw e;
    }
  }

  private void require(boolean held, String what) {
    if (!held) {
      throw new Failure(
          Failure.Reason.BROKEN_PROMISE,
          "The guest did not %s; run \"sidestep run\" to see its messages.".formatted(what));
    }
  }

  MachineSession session() {
    return session;
  }

  NetworkLoad load() {
    return load;
  }

  GuestOrders orders() {
    return orders;
  }

  /** What its card leads to. */
  UserNetwork network() {
    return session.cables().userNetworks().getFirst();
  }

  /** Bytes a second that the guest sends over TCP now. */
  double sendingRate() throws InterruptedException {
    int place = orders.order("send " + load.sinkPort());
    double rate = best(load::sentBytes);
    require(orders.ask("halt", "net halt", PATIENCE_SECONDS).isPresent(), "answer");
    require(orders.await(place, "net send", PATIENCE_SECONDS).isPresent(), "end its stream");
    return rate;
  }

  /** Bytes a second that it receives over TCP now. */
  double receivingRate() throws InterruptedException {
    int place = orders.order("receive " + load.sourcePort());
    double rate = best(load::receivedBytes);
    load.endSource();
    require(orders.await(place, "net receive", PATIENCE_SECONDS).isPresent(), "end its stream");
    return rate;
  }

  private static double best(LongSupplier bytes) throws InterruptedException {
    double best = 0;
    for (int window = 0; window < WINDOWS; window++) {
      long before = bytes.getAsLong();
      long start = System.nanoTime();
      Thread.sleep(WINDOW_MILLIS);
      double rate = (bytes.getAsLong() - before) * 1e9 / (System.nanoTime() - start);
      best = Math.max(best, rate);
    }
    return best;
  }

  /** The guest's own counters, by their names in its kernel. */
  Map<String, Long> counters() throws InterruptedException {
    return orders
        .ask("counters", "net counters", PATIENCE_SECONDS)
        .map(GuestOrders::fields)
        .orElse(Map.of())
        .entrySet()
        .stream()
        .collect(
            java.util.stream.Collectors.toMap(
                Map.Entry::getKey, entry -> Long.parseLong(entry.getValue())));
  }

  @Override
  public void close() {
    session.close();
    load.close();
  }
}
