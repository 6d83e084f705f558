package dev.sidestep.control;

import dev.sidestep.platform.BootSource;
import dev.sidestep.platform.DeviceId;
import dev.sidestep.platform.Machine;
import dev.sidestep.platform.MachineConfiguration;
import dev.sidestep.platform.MachineConfiguration.ClockMode;
import dev.sidestep.platform.MachineCounters;
import dev.sidestep.platform.SerialPeer;
import dev.sidestep.platform.StopReason;
import dev.sidestep.vmm.Custody;
import dev.sidestep.vmm.DeviceStatus;
import dev.sidestep.vmm.SwitchPolicies;
import dev.sidestep.vmm.Vmm;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A session on a machine of this process. Each boot is a machine of its own; a reboot replaces it.
 */
final class MachineSession implements GuestSession {
  private final RunOptions options;
  private final BootSource boot;
  private final ConsoleDigest console;
  private final Wires wires = new Wires();
  private final Cables cables;
  private final AtomicLong switches = new AtomicLong();
  private final CompletableFuture<StopReason> end = new CompletableFuture<>();
  private volatile boolean stopRequested;
  private volatile boolean closed;
  private volatile Running current;
  private volatile Past past = new Past(new MachineCounters(0, 0, 0, 0, 0), 0, 0);
  private volatile long startedAt;
  private volatile long endedAt;
  private @Nullable Thread thread;

  /** One boot: a machine and, unless it is bare, its monitor. */
  private record Running(Machine machine, Machines.@Nullable Monitored monitored) {
    @Nullable Vmm vmm() {
      return monitored == null ? null : monitored.vmm();
    }
  }

  /** What machines before the present one have done. */
  private record Past(MachineCounters counters, long guestNanos, long reboots) {
    Past and(Machine machine) {
      return new Past(
          sum(counters, machine.counters()), guestNanos + machine.guestNanos(), reboots + 1);
    }
  }

  MachineSession(RunOptions options, BootSource boot, SerialPeer serial) {
    this.options = options;
    this.boot = boot;
    this.console = new ConsoleDigest(serial);
    this.cables = new Cables(options.network(), wires);
    try {
      this.current = build();
    } catch (RuntimeException e) {
      cables.close();
      throw e;
    }
  }

  private Running build() {
    Machine machine =
        Machines.create(
            new MachineConfiguration(
                options.harts(),
                options.memoryBytes(),
                options.clock(),
                options.timing(),
                options.translator(),
                options.seed(),
                options.monitored(),
                boot,
                console,
                cables.cards()));
    Running running =
        new Running(machine, options.monitored() ? Machines.monitored(machine) : null);
    wires.running = running;
    for (int index = 0; index < options.network().cards().size(); index++) {
      machine.connectCable(index, cables.isPluggedIn(index));
      machine.networkInputAvailable(index);
    }
    return running;
  }

  /**
   * The way from the cables to the present machine; there is none before the first one is built.
   */
  private static final class Wires implements Cables.Machine {
    private volatile @Nullable Running running;

    @Override
    public void networkInputAvailable(int index) {
      Running now = running;
      if (now != null) {
        now.machine().networkInputAvailable(index);
      }
    }

    @Override
    public String custody(String device) {
      Running now = running;
      Vmm vmm = now == null ? null : now.vmm();
      return vmm == null ? "bare" : word(vmm.custody(new DeviceId(device)));
    }

    @Override
    public long guestNanos() {
      Running now = running;
      return now == null ? 0 : now.machine().guestNanos();
    }
  }

  /** What the network cables lead to. */
  Cables cables() {
    return cables;
  }

  /** The monitor of the present boot; null on a bare machine. */
  @Nullable Vmm vmm() {
    return current.vmm();
  }

  /** The monitor of the present boot, which is not bare. */
  Vmm monitor() {
    Vmm vmm = current.vmm();
    if (vmm == null) {
      throw new IllegalStateException("A monitored session has a monitor");
    }
    return vmm;
  }

  @Override
  public synchronized void start() {
    if (thread != null) {
      throw new IllegalStateException("A session is started once");
    }
    startedAt = System.nanoTime();
    thread = Thread.ofPlatform().name("session").daemon().start(this::runToTheEnd);
  }

