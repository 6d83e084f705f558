package dev.sidestep.riscv;

import dev.sidestep.base.Failure;
import dev.sidestep.base.RegisterWindow;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What harts and DMA masters see behind physical addresses: banks of {@link Ram} and windows of
 * devices. Where nothing is, an access faults; that is a value, never an exception.
 *
 * <p>Any thread may access. Devices may be plugged and unplugged while harts run; the caller then
 * flushes the harts' TLBs.
 */
public final class PhysicalBus {
  private final @Nullable ReentrantLock deviceLock;
  private volatile Ram[] banks = {};
  private volatile DeviceSlot[] slots = {};

  private PhysicalBus(@Nullable ReentrantLock deviceLock) {
    this.deviceLock = deviceLock;
  }

  /** A bus whose device accesses all happen under {@code deviceLock}. */
  public static PhysicalBus guardedBy(ReentrantLock deviceLock) {
    return new PhysicalBus(deviceLock);
  }

  /** A bus of a machine that has one thread only. */
  public static PhysicalBus singleThreaded() {
    return new PhysicalBus(null);
  }

  /** Solders in a bank of memory. */
  public synchronized void add(Ram ram) {
    requireFree(ram.base(), ram.size());
    Ram[] more = Arrays.copyOf(banks, banks.length + 1);
    more[banks.length] = ram;
    banks = more;
  }

  /**
   * Plugs a device in at {@code [base, base + size)}.
   *
   * @throws Failure if something is there already
   */
  public synchronized void plug(long base, long size, RegisterWindow device) {
    requireFree(base, size);
    DeviceSlot[] more = Arrays.copyOf(slots, slots.length + 1);
    more[slots.length] = new DeviceSlot(base, size, device);
    Arrays.sort(more, (a, b) -> Long.compareUnsigned(a.base(), b.base()));
    slots = more;
  }

  /** Unplugs the device at {@code base}, if any. */
  public synchronized void unplug(long base) {
    slots =
        Arrays.stream(slots)
            .filter(slot -> {
              boolean stays = slot.base() != base;
              if (!stays) {
                slot.unplug();
              }
              return stays;
            })
            .toArray(DeviceSlot[]::new);
  }

  private void requireFree(long base, long size) {
    boolean taken =
        Arrays.stream(banks).anyMatch(b -> overlaps(base, size, b.base(), b.size()))
            || Arrays.stream(slots).anyMatch(s -> overlaps(base, size, s.base(), s.size()));
    if (taken || size <= 0) {
      throw new Failure(
          Failure.Reason.USAGE,
          "The range %#x..%#x overlaps something else on the bus; choose another address."
              .formatted(base, base + size - 1));
    }
  }

  private static boolean overlaps(long base1, long size1, long base2, long size2) {
    return Long.compareUnsigned(base1, base2 + size2) < 0
        && Long.compareUnsigned(base2, base1 + size1) < 0;
  }

  /** The banks of memory. */
  public List<Ram> banks() {
    return List.of(banks);
  }

  /** The bank that holds all {@code length} bytes at {@code address}, or null. */
  public @Nullable Ram ramAt(long address, long length) {
    for (Ram ram : banks) {
      if (ram.contains(address, length)) {
        return ram;
      }
    }
    return null;
  }

  /** Host address of {@code length} bytes of memory at {@code address}, or 0 if not memory. */
  public long hostAddress(long address, long length) {
    Ram ram = ramAt(address, length);
    return ram == null ? 0 : ram.hostAddress(address);
  }

  /** The device that decodes {@code address}, or null. */
  @Nullable DeviceSlot slotAt(long address) {
    DeviceSlot[] sorted = slots;
    int low = 0;
    int high = sorted.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      DeviceSlot slot = sorted[middle];
      if (slot.contains(address)) {
        return slot;
      }
      if (Long.compareUnsigned(address, slot.base()) < 0) {
        high = middle - 1;
      } else {
        low = middle + 1;
      }
    }
    return null;
  }

  /** True if memory or a device is somewhere in the page at {@code page}. */
  public boolean isPopulated(long page) {
    if (ramAt(page, Ram.PAGE_BYTES) != null) {
      return true;
    }
    for (DeviceSlot slot : slots) {
      if (overlaps(page, Ram.PAGE_BYTES, slot.base(), slot.size())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Reads {@code width} (1, 2, 4 or 8) bytes of memory or of a device.
   *
   * @return false if nothing decodes the address: {@code result[0]} is then all ones
   */
  public boolean read(long address, int width, long[] result) {
    long host = hostAddress(address, width);
    if (host != 0) {
      result[0] = HostMemory.read(host, width);
      return true;
    }
    DeviceSlot slot = deviceFor(address, width);
    result[0] = slot == null ? -1L : readDevice(slot, address, width);
    return slot != null;
  }

  /**
   * Writes {@code width} (1, 2, 4 or 8) bytes of memory or of a device.
   *
   * @return false if nothing decodes the address
   */
  public boolean write(long address, int width, long value) {
    long host = hostAddress(address, width);
    if (host != 0) {
      HostMemory.write(host, width, value);
      return true;
    }
    DeviceSlot slot = deviceFor(address, width);
    if (slot == null) {
      return false;
    }
    writeDevice(slot, address, width, value);
    return true;
  }

  /** The device that takes the naturally aligned access, or null. */
  @Nullable DeviceSlot deviceFor(long address, int width) {
    if ((address & (width - 1)) != 0) {
      return null;
    }
    DeviceSlot slot = slotAt(address);
    return slot != null && slot.contains(address + width - 1) ? slot : null;
  }

  long readDevice(DeviceSlot slot, long address, int width) {
    ReentrantLock lock = deviceLock;
    if (lock == null) {
      return slot.device().read(address - slot.base(), width);
    }
    lock.lock();
    try {
      return slot.device().read(address - slot.base(), width);
    } finally {
      lock.unlock();
    }
  }

  void writeDevice(DeviceSlot slot, long address, int width, long value) {
    ReentrantLock lock = deviceLock;
    if (lock == null) {
      slot.device().write(address - slot.base(), width, value);
      return;
    }
    lock.lock();
    try {
      slot.device().write(address - slot.base(), width, value);
    } finally {
      lock.unlock();
    }
  }
}
