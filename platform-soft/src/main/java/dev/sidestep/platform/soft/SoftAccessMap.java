package dev.sidestep.platform.soft;

import dev.sidestep.platform.AccessMap;
import dev.sidestep.platform.AccessMode;
import dev.sidestep.platform.AddressRange;
import dev.sidestep.platform.DeviceId;
import dev.sidestep.platform.RegisterRange;
import java.util.List;

/**
 * The access map of the soft machine. Written inside a bracket, when no hart runs; read by harts
 * without a lock.
 */
final class SoftAccessMap implements AccessMap {
  private static final long PAGE_BYTES = 4096;

  static final class Entry {
    private final DeviceId device;
    private final AddressRange range;
    private volatile AccessMode mode = AccessMode.DIRECT;

    Entry(DeviceId device, AddressRange range) {
      this.device = device;
      this.range = range;
    }

    DeviceId device() {
      return device;
    }

    long offset(long address) {
      return address - range.start();
    }
  }

  private final Board board;
  private final long ramBytes;
  private final Entry[] entries;

  /** A map in which {@code devices} and the interrupt controller are direct. */
  SoftAccessMap(Board board, List<SoftDevice> devices) {
    this.board = board;
    this.ramBytes = board.ram().size();
    entries = new Entry[devices.size() + 1];
    entries[0] =
        new Entry(
            SoftInterruptRouter.CONTROLLER,
            new AddressRange(AddressMap.PLIC, AddressMap.PLIC_SIZE));
    for (int i = 0; i < devices.size(); i++) {
      entries[i + 1] = new Entry(devices.get(i).id(), devices.get(i).ranges().getFirst().range());
    }
  }

  @Override
  public void set(DeviceId device, AccessMode mode) {
    for (Entry entry : entries) {
      if (entry.device.equals(device)) {
        entry.mode = mode;
      }
    }
    for (Vcpu vcpu : board.vcpus()) {
      vcpu.hart().requestTlbFlush();
    }
  }

  /** Everything direct. No hart runs. */
  void reset() {
    for (Entry entry : entries) {
      set(entry.device, AccessMode.DIRECT);
    }
  }

  @Override
  public AccessMode mode(DeviceId device) {
    for (Entry entry : entries) {
      if (entry.device.equals(device)) {
        return entry.mode;
      }
    }
    return AccessMode.NONE;
  }

  @Override
  public void place(DeviceId device, List<RegisterRange> ranges) {
    throw new UnsupportedOperationException("A device of this board is where it is");
  }

  /** The device at {@code address}, which is not memory and not the interrupt controller. */
  Entry at(long address) {
    for (Entry entry : entries) {
      if (entry.range.contains(address)) {
        return entry;
      }
    }
    throw new IllegalArgumentException("Nothing at " + Long.toHexString(address));
  }

  @Override
  public AccessMode mode(long address) {
    if (Long.compareUnsigned(address - AddressMap.RAM, ramBytes) < 0) {
      return AccessMode.DIRECT;
    }
    for (Entry entry : entries) {
      if (entry.range.contains(address)) {
        return entry.mode;
      }
    }
    return AccessMode.NONE;
  }

  @Override
  public AccessMode pageMode(long page) {
    if (Long.compareUnsigned(page - AddressMap.RAM, ramBytes) < 0) {
      return AccessMode.DIRECT;
    }
    AccessMode mode = AccessMode.NONE;
    for (Entry entry : entries) {
      if (overlaps(entry.range, page) && entry.mode.compareTo(mode) > 0) {
        mode = entry.mode;
      }
    }
    return mode;
  }

  private static boolean overlaps(AddressRange range, long page) {
    return range.contains(page) || (range.start() >= page && range.start() - page < PAGE_BYTES);
  }
}
