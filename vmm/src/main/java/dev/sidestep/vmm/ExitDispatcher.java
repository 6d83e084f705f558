package dev.sidestep.vmm;

import dev.sidestep.platform.AccessMap;
import dev.sidestep.platform.AccessMode;
import dev.sidestep.platform.DeviceId;
import dev.sidestep.platform.ExitHandler;
import dev.sidestep.platform.MmioAccess;
import dev.sidestep.platform.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Brings each exit to the device whose registers were touched ([0034]). */
final class ExitDispatcher implements ExitHandler {
  /** One exit in so many is timed: the clock costs as much as a cheap exit. */
  private static final int SAMPLE = 16;

  private final AccessMap accessMap;
  private final DeviceSlot<?, ?>[] slots;

  ExitDispatcher(AccessMap accessMap, List<DeviceSlot<?, ?>> slots) {
    this.accessMap = accessMap;
    this.slots = slots.toArray(DeviceSlot<?, ?>[]::new);
  }

  @Override
  public Verdict access(MmioAccess access) {
    DeviceSlot<?, ?> slot = find(access.device());
    if (slot == null) {
      return neighbour(access);
    }
    return slot.counters().exits % SAMPLE == 0 ? timed(slot, access) : slot.access(access);
  }

  private static Verdict timed(DeviceSlot<?, ?> slot, MmioAccess access) {
    long start = System.nanoTime();
    Verdict verdict = slot.access(access);
    slot.counters().sample(System.nanoTime() - start);
    return verdict;
  }

  /** What shares a page with an intercepted device keeps its full semantics. */
  private Verdict neighbour(MmioAccess access) {
    return accessMap.mode(access.address()) == AccessMode.DIRECT ? Verdict.FORWARD : Verdict.FAULT;
  }

  private @Nullable DeviceSlot<?, ?> find(DeviceId device) {
    for (DeviceSlot<?, ?> slot : slots) {
      if (slot.id().equals(device)) {
        return slot;
      }
    }
    return null;
  }
}
