package dev.sidestep.cli;

import dev.sidestep.base.Failure;
import dev.sidestep.control.ConsoleDigest;
import dev.sidestep.control.DemoOptions;
import dev.sidestep.control.DemoReport;
import dev.sidestep.control.GuestSession;
import dev.sidestep.control.ImageLibrary;
import dev.sidestep.control.NetworkProof;
import dev.sidestep.control.Progress;
import dev.sidestep.control.RunOptions;
import dev.sidestep.control.RunReport;
import dev.sidestep.control.SerialProof;
import dev.sidestep.control.SessionStatus;
import dev.sidestep.control.Sidestep;
import dev.sidestep.control.Spread;
import dev.sidestep.control.SweepOptions;
import dev.sidestep.control.SweepReport;
import dev.sidestep.control.SwitchOutcome;
import dev.sidestep.platform.DeviceId;
import dev.sidestep.platform.MachineCounters;
import dev.sidestep.platform.SerialPeer;
import dev.sidestep.platform.StopReason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;

/**
 * Remembers what it was asked for. Its guest says "hello", echoes what is typed, and powers off
 * when it reads an exclamation mark, or at once if unattended.
 */
final class FakeSidestep implements Sidestep {
  private static final MachineCounters COUNTERS = new MachineCounters(1234, 0, 5, 0, 0);

  final List<Object> asked = new ArrayList<>();
  StopReason end = StopReason.POWER_OFF;
  Path cache = Path.of("/proc/none");
  boolean held = true;
  SweepReport sweep = new SweepReport(1, 10, 10, 0, List.of());
  final List<ImageLibrary.FileCheck> checks = new ArrayList<>();

  @Override
  public GuestSession prepare(RunOptions options, SerialPeer serial, Progress progress) {
    asked.add(options);
    progress.phase("Fetch");
    progress.advance(1, 2);
    return new Session(options, new ConsoleDigest(serial));
  }

  @Override
  public DemoReport demo(DemoOptions options, Progress progress) {
    asked.add(options);
    Spread spread = new Spread(2, 1000, 2000, 3000, 4000);
    SerialProof proof =
        new SerialProof(
            115_200, 2 << 20, 1 << 16, 0, 0, 0, 401, 1, 0, 99, spread, 0, spread, spread);
    return new DemoReport(
        held,
        held ? List.of() : List.of("A byte was lost."),
        options.seed(),
        "Fake 1",
        new DemoReport.Boot(2_000_000_000, 2_100_000_000, 1.05),
        proof,
        new NetworkProof(
            1 << 20,
            1 << 21,
            0,
            0,
            0,
            2,
            50,
            1000,
            9000,
            1,
            302,
            0,
            0,
            77,
            spread,
            0,
            spread,
            spread,
            new NetworkProof.Throughput(2e6, 7e6, 2e6, 7e6, 1.0)),
        List.of(new DemoReport.StepTimes(210, spread)),
        List.of(new DemoReport.StepTimes(716, spread)));
  }

  @Override
  public SweepReport sweep(SweepOptions options, Progress progress) {
    asked.add(options);
    return sweep;
  }

  @Override
  public ImageLibrary images() {
    return new Library();
  }

  private final class Session implements GuestSession {
    private final RunOptions options;
    private final ConsoleDigest serial;
    private final CountDownLatch ended = new CountDownLatch(1);
    private String chip;

    Session(RunOptions options, ConsoleDigest serial) {
      this.options = options;
      this.serial = serial;
      this.chip =
          options.network().cards().isEmpty() ? "" : options.network().cards().getFirst().model();
    }

    @Override
    public void start() {
      "hello\r\n".chars().forEach(serial::accept);
      if (options.untilPowerOff()) {
        ended.countDown();
      }
    }

    @Override
    public synchronized void serialInputAvailable() {
      for (int character = serial.next(); character >= 0; character = serial.next()) {
        serial.accept(character);
        if (character == '!') {
          ended.countDown();
        }
      }
    }

    @Override
    public void connectCable(int card, boolean connected) {
      asked.add("cable " + card + " " + connected);
    }

    @Override
    public CompletionStage<SwitchOutcome> virtualize(DeviceId device) {
      asked.add("virtualize " + device);
      return CompletableFuture.completedFuture(
          new SwitchOutcome(
              device, true, "emulated", "", List.of(new SwitchOutcome.Step(210, 5)), 1000, 2500));
    }

    @Override
    public CompletionStage<SwitchOutcome> devirtualize(DeviceId device) {
      asked.add("devirtualize " + device);
      return CompletableFuture.completedFuture(
          new SwitchOutcome(device, false, "emulated", "It is too busy.", List.of(), 0, 0));
    }

    @Override
    public CompletionStage<SwitchOutcome> replaceCard(int card, String model) {
      asked.add("replace " + card + " " + model);
      boolean can = chip.equals("Am79C970A");
      chip = can ? model : chip;
      return CompletableFuture.completedFuture(
          new SwitchOutcome(
              CARD, can, "emulated", can ? "" : "It is screwed on.", List.of(), 0, 0));
    }

    @Override
    public SessionStatus status() {
      var device = new SessionStatus.DeviceStatus("uart0", "16550A", "direct");
      var card = new SessionStatus.DeviceStatus("net0", chip, "emulated");
      boolean hasCard = !options.network().cards().isEmpty();
      return new SessionStatus(
          1_000_000_000, COUNTERS, hasCard ? List.of(card, device) : List.of(device), 3);
    }

    @Override
    public RunReport awaitEnd() throws InterruptedException {
      ended.await();
      return new RunReport(
          end, 1234, serial.bytes(), serial.sha256Hex(), 1, 2, 0, 3, options.seed(), COUNTERS);
    }

    @Override
    public void stop() {
      end = StopReason.STOPPED;
      ended.countDown();
    }

    @Override
    public void close() {
      asked.add("closed");
    }
  }

  private final class Library implements ImageLibrary {
    private static final String HASH = "0123456789abcdef".repeat(4);

    private ImageSummary image(String name) {
      return new ImageSummary(name, HASH, "kernel 6.12", "0xABCD", 62_000_000);
    }

    @Override
    public Path cache() {
      return cache;
    }

    @Override
    public List<ImageSummary> list() {
      return List.of(image(DEFAULT_NAME));
    }

    @Override
    public ImageSummary pull(String name, Progress progress) {
      if (!name.equals(DEFAULT_NAME)) {
        throw new Failure(Failure.Reason.NOT_FOUND, "There is no image " + name + ".");
      }
      progress.phase("Fetch " + name);
      return image(name);
    }

    @Override
    public List<FileCheck> verify(String name, Progress progress) {
      return checks;
    }

    @Override
    public ImageSummary remove(String name) {
      asked.add("remove " + name);
      return image(name);
    }
  }
}
