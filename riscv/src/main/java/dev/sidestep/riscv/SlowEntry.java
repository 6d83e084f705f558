package dev.sidestep.riscv;

import org.jspecify.annotations.Nullable;

/**
 * A translation that no {@link Tlb} can hold, because each access needs more than an addition: a
 * page with devices, an intercepted page, memory with decoded code in it.
 */
final class SlowEntry {
  /** What an access needs. */
  enum Kind {
    EMPTY,
    DEVICE,
    INTERCEPTED,
    CODE
  }

  private Kind kind = Kind.EMPTY;
  private long page;
  private int mode;
  private boolean store;
  private boolean global;

  /** Bus address, or the guest's own for an intercepted page. */
  private long target;

  private long host;
  private @Nullable DeviceSlot slot;

  boolean matches(long virtualAddress, int mode, boolean store) {
    return page == (virtualAddress & Tlb.PAGE_MASK)
        && this.mode == mode
        && this.store == store
        && kind != Kind.EMPTY;
  }

  void fill(Kind kind, long virtualAddress, int mode, boolean store, long target) {
    this.kind = kind;
    this.page = virtualAddress & Tlb.PAGE_MASK;
    this.mode = mode;
    this.store = store;
    this.target = target;
    this.slot = null;
  }

  void setGlobal(boolean global) {
    this.global = global;
  }

  void setHost(long host) {
    this.host = host;
  }

  Kind kind() {
    return kind;
  }

  /** Bus (or guest-physical) address of {@code virtualAddress}. */
  long addressOf(long virtualAddress) {
    return target | (virtualAddress & ~Tlb.PAGE_MASK);
  }

  /** Host address of {@code virtualAddress}, for {@link Kind#CODE}. */
  long hostOf(long virtualAddress) {
    return host + (virtualAddress & ~Tlb.PAGE_MASK);
  }

  /** The device that takes the access, or null: an access fault. */
  @Nullable DeviceSlot slotFor(PhysicalBus bus, long address, int width) {
    DeviceSlot last = slot;
    if (last != null && last.takes(address, width)) {
      return last;
    }
    slot = bus.deviceFor(address, width);
    return slot;
  }

  void clear() {
    kind = Kind.EMPTY;
  }

  void clearIfLocal() {
    if (!global) {
      clear();
    }
  }

  void clearIfPage(long virtualAddress) {
    if (page == (virtualAddress & Tlb.PAGE_MASK)) {
      clear();
    }
  }
}
