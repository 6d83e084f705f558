package dev.sidestep.bench;

import static dev.sidestep.bench.BenchmarkMain.progress;

import dev.sidestep.base.Failure;
import dev.sidestep.vmm.SwitchReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Measures the network card: ours bare, direct and emulated beside QEMU's, in turns in one run, and
 * what a change of hands costs. Started by {@code bench/run net}.
 */
final class NetBenchmark {
  /** A change of QEMU's takes seconds, so fewer have to do. */
  private static final int PEER_SWITCHES = 5;

  private final NetOptions options;
  private final NetFigures figures = new NetFigures();

  private NetBenchmark(NetOptions options) {
    this.options = options;
  }

  /** Ends with code 2 for wrong arguments and 1 if something of ours cannot be measured. */
  public static void main(String[] arguments) throws InterruptedException {
    BenchmarkMain.run(arguments, NetBenchmark::report);
  }

  private static boolean report(List<String> arguments) throws InterruptedException {
    NetOptions options = NetOptions.parse(arguments);
    NetReport report = new NetBenchmark(options).run();
    System.out.print(
        switch (options.format()) {
          case TEXT -> report.text();
          case MARKDOWN -> report.markdown();
          case JSON -> report.json();
        });
    return true;
  }

  private NetReport run() throws InterruptedException {
    Surroundings before = Surroundings.now();
    DebianGuest guest = DebianGuest.cached();
    progress("starting our guests; QEMU is " + before.peer());
    try (SoftNetGuest bare = new SoftNetGuest(guest, Custody.BARE);
        SoftNetGuest monitored = new SoftNetGuest(guest, Custody.DIRECT);
        FragilePeer<QemuGuest> peer = peer(guest)) {
      return measure(before, bare, monitored, peer);
    }
  }

  /** Null if it is not installed. */
  private static @Nullable FragilePeer<QemuGuest> peer(DebianGuest guest) {
    return Qemu.isInstalled()
        ? new FragilePeer<>("QEMU", () -> QemuGuest.start(guest), QemuGuest::close)
        : null;
  }

  private NetReport measure(
      Surroundings before,
      SoftNetGuest bare,
      SoftNetGuest monitored,
      @Nullable FragilePeer<QemuGuest> peer)
      throws InterruptedException {
    for (int run = 1; run <= options.runs(); run++) {
      progress("run %d of %d".formatted(run, options.runs()));
      figures.measure(bare, Side.BARE);
      figures.measure(monitored, Side.DIRECT);
      require(monitored.virtualize());
      figures.measure(monitored, Side.EMULATED);
      require(monitored.devirtualize());
      if (peer != null) {
        figures.measure(peer);
      }
    }
    progress("%d changes of custody under load".formatted(options.switches()));
    SwitchTally ours = new CardSwitches(monitored).measure(options.switches());
    progress("what users of QEMU do instead");
    List<SwitchTally> peers =
        peer == null ? List.of() : new PeerSwitches(peer).measure(PEER_SWITCHES);
    List<String> notes = peer == null ? List.of() : peer.notes();
    return new NetReport(
        before, Surroundings.now(), options.runs(), figures.rows(), ours, peers, notes);
  }

  private static void require(SwitchReport report) {
    if (!report.isDone()) {
      throw new Failure(
          Failure.Reason.BROKEN_PROMISE,
          "The network card did not change custody: " + report.reason());
    }
  }
}
