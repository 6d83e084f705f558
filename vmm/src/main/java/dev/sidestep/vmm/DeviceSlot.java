package dev.sidestep.vmm;

import dev.sidestep.base.Bits;
import dev.sidestep.platform.AccessMode;
import dev.sidestep.platform.DeviceId;
import dev.sidestep.platform.InterruptHandler.Disposition;
import dev.sidestep.platform.MmioAccess;
import dev.sidestep.platform.Owner;
import dev.sidestep.platform.PhysicalDevice;
import dev.sidestep.platform.Platform;
import dev.sidestep.platform.Verdict;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One device: its custody, its hardware, its virtual twin and the monitor's driver. */
final class DeviceSlot<I extends HighLevelIo, S extends DeviceState> {
  private final Platform platform;
  private final PhysicalDevice physical;
  private final VirtualDevice<I, S> virtual;
  private VmmDriver<I, S> driver;
  private final SlotCounters counters = new SlotCounters();
  private Custody custody = Custody.DIRECT;
  private SwitchPolicies policies = SwitchPolicies.defaults();
  private @Nullable Protocol protocol;
  private List<KnownField> carried = List.of();

  /** From 216 until the driver's first own interrupt, strays are treated specially ([0030]). */
  private boolean treatsStraysSpecially;

  /** Above 0 while a device object works; an interrupt that it causes itself is served after. */
  private int depth;

  private boolean interruptDeferred;

  DeviceSlot(Platform platform, PhysicalDevice physical, DeviceBinding<I, S> binding) {
    this.platform = platform;
    this.physical = physical;
    virtual = binding.virtual();
    driver = binding.driver();
    virtual.connect(this::perform);
    driver.connect(virtual::deliver);
  }

  private void perform(I io) {
    counters.highLevelIos++;
    driver.perform(io);
  }

  // What it is.

  DeviceId id() {
    return physical.id();
  }

  PhysicalDevice physical() {
    return physical;
  }

  VirtualDevice<I, S> virtual() {
    return virtual;
  }

  VmmDriver<I, S> driver() {
    return driver;
  }

  Platform platform() {
    return platform;
  }

  SlotCounters counters() {
    return counters;
  }

  Custody custody() {
    return custody;
  }

  SwitchPolicies policies() {
    return policies;
  }

  List<KnownField> carried() {
    return carried;
  }

  /** Why the two devices cannot change places at run time ([0020]); empty if they can. */
  String incompatibility() {
    String hardware = physical.interfaceName();
    if (hardware.equals(virtual.interfaceName()) && hardware.equals(driver.interfaceName())) {
      return "";
    }
    String seen = virtual.interfaceName();
    return "The guest sees the %s, its driver in the monitor drives the %s, and the hardware is"
            .formatted(seen, driver.interfaceName())
        + " the %s; %s stays emulated. Replace the hardware by the %s to let the guest have it."
            .formatted(hardware, id(), seen);
  }

  /** Why its hardware cannot be replaced now; empty if it can. */
  String objectionToReplacement(DeviceBinding<?, ?> binding) {
    if (protocol != null) {
      return "A switch of " + id() + " is under way; ask again when it has ended.";
    }
    if (custody != Custody.EMULATED) {
      return "The guest has the hardware of %s itself; virtualize it first.".formatted(id());
    }
    boolean can =
        binding.virtual().equals(virtual)
            && virtual instanceof RebindableDevice
            && driver instanceof ReplaceableDriver;
    return can ? "" : "The hardware of %s cannot be replaced under its guest.".formatted(id());
  }

  /** Another driver, of other hardware, or the same again, from now on; the guest is stopped. */
  void rebind(VmmDriver<I, S> next) {
    assertOwned();
    if (!next.equals(driver)) {
      driver = next;
      next.connect(virtual::deliver);
    }
    depth++;
    carried = next.adopt(policies.mode()).fields();
    if (virtual instanceof RebindableDevice device) {
      device.rebound();
    }
    depth--;
    interruptDeferred = false;
  }

  boolean isInService() {
    return platform.interrupts().isInService(id());
  }

  // The switch under way.

  void begin(Protocol begun, SwitchPolicies chosen) {
    protocol = begun;
    policies = chosen;
  }

  void endProtocol() {
    protocol = null;
  }

  @Nullable Protocol protocol() {
    return protocol;
  }

  void become(Custody next) {
    if (!custody.mayBecome(next)) {
      throw new IllegalStateException(id() + " cannot go from " + custody + " to " + next);
    }
    custody = next;
    if (next == Custody.OBSERVED) {
      treatsStraysSpecially = true;
    }
  }

