package dev.sidestep.platform.soft;

import dev.sidestep.base.Failure;
import dev.sidestep.platform.AccessMode;
import dev.sidestep.platform.DeviceId;
import dev.sidestep.platform.Machine;
import dev.sidestep.platform.MachineConfiguration;
import dev.sidestep.platform.MachineConfiguration.ClockMode;
import dev.sidestep.platform.MachineCounters;
import dev.sidestep.platform.Platform;
import dev.sidestep.platform.StopReason;
import dev.sidestep.riscv.BlockCompiler;
import dev.sidestep.riscv.Hart;
import dev.sidestep.riscv.HostMemory;
import dev.sidestep.riscv.MachineMode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A board, what runs in its machine mode, and the loop that runs its harts. */
final class SoftMachine implements Machine {
  /** Interpreter, monitor and drivers nest a few dozen frames; translated code will nest more. */
  private static final long STACK_BYTES = 4L << 20;

  /**
   * How often a block is interpreted before it is compiled. Compiled code pays late: until the host
   * has compiled it in its turn, it is slower than the interpreter, and that takes processors.
   */
  private static final int HOT = 30_000;

  private static final System.Logger LOG = System.getLogger("dev.sidestep.firmware");

  private final MachineConfiguration configuration;
  private final Board board;
  private final RunControl control;
  private final GuestPhysicalMemory memory;
  private final @Nullable SoftPlatform platform;
  private final StringBuilder debugLine = new StringBuilder();
  private final List<Thread> threads = new ArrayList<>();
  private final TranslatorThread translator = new TranslatorThread();

  /** Held while harts run on a caller's thread, and while memory is given back. */
  private final ReentrantLock running = new ReentrantLock();

  private boolean closed;
  private @Nullable DeterministicLoop deterministic;
  private @Nullable MachineMode machineMode;

  SoftMachine(MachineConfiguration configuration, Cards cards) {
    this.configuration = configuration;
    AddressMap map = new AddressMap(configuration.monitored() ? AddressMap.MONITORED_BASE : 0);
    MachineClock clock =
        configuration.clock() == ClockMode.WALL ? new WallClock() : new InstructionClock();
    board = new Board(configuration, map, clock, cards);
    if (configuration.translator() && HostMemory.isFast()) {
      BlockCompiler.installed()
          .ifPresent(compiler ->
              board.code().translate(compiler, translator, HOT, HostCompilers.ofThisProcess()));
    }
    control = new RunControl(board);
    memory = new GuestPhysicalMemory(board);
    platform =
        configuration.monitored() ? new SoftPlatform(board, control, configuration.clock()) : null;
    long tree = new BootLoader(configuration, board).load();
    for (Vcpu vcpu : board.vcpus()) {
      MachineSetup.delegate(vcpu.hart());
    }
    Vcpu first = board.vcpus().getFirst();
    MachineSetup.enterSupervisor(first.hart(), configuration.boot().entry(), tree);
    first.setState(Vcpu.HartState.STARTED);
  }

  @Override
  public Platform platform() {
    if (platform == null) {
      throw new IllegalStateException("This machine is bare: it has no place for a monitor");
    }
    return platform;
  }

  /** Puts machine-mode software in its place, once, before the first instruction. */
  private MachineMode install() {
    MachineMode installed = machineMode;
    if (installed != null) {
      return installed;
    }
    Sbi sbi = new Sbi(board, memory, this::debugConsole, control::stop);
    SoftPlatform port = platform;
    installed = port == null ? new Firmware(sbi) : monitorLayer(port, sbi);
    for (Vcpu vcpu : board.vcpus()) {
      vcpu.hart().setMachineMode(installed);
      if (port != null) {
        vcpu.hart().setTlbFill(new RefillTlb(board, memory, port::monitor));
      }
    }
    machineMode = installed;
    return installed;
  }

  private MachineMode monitorLayer(SoftPlatform port, Sbi sbi) {
    return new MonitorLayer(
        board, sbi, port.softAccessMap(), port.router(), port::monitor, control);
  }

  private synchronized void debugConsole(int character) {
    if (character == '\n' || debugLine.length() > 1000) {
      LOG.log(System.Logger.Level.INFO, debugLine.toString());
      debugLine.setLength(0);
    } else {
      // The log is no terminal: whatever could control one is not for the guest to send there.
      debugLine.append(character >= ' ' && character <= '~' ? (char) character : '.');
    }
  }

