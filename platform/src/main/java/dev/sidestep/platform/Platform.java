package dev.sidestep.platform;

import dev.sidestep.base.Failure;
import dev.sidestep.base.GuestClock;
import dev.sidestep.base.MemoryWindow;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One machine's raw hardware layer (110), as the monitor sees it.
 *
 * @figure FIG. 1 (110)
 */
public interface Platform {
  /** What this platform can do. */
  Set<Capability> capabilities();

  /** The devices that can change custody, in order of their names. */
  List<PhysicalDevice> devices();

  /**
   * The device of that name.
   *
   * @throws Failure NOT_FOUND if there is none
   */
  default PhysicalDevice device(DeviceId id) {
    return devices().stream()
        .filter(candidate -> candidate.id().equals(id))
        .findFirst()
        .orElseThrow(() ->
            new Failure(
                Failure.Reason.NOT_FOUND,
                "This machine has no device " + id + "; see its device list."));
  }

  /** Which addresses exit. */
  AccessMap accessMap();

  /** Where interrupts go. */
  InterruptRouter interrupts();

  /** Its PCI bus; only if it has one, which a device with configuration space tells. */
  default PciBus pciBus() {
    throw new UnsupportedOperationException("This platform has no PCI bus");
  }

  /** The guest's memory, under guest-physical addresses. Lock held. */
  MemoryWindow guestMemory();

  /** Guest time. */
  GuestClock clock();

  /** Number of vCPUs. */
  int vcpus();

  /**
   * Names the monitor, before the machine starts; or another one while it does not run and every
   * device is in direct custody, as after {@link Machine#restore}.
   */
  void attach(Monitor monitor);

  /**
   * Runs {@code action} with the lock held, soon: at once if the caller has the lock or the machine
   * is not running. Any thread; returns when it has run.
   */
  void execute(Runnable action);

  /**
   * Runs {@code action} when every vCPU has stopped at an instruction boundary, then lets them go
   * on. Never inside the caller's own stack while that is inside an exit: an access in progress
   * completes first. Several requests run one after the other, each in a bracket of its own. Lock
   * held by the caller, and by {@code action}.
   */
  void bracket(Consumer<Bracket> action);

  /** Ends every {@link Verdict#HOLD}: the held accesses are executed anew. Lock held. */
  void release();

  /** A new timer whose {@code action} runs with the lock held. */
  GuestTimer newTimer(Runnable action);
}
