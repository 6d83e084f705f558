package dev.sidestep.testkit.platform;

import dev.sidestep.base.EventScheduler;
import dev.sidestep.base.GuestClock;
import dev.sidestep.base.MemoryWindow;
import dev.sidestep.platform.AccessMap;
import dev.sidestep.platform.AccessMode;
import dev.sidestep.platform.AddressRange;
import dev.sidestep.platform.Bracket;
import dev.sidestep.platform.Capability;
import dev.sidestep.platform.DeviceId;
import dev.sidestep.platform.GuestTimer;
import dev.sidestep.platform.InterruptHandler.Disposition;
import dev.sidestep.platform.InterruptRouter;
import dev.sidestep.platform.Monitor;
import dev.sidestep.platform.Owner;
import dev.sidestep.platform.PhysicalDevice;
import dev.sidestep.platform.Platform;
import dev.sidestep.platform.RegisterRange;
import dev.sidestep.platform.Verdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Platform} without vCPUs: the test makes the guest's accesses and lets guest time pass.
 * Single-threaded. It checks the port's rules, and notes what a bracket really did.
 */
public final class FakePlatform implements Platform {
  /** What was done to the hardware, in order. */
  public enum Effect {
    INTERRUPTS_DISABLED,
    REDIRECTED_TO_VMM,
    REDIRECTED_TO_GUEST,
    INTERCEPTED,
    DIRECT,
    INTERRUPTS_ENABLED
  }

  private static final long PAGE_BYTES = 4096;
  private static final long HOLD_STEP_NANOS = 1_000;
  private static final int LONGEST_HOLD_STEPS = 10_000_000;
  private static final int INTERRUPT_STORM = 1_000;

  private final Map<DeviceId, FakeDevice> devices = new TreeMap<>();
  private final List<Effect> effects = new ArrayList<>();
  private final ArrayDeque<Consumer<Bracket>> brackets = new ArrayDeque<>();
  private final EventScheduler scheduler = new EventScheduler(this::now);
  private final FakeAccess access = new FakeAccess();
  private MemoryWindow guestMemory = MemoryWindow.NOTHING;
  private @Nullable Monitor monitor;
  private long nowNanos;
  private int depth;
  private boolean inBracket;
  private boolean bracketsDelayed;
  private boolean held;

  /** A machine without devices, at guest time 0. */
  public FakePlatform() {}

  /** Adds a device whose chip is still to be wired. */
  public FakeDevice add(String name, String interfaceName, AddressRange range) {
    FakeDevice device = new FakeDevice(new DeviceId(name), interfaceName, range);
    devices.put(device.id(), device);
    return device;
  }

  /** Where devices and timers get their events. */
  public EventScheduler scheduler() {
    return scheduler;
  }

  /** What was done to the hardware until now. */
  public List<Effect> effects() {
    return List.copyOf(effects);
  }

  private long now() {
    return nowNanos;
  }

  // The guest.

  /** A load by vCPU 0. A held guest waits; a fault is a {@link GuestFault}. */
  public long load(long address, int width) {
    return execute(address, width, false, 0);
  }

  /** A store by vCPU 0. */
  public void store(long address, int width, long value) {
    execute(address, width, true, value);
  }

  private long execute(long address, int width, boolean store, long value) {
    for (int i = 0; i < LONGEST_HOLD_STEPS; i++) {
      access.set(address, width, store, value);
      if (!attempt()) {
        return access.value();
      }
      advance(HOLD_STEP_NANOS);
    }
    throw new IllegalStateException("The guest is held for ever");
  }

  /** One execution of the instruction; true if the guest is held. */
  private boolean attempt() {
    if (held) {
      return true;
    }
    FakeDevice device = deviceAt(access.address());
    if (!device.isIntercepted()) {
      direct(device);
      settle();
      return false;
    }
    depth++;
    access.target(device.id(), access.address() - device.range().start());
    Verdict verdict = attached().access(access);
    depth--;
    held = verdict == Verdict.HOLD;
    if (verdict == Verdict.FORWARD) {
      direct(device);
    }
    settle();
    if (verdict == Verdict.FAULT) {
      throw new GuestFault(access.address());
    }
    return verdict == Verdict.HOLD;
  }

  private void direct(FakeDevice device) {
    long offset = access.address() - device.range().start();
    if (access.isStore()) {
      device.registers().write(offset, access.width(), access.value());
    } else {
      access.answer(device.registers().read(offset, access.width()));
    }
  }

  private FakeDevice deviceAt(long address) {
    return devices.values().stream()
        .filter(device -> device.range().contains(address))
        .findFirst()
        .orElseThrow(() -> new GuestFault(address));
  }

  /** True while the guest is held. */
  public boolean isHeld() {
    return held;
  }

  /** The guest's handler claims the interrupt of {@code device}, which must be pending. */
  public void claim(FakeDevice device) {
    if (!device.isInterruptingGuest()) {
      throw new IllegalStateException("Nothing to claim at " + device.id());
    }
    device.inService = true;
  }

  /** The guest's handler is done. */
  public void complete(FakeDevice device) {
    device.inService = false;
    device.forwarded = false;
    settle();
  }

  /** An interrupt without a cause reaches the monitor; true if it was given to the guest. */
  public boolean strayInterrupt(FakeDevice device) {
    boolean forwarded = deliver(device);
    settle();
    return forwarded;
  }

  // Time.

  /** Lets guest time pass, with all events in it. */
  public void advance(long nanos) {
    long target = nowNanos + nanos;
    while (scheduler.nextDeadline() <= target) {
      nowNanos = Math.max(nowNanos, scheduler.nextDeadline());
      scheduler.runDue(nowNanos);
      settle();
    }
    nowNanos = target;
    settle();
  }