  @Override
  public synchronized void start() {
    if (configuration.clock() != ClockMode.WALL) {
      throw new IllegalStateException("A machine with a deterministic clock is run, not started");
    }
    if (closed || !threads.isEmpty()) {
      throw new IllegalStateException("A machine is started once, and not after it was closed");
    }
    MachineMode mode = install();
    EventPump pump = new EventPump(board);
    Rendezvous rendezvous = new Rendezvous(control, board.lock(), board.vcpus().size());
    control.setRunning(true);
    for (Vcpu vcpu : board.vcpus()) {
      WallLoop loop = new WallLoop(vcpu, board, control, pump, rendezvous, mode);
      threads.add(
          Thread.ofPlatform()
              .name("hart-" + vcpu.hart().id())
              .daemon()
              .stackSize(STACK_BYTES)
              .unstarted(() -> runOrStop(loop)));
    }
    threads.forEach(Thread::start);
  }

  /** A loop that ends by an exception must not leave the others waiting for it. */
  private void runOrStop(WallLoop loop) {
    try {
      loop.run();
    } finally {
      control.stop(StopReason.STOPPED);
    }
  }

  @Override
  public StopReason awaitStop() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
    running.lockInterruptibly();
    try {
      control.setRunning(false);
    } finally {
      running.unlock();
    }
    StopReason reason = control.stopReason();
    return reason == null ? StopReason.STOPPED : reason;
  }

  @Override
  public void stop() {
    control.stop(StopReason.STOPPED);
  }

  @Override
  public StopReason run(long maxInstructions) {
    if (!(board.clock() instanceof InstructionClock clock)) {
      throw new IllegalStateException("A machine with the host's clock is started, not run");
    }
    lockOpen();
    try {
      control.setRunning(true);
      return loop(clock).run(maxInstructions);
    } finally {
      control.setRunning(false);
      running.unlock();
    }
  }

  private DeterministicLoop loop(InstructionClock clock) {
    DeterministicLoop loop = deterministic;
    if (loop == null) {
      loop = new DeterministicLoop(board, control, clock, install());
      deterministic = loop;
    }
    return loop;
  }

  /** Takes the lock of a machine that has its memory. */
  private void lockOpen() {
    running.lock();
    if (closed) {
      running.unlock();
      throw new IllegalStateException("This machine was closed");
    }
  }

  @Override
  public void serialInputAvailable() {
    withLock(() -> board.serial().wake());
  }

  @Override
  public void networkInputAvailable(int index) {
    PciCard card = board.cards().get(index);
    withLock(() -> card.cable().wake());
  }

  @Override
  public void connectCable(int index, boolean connected) {
    PciCard card = board.cards().get(index);
    withLock(() -> card.cable().connect(connected));
  }

  @Override
  public void replaceCard(int index, String model) {
    CardModel wanted = board.models().model(model);
    PciCard card = board.cards().get(index);
    withLock(() -> {
      requireEmulated(card);
      card.replace(wanted);
    });
  }

  private void requireEmulated(PciCard card) {
    boolean emulated =
        platform != null
            && platform.accessMap().mode(new DeviceId(card.name())) == AccessMode.INTERCEPTED;
    if (!emulated) {
      throw new Failure(
          Failure.Reason.USAGE,
          "The guest has %s itself, so that it cannot be replaced; virtualize it first."
              .formatted(card.name()));
    }
  }

  private void withLock(Runnable action) {
    board.lock().lock();
    try {
      action.run();
    } finally {
      board.lock().unlock();
    }
  }

  @Override
  public long guestNanos() {
    return board.clock().nanos();
  }

  @Override
  public MachineCounters counters() {
    long instructions = 0;
    long fills = 0;
    long exits = 0;
    long accesses = 0;
    long calls = 0;
    for (Vcpu vcpu : board.vcpus()) {
      Hart hart = vcpu.hart();
      instructions += hart.instructionsRetired();
      fills += hart.tlbFills();
      exits += hart.interceptedAccesses();
      accesses += hart.deviceAccesses();
      calls += hart.machineTraps();
    }
    return new MachineCounters(instructions, fills, exits, accesses, calls);
  }

  /** Equal if the machines were in the same state. */
  private record Saved(Snapshot board, int firstHart) {}

  @Override
  public Object snapshot() {
    lockOpen();
    try {
      DeterministicLoop loop = deterministic;
      return new Saved(Snapshot.of(board), loop == null ? 0 : loop.first());
    } finally {
      running.unlock();
    }
  }

  @Override
  public void restore(Object snapshot) {
    lockOpen();
    try {
      board.scheduler().cancelAll();
      if (platform != null) {
        platform.reset();
      }
      control.reset();
      Saved saved = (Saved) snapshot;
      saved.board().restoreTo(board);
      if (board.clock() instanceof InstructionClock clock) {
        loop(clock).restoreFirst(saved.firstHart());
      }
    } finally {
      running.unlock();
    }
  }

  @Override
  public void close() {
    stop();
    UninterruptedJoin.await(threads); // memory stays until the last is out of it
    translator.close();
    running.lock();
    try {
      if (!closed) {
        closed = true;
        board.ram().close();
      }
    } finally {
      running.unlock();
    }
  }
}