  private void runToTheEnd() {
    StopReason reason = StopReason.STOPPED;
    try {
      reason = runOnce();
      while (reason == StopReason.REBOOT && !stopRequested) {
        replaceMachine();
        reason = runOnce();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      endedAt = System.nanoTime();
      end.complete(reason);
    }
  }

  private StopReason runOnce() throws InterruptedException {
    Running running = current;
    if (stopRequested) {
      return StopReason.STOPPED;
    }
    StopReason reason;
    if (options.clock() == ClockMode.DETERMINISTIC) {
      reason = running.machine().run(options.maxInstructions());
    } else {
      running.machine().start();
      reason = running.machine().awaitStop();
    }
    Vmm vmm = running.vmm();
    if (vmm != null) {
      vmm.machineStopped();
    }
    return reason;
  }

  private void replaceMachine() {
    Running old = current;
    past = past.and(old.machine());
    old.machine().close();
    current = build();
  }

  private static MachineCounters sum(MachineCounters a, MachineCounters b) {
    return new MachineCounters(
        a.instructions() + b.instructions(),
        a.tlbFills() + b.tlbFills(),
        a.exits() + b.exits(),
        a.deviceAccesses() + b.deviceAccesses(),
        a.firmwareCalls() + b.firmwareCalls());
  }

  @Override
  public void serialInputAvailable() {
    if (!closed) {
      current.machine().serialInputAvailable();
    }
  }

  @Override
  public void connectCable(int card, boolean connected) {
    if (!closed) {
      current.machine().connectCable(card, connected);
    }
  }

  @Override
  public CompletionStage<SwitchOutcome> virtualize(DeviceId device) {
    return change(device, true);
  }

  @Override
  public CompletionStage<SwitchOutcome> devirtualize(DeviceId device) {
    return change(device, false);
  }

  private CompletionStage<SwitchOutcome> change(DeviceId device, boolean virtualize) {
    Vmm vmm = current.vmm();
    if (vmm == null) {
      return CompletableFuture.completedFuture(SwitchOutcomes.bare(device));
    }
    SwitchPolicies policies = SwitchPolicies.defaults();
    return (virtualize ? vmm.virtualize(device, policies) : vmm.devirtualize(device, policies))
        .report()
        .thenApplyAsync(report -> {
          if (report.isDone()) {
            switches.incrementAndGet();
          }
          return SwitchOutcomes.of(report, custodyOf(vmm, device));
        });
  }

  @Override
  public CompletionStage<SwitchOutcome> replaceCard(int card, String model) {
    DeviceId device = Cables.device(card);
    Machines.Monitored monitored = current.monitored();
    if (monitored == null) {
      return CompletableFuture.completedFuture(SwitchOutcomes.bare(device));
    }
    return monitored
        .cards()
        .replace(device, card, model)
        .thenApplyAsync(reason -> {
          if (reason.isEmpty()) {
            cables.cardReplaced(card, model);
          }
          return SwitchOutcomes.replacement(device, custodyOf(monitored.vmm(), device), reason);
        });
  }

  private static String custodyOf(Vmm vmm, DeviceId device) {
    return word(vmm.status(device).custody());
  }

  private static String word(Custody custody) {
    return custody.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public SessionStatus status() {
    Running running = current;
    Vmm vmm = running.vmm();
    List<DeviceStatus> devices = vmm == null ? List.of() : vmm.statuses();
    return new SessionStatus(
        guestNanos(running),
        sum(past.counters(), running.machine().counters()),
        devices.stream().map(MachineSession::status).toList(),
        switches.get());
  }

  private static SessionStatus.DeviceStatus status(DeviceStatus device) {
    return new SessionStatus.DeviceStatus(
        device.device().name(), device.interfaceName(), word(device.custody()));
  }

  private long guestNanos(Running running) {
    return past.guestNanos() + running.machine().guestNanos();
  }

  @Override
  public RunReport awaitEnd() throws InterruptedException {
    StopReason reason;
    try {
      reason = end.get();
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException("A session never ends by an exception", e);
    }
    MachineCounters counters = sum(past.counters(), current.machine().counters());
    return new RunReport(
        reason,
        counters.instructions(),
        console.bytes(),
        console.sha256Hex(),
        guestNanos(current),
        endedAt - startedAt,
        past.reboots(),
        switches.get(),
        options.seed(),
        counters);
  }

  @Override
  public void stop() {
    stopRequested = true;
    current.machine().stop();
    synchronized (this) {
      if (thread == null) {
        startedAt = System.nanoTime();
        endedAt = startedAt;
        end.complete(StopReason.STOPPED);
      }
    }
  }

  @Override
  public void close() {
    if (!closed) {
      stop();
      end.join();
      closed = true;
      wires.running = null;
      cables.close();
      current.machine().close();
    }
  }
}