  // What follows from what happened.

  private void settle() {
    if (depth > 0) {
      return;
    }
    depth++;
    deliverInterrupts();
    while (!bracketsDelayed && !brackets.isEmpty()) {
      runBracket(brackets.remove());
      deliverInterrupts();
    }
    depth--;
  }

  private void deliverInterrupts() {
    for (FakeDevice device : devices.values()) {
      int count = 0;
      while (device.owner == Owner.VMM && device.line && !device.forwarded && !deliver(device)) {
        if (++count > INTERRUPT_STORM) {
          throw new IllegalStateException("Interrupt storm at " + device.id());
        }
      }
    }
  }

  private boolean deliver(FakeDevice device) {
    boolean forward = attached().interrupt(device.id()) == Disposition.FORWARD;
    device.forwarded |= forward;
    return forward;
  }

  private void runBracket(Consumer<Bracket> action) {
    long start = System.nanoTime();
    inBracket = true;
    effects.add(Effect.INTERRUPTS_DISABLED);
    action.accept(() -> start);
    effects.add(Effect.INTERRUPTS_ENABLED);
    inBracket = false;
  }

  /** Keeps brackets waiting from now on, as busy vCPUs do, or no longer. */
  public void delayBrackets(boolean delayed) {
    bracketsDelayed = delayed;
    settle();
  }

  /** True if a bracket was asked for and has not run. */
  public boolean hasBracketsWaiting() {
    return !brackets.isEmpty();
  }

  private Monitor attached() {
    if (monitor == null) {
      throw new IllegalStateException("No monitor is attached");
    }
    return monitor;
  }

  private FakeDevice fake(DeviceId id) {
    FakeDevice device = devices.get(id);
    if (device == null) {
      throw new IllegalArgumentException("No device " + id);
    }
    return device;
  }

  // The port.

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.DETERMINISTIC_CLOCK, Capability.DEVICE_RESET);
  }

  @Override
  public List<PhysicalDevice> devices() {
    return List.copyOf(devices.values());
  }

  @Override
  public AccessMap accessMap() {
    return new FakeAccessMap();
  }

  @Override
  public InterruptRouter interrupts() {
    return new FakeRouter();
  }

  @Override
  public MemoryWindow guestMemory() {
    return guestMemory;
  }

  /** Gives the guest memory. */
  public void setGuestMemory(MemoryWindow memory) {
    guestMemory = memory;
  }

  @Override
  public GuestClock clock() {
    return this::now;
  }

  @Override
  public int vcpus() {
    return 1;
  }

  @Override
  public void attach(Monitor newMonitor) {
    monitor = newMonitor;
  }

  @Override
  public void execute(Runnable action) {
    depth++;
    action.run();
    depth--;
    settle();
  }

  @Override
  public void bracket(Consumer<Bracket> action) {
    brackets.add(action);
    settle();
  }

  @Override
  public void release() {
    held = false;
  }

  @Override
  public GuestTimer newTimer(Runnable action) {
    return new FakeTimer(scheduler.newEvent(action));
  }

  /** A timer on the scheduler. */
  private record FakeTimer(EventScheduler.Event event) implements GuestTimer {
    @Override
    public void arm(long delayNanos) {
      event.scheduleIn(delayNanos);
    }

    @Override
    public void disarm() {
      event.cancel();
    }
  }

  private void requireBracket() {
    if (!inBracket) {
      throw new IllegalStateException("Only inside a bracket");
    }
  }

  /** Checks that it is only changed inside a bracket. */
  private final class FakeAccessMap implements AccessMap {
    @Override
    public void set(DeviceId id, AccessMode mode) {
      requireBracket();
      fake(id).mode = mode;
      effects.add(mode == AccessMode.DIRECT ? Effect.DIRECT : Effect.INTERCEPTED);
    }

    @Override
    public AccessMode mode(DeviceId id) {
      return fake(id).mode;
    }

    @Override
    public void place(DeviceId id, List<RegisterRange> ranges) {
      throw new UnsupportedOperationException("A device here is where it is");
    }

    @Override
    public AccessMode mode(long address) {
      return devices.values().stream()
          .filter(device -> device.range().contains(address))
          .findFirst()
          .map(device -> device.mode)
          .orElse(AccessMode.NONE);
    }

    @Override
    public AccessMode pageMode(long page) {
      return devices.values().stream()
          .filter(device -> device.range().start() < page + PAGE_BYTES)
          .filter(device -> page < device.range().start() + device.range().size())
          .map(device -> device.mode)
          .max(Comparator.naturalOrder())
          .orElse(AccessMode.NONE);
    }
  }

  /** Checks that it is only changed inside a bracket. */
  private final class FakeRouter implements InterruptRouter {
    @Override
    public void redirect(DeviceId id, Owner owner) {
      requireBracket();
      FakeDevice device = fake(id);
      device.owner = owner;
      device.virtualLine = false;
      effects.add(owner == Owner.VMM ? Effect.REDIRECTED_TO_VMM : Effect.REDIRECTED_TO_GUEST);
    }

    @Override
    public Owner owner(DeviceId id) {
      return fake(id).owner;
    }

    @Override
    public void setVirtualLine(DeviceId id, boolean asserted) {
      if (fake(id).owner == Owner.VMM) {
        fake(id).virtualLine = asserted;
      } else if (asserted) {
        throw new IllegalStateException("The monitor interrupts for a device of the guest");
      }
    }

    @Override
    public boolean isInService(DeviceId id) {
      return fake(id).inService;
    }
  }
}
