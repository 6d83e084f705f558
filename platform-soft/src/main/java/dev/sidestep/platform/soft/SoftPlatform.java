package dev.sidestep.platform.soft;

import dev.sidestep.base.EventScheduler;
import dev.sidestep.base.GuestClock;
import dev.sidestep.base.MemoryWindow;
import dev.sidestep.platform.AccessMap;
import dev.sidestep.platform.Bracket;
import dev.sidestep.platform.Capability;
import dev.sidestep.platform.GuestTimer;
import dev.sidestep.platform.InterruptRouter;
import dev.sidestep.platform.MachineConfiguration.ClockMode;
import dev.sidestep.platform.Monitor;
import dev.sidestep.platform.PciBus;
import dev.sidestep.platform.PhysicalDevice;
import dev.sidestep.platform.Platform;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The port, on the soft machine. */
final class SoftPlatform implements Platform {
  private final Board board;
  private final RunControl control;
  private final List<SoftDevice> devices;
  private final SoftAccessMap accessMap;
  private final MemoryWindow guestMemory;
  private final SoftInterruptRouter router;
  private final Set<Capability> capabilities;
  private @Nullable Monitor monitor;

  SoftPlatform(Board board, RunControl control, ClockMode clock) {
    this.board = board;
    this.control = control;
    this.devices = board.devices().stream().map(SoftDevice::new).toList();
    this.accessMap = new SoftAccessMap(board, devices);
    this.guestMemory = new GuestRam(board.ram(), board.code());
    this.router = new SoftInterruptRouter(board, accessMap, this::monitor);
    this.capabilities =
        clock == ClockMode.DETERMINISTIC
            ? EnumSet.allOf(Capability.class)
            : EnumSet.of(Capability.DEVICE_RESET);
  }

  @Override
  public Set<Capability> capabilities() {
    return capabilities;
  }

  @Override
  public List<PhysicalDevice> devices() {
    return List.copyOf(devices);
  }

  @Override
  public AccessMap accessMap() {
    return accessMap;
  }

  SoftAccessMap softAccessMap() {
    return accessMap;
  }

  @Override
  public InterruptRouter interrupts() {
    return router;
  }

  SoftInterruptRouter router() {
    return router;
  }

  @Override
  public PciBus pciBus() {
    return board.pci().bus();
  }

  @Override
  public MemoryWindow guestMemory() {
    return guestMemory;
  }

  @Override
  public GuestClock clock() {
    return board.clock();
  }

  @Override
  public int vcpus() {
    return board.vcpus().size();
  }

  @Override
  public void attach(Monitor newMonitor) {
    monitor = newMonitor;
  }

  /** Everything direct and nothing asked for, as when the machine was built. */
  void reset() {
    router.reset();
    accessMap.reset();
    board.cards().forEach(card -> card.dma().reset());
    control.reset();
  }

  Monitor monitor() {
    Monitor attached = monitor;
    if (attached == null) {
      throw new IllegalStateException("A monitored machine needs a monitor before it starts");
    }
    return attached;
  }

  @Override
  public void execute(Runnable action) {
    board.lock().lock();
    try {
      action.run();
      control.runBracketsIfIdle();
    } finally {
      board.lock().unlock();
    }
  }

  @Override
  public void bracket(Consumer<Bracket> action) {
    control.requestBracket(action);
  }

  @Override
  public void release() {
    control.release();
  }

  @Override
  public GuestTimer newTimer(Runnable action) {
    EventScheduler.Event event = board.scheduler().newEvent(action);
    return new GuestTimer() {
      @Override
      public void arm(long delayNanos) {
        event.scheduleIn(delayNanos);
      }

      @Override
      public void disarm() {
        event.cancel();
      }
    };
  }
}
