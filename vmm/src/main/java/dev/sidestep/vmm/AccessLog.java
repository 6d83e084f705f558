package dev.sidestep.vmm;

import dev.sidestep.base.RegisterWindow;
import dev.sidestep.platform.DeviceId;
import dev.sidestep.platform.MmioAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The guest's stores during a devirtualization, to be replayed in order ([0048], fifth method).
 *
 * @figure FIG. 7 (710)
 */
final class AccessLog {
  private final List<Entry> entries = new ArrayList<>();

  /** A store as it was made. */
  private record Entry(int vcpu, DeviceId device, long offset, long address, int width, long value)
      implements MmioAccess {
    @Override
    public boolean isStore() {
      return true;
    }

    @Override
    public void answer(long loaded) {
      throw new IllegalStateException("A store has no answer");
    }
  }

  void add(MmioAccess store, long offset) {
    entries.add(
        new Entry(
            store.vcpu(), store.device(), offset, store.address(), store.width(), store.value()));
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  boolean contains(long offset) {
    return entries.stream().anyMatch(entry -> entry.offset() == offset);
  }

  /** What was stored last at {@code offset}, which {@link #contains}. */
  long last(long offset) {
    return entries.reversed().stream()
        .filter(entry -> entry.offset() == offset)
        .findFirst()
        .orElseThrow()
        .value();
  }

  /** Makes every store again, at the hardware; returns how many. */
  int replayTo(RegisterWindow registers) {
    int count = entries.size();
    entries.forEach(entry -> registers.write(entry.offset(), entry.width(), entry.value()));
    entries.clear();
    return count;
  }

  /** Makes every store again, as a guest's access. */
  void replayTo(Consumer<MmioAccess> guest) {
    List<Entry> replayed = List.copyOf(entries);
    entries.clear();
    replayed.forEach(guest);
  }
}
