package dev.sidestep.control;

import dev.sidestep.base.Failure;
import dev.sidestep.guest.image.GuestImage;
import dev.sidestep.guest.image.Initramfs.ExtraFile;
import dev.sidestep.guest.image.TrafficRecords;
import dev.sidestep.platform.BootSource;
import dev.sidestep.platform.MachineConfiguration.ClockMode;
import dev.sidestep.platform.MachineConfiguration.Timing;
import dev.sidestep.vmm.DeviceCounters;
import dev.sidestep.vmm.Vmm;
import java.util.ArrayList;
import java.util.List;

/**
 * The demonstration: boots Debian bare and under the monitor, then changes custody of its serial
 * port at random moments while it talks, and checks every byte.
 */
final class Demonstration {
  /** A rate that the board's 48 MHz UART clock divides to exactly. */
  static final int BAUD = 1_500_000;

  static final int SEND_BYTES = 2 << 20;
  static final int RECEIVE_BYTES = 256 << 10;
  private static final long MEMORY_BYTES = 256L << 20;
  private static final long LONGEST_PAUSE_NANOS = 12_000_000;

  /** Boots of each kind; the fastest counts, since the first ones warm the host up. */
  private static final int BOOTS = 3;

  private final DemoOptions options;
  private final Guests guests;
  private final Progress progress;
  private final List<String> broken = new ArrayList<>();

  Demonstration(DemoOptions options, Guests guests, Progress progress) {
    this.options = options;
    this.guests = guests;
    this.progress = progress;
  }

  DemoReport run() throws InterruptedException {
    if (!(options.source() instanceof GuestSource.Image(String name))) {
      throw new Failure(
          Failure.Reason.USAGE,
          "The demonstration needs an image whose traffic it can check; use --image, or"
              + " \"sidestep prove sweep\" on a machine without a network.");
    }
    GuestImage image = guests.image(name, options.offline(), progress);
    DemoReport.Boot boot = boots(image);
    NetworkProof network = new NetworkDemonstration(options, image, progress, broken).run();
    return traffic(image, boot, network);
  }

  private DemoReport.Boot boots(GuestImage image) throws InterruptedException {
    progress.phase("Boot Debian bare and under the monitor");
    BootSource source =
        Guests.boot(image, List.of(), List.of(Guests.POWER_OFF_WHEN_UP), MEMORY_BYTES);
    long bare = Long.MAX_VALUE;
    long monitored = Long.MAX_VALUE;
    for (int i = 0; i < BOOTS; i++) {
      progress.advance(2L * i, 2L * BOOTS);
      bare = Math.min(bare, boot(source, false));
      progress.advance(2L * i + 1, 2L * BOOTS);
      monitored = Math.min(monitored, boot(source, true));
    }
    progress.advance(2L * BOOTS, 2L * BOOTS);
    return new DemoReport.Boot(bare, monitored, (double) monitored / bare);
  }

  /** Nanoseconds from power-on to the guest's first own line. */
  private long boot(BootSource source, boolean monitored) throws InterruptedException {
    BootWatch watch = new BootWatch();
    try (MachineSession session = new MachineSession(runOptions(monitored), source, watch)) {
      long start = System.nanoTime();
      session.start();
      RunReport _ = session.awaitEnd();
      if (!watch.hasSeenUserland()) {
        throw new Failure(
            Failure.Reason.BROKEN_PROMISE,
            "Debian did not reach its first process; run \"sidestep run\" to see its messages.");
      }
      return watch.userlandAtNanos() - start;
    }
  }

  private RunOptions runOptions(boolean monitored) {
    return new RunOptions(
        options.source(),
        "",
        1,
        MEMORY_BYTES,
        monitored,
        ClockMode.WALL,
        Timing.REAL,
        options.seed(),
        true,
        options.offline(),
        Long.MAX_VALUE);
  }

  private DemoReport traffic(GuestImage image, DemoReport.Boot boot, NetworkProof network)
      throws InterruptedException {
    progress.phase("Change custody under serial traffic");
    BootSource source = Guests.boot(image, List.of(dataToSend()), trafficWords(), MEMORY_BYTES);
    TrafficLine line = new TrafficLine(options.seed(), SEND_BYTES, RECEIVE_BYTES);
    try (MachineSession session = new MachineSession(runOptions(true), source, line)) {
      line.connect(session);
      Vmm vmm = session.monitor();
      CustodyFlips flips =
          new CustodyFlips(vmm, GuestSession.SERIAL, LONGEST_PAUSE_NANOS, options.seed());
      session.start();
      watch(line, flips);
      session.stop();
      RunReport _ = session.awaitEnd();
      SerialProof proof = proof(line, flips, vmm.status(GuestSession.SERIAL).counters());
      return new DemoReport(
          broken.isEmpty(),
          List.copyOf(broken),
          options.seed(),
          image.name() + ", " + image.id().substring(0, 12),
          boot,
          proof,
          network,
          flips.virtualizeSteps(),
          flips.devirtualizeSteps());
    }
  }

  private ExtraFile dataToSend() {
    return new ExtraFile(
        "/data/send",
        TrafficRecords.generate(TrafficRecords.Stream.SENT, options.seed(), SEND_BYTES));
  }

  private List<String> trafficWords() {
    return List.of(
        "sidestep.mode=traffic",
        "sidestep.baud=" + BAUD,
        "sidestep.send=" + SEND_BYTES,
        "sidestep.receive=" + RECEIVE_BYTES,
        "sidestep.seed=" + options.seed());
  }

  /** Lets custody change for as long as there is traffic, and waits for the guest's report. */
  private void watch(TrafficLine line, CustodyFlips flips) throws InterruptedException {
    if (line.awaitTraffic()) {
      while (line.isTraffic() && line.isMoving()) {
        flips.flip();
        progress.advance(line.bytesSoFar(), (long) SEND_BYTES + RECEIVE_BYTES);
      }
    }
    if (!line.awaitEnd()) {
      broken.add(
          "The guest fell silent %s; %,d of %,d bytes had arrived."
              .formatted(line.whereItIs(), line.bytesSoFar(), SEND_BYTES + RECEIVE_BYTES));
    }
  }

  private SerialProof proof(TrafficLine line, CustodyFlips flips, DeviceCounters counters) {
    TrafficTally tally = line.tally();
    broken.addAll(line.deviations());
    promise(tally.lost() == 0, "%,d bytes were lost.", tally.lost());
    promise(tally.duplicated() == 0, "%,d bytes arrived more than once.", tally.duplicated());
    promise(tally.reordered() == 0, "%,d bytes arrived out of order.", tally.reordered());
    promise(
        counters.trapsWhileDirect() == 0,
        "%,d accesses were intercepted while the port was direct.",
        counters.trapsWhileDirect());
    long logLines = line.newLogLines();
    promise(logLines == 0, "The guest's kernel logged %,d new lines.", logLines);
    promise(
        flips.completed() >= options.switches(),
        "Custody changed only %,d times.",
        flips.completed());
    return new SerialProof(
        BAUD,
        line.sentBytes(),
        line.echoedBytes(),
        tally.lost(),
        tally.duplicated(),
        tally.reordered(),
        flips.completed(),
        flips.refused(),
        counters.trapsWhileDirect(),
        counters.exits(),
        Spreads.of(counters.exitNanosSamples()),
        logLines,
        flips.blackoutGuestNanos(),
        flips.blackoutWallNanos());
  }

  private void promise(boolean held, String sentence, long figure) {
    if (!held) {
      broken.add(sentence.formatted(figure));
    }
  }
}