  /** Takes the device over (218). */
  void adopt() {
    assertOwned();
    working(() -> {
      S state = driver.adopt(policies.mode());
      carried = state.fields();
      become(Custody.EMULATED);
      virtual.begin(state);
    });
    counters.virtualizations++;
  }

  /** Leaves further input in the device, or takes it again. */
  void pauseInput(boolean paused) {
    depth++;
    driver.pauseInput(paused);
    depth--;
  }

  /** Gives the hardware what the guest believes it has; the guest is stopped (716..718). */
  void release(boolean byReset) {
    assertOwned();
    S state = virtual.end();
    carried = state.fields();
    depth++;
    if (byReset) {
      driver.resetAndRelease(state);
    } else {
      driver.release(state);
    }
    depth--;
    interruptDeferred = false;
    counters.devirtualizations++;
  }

  /** Invariant 5: whoever touches the hardware owns it, and nobody else can. */
  private void assertOwned() {
    AccessMode mode = platform.accessMap().mode(id());
    if (mode != AccessMode.INTERCEPTED || platform.interrupts().owner(id()) != Owner.VMM) {
      throw new IllegalStateException(id() + " is touched by the monitor but not owned by it");
    }
  }

  // What happens to it.

  Verdict access(MmioAccess access) {
    counters.exits++;
    long offset = access.offset();
    depth++;
    Verdict verdict =
        switch (custody) {
          case DIRECT -> trappedWhileDirect();
          case EMULATED -> emulate(access, offset);
          case OBSERVED, DRAINING -> Objects.requireNonNull(protocol).access(access, offset);
        };
    depth--;
    settle();
    return verdict;
  }

  /** An access that was on its way when the device was handed back completes at the hardware. */
  private Verdict trappedWhileDirect() {
    counters.trapsWhileDirect++;
    return Verdict.FORWARD;
  }

  /** Lets an access through, as if it had not been intercepted (414). */
  void forward(MmioAccess access, long offset) {
    if (access.isStore()) {
      physical.registers().write(offset, access.width(), access.value());
    } else {
      access.answer(physical.registers().read(offset, access.width()));
    }
    driver.observed(access, offset);
  }

  /** Gives an access to the virtual device ([0040]). */
  Verdict emulate(MmioAccess access, long offset) {
    Verdict verdict = virtual.access(access, offset);
    if (verdict != Verdict.FAULT) {
      return verdict;
    }
    return switch (policies.illegalAccess()) {
      case IllegalAccessPolicy.Drop() -> dropped(access);
      case IllegalAccessPolicy.TargetAbort() -> Verdict.FAULT;
    };
  }

  private static Verdict dropped(MmioAccess access) {
    if (!access.isStore()) {
      access.answer(Bits.truncate(-1, access.width()));
    }
    return Verdict.COMPLETED;
  }

  Disposition interrupt() {
    counters.interrupts++;
    return switch (custody) {
      case DIRECT, OBSERVED -> stray(true);
      case EMULATED, DRAINING -> depth > 0 ? deferred() : serveInterrupt();
    };
  }

  private Disposition deferred() {
    interruptDeferred = true;
    return Disposition.HANDLED;
  }

  private Disposition serveInterrupt() {
    depth++;
    boolean own = driver.interrupt();
    depth--;
    Disposition disposition = own ? own() : stray(forwardsStrays());
    settle();
    return disposition;
  }

  private Disposition own() {
    treatsStraysSpecially = false;
    return Disposition.HANDLED;
  }

  private boolean forwardsStrays() {
    return treatsStraysSpecially
        && switch (policies.stray()) {
          case StrayInterruptPolicy.Drop() -> false;
          case StrayInterruptPolicy.ForwardToGuest() -> true;
          case StrayInterruptPolicy.AskHardware() -> driver.expectsGuestInterrupt();
        };
  }

  private Disposition stray(boolean forward) {
    if (forward) {
      counters.strayForwarded++;
    } else {
      counters.strayDropped++;
    }
    if (protocol != null) {
      protocol.stray(forward);
    }
    return forward ? Disposition.FORWARD : Disposition.HANDLED;
  }

  /** Does {@code work} as if inside an access. */
  void working(Runnable work) {
    depth++;
    work.run();
    depth--;
    settle();
  }

  private void settle() {
    if (depth > 0) {
      return;
    }
    if (interruptDeferred) {
      interruptDeferred = false;
      depth++;
      if (driver.interrupt()) {
        treatsStraysSpecially = false;
      }
      depth--;
    }
    if (protocol != null) {
      protocol.advance();
    }
  }
}
