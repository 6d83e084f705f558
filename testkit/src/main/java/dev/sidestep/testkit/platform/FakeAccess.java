package dev.sidestep.testkit.platform;

import dev.sidestep.base.Bits;
import dev.sidestep.platform.DeviceId;
import dev.sidestep.platform.MmioAccess;

/** A reusable access by vCPU 0. */
public final class FakeAccess implements MmioAccess {
  private DeviceId device = new DeviceId("none");
  private long offset;
  private long address;
  private int width;
  private boolean store;
  private long value;

  /** A load of nothing, to be set. */
  public FakeAccess() {}

  /** Makes it another access. */
  public void set(long newAddress, int newWidth, boolean isStore, long stored) {
    address = newAddress;
    width = newWidth;
    store = isStore;
    value = Bits.truncate(stored, newWidth);
  }

  /** Says which device it is for, and where in its window. */
  public void target(DeviceId newDevice, long newOffset) {
    device = newDevice;
    offset = newOffset;
  }

  /** A store. */
  public static FakeAccess store(long address, int width, long value) {
    FakeAccess access = new FakeAccess();
    access.set(address, width, true, value);
    return access;
  }

  /** A load. */
  public static FakeAccess load(long address, int width) {
    FakeAccess access = new FakeAccess();
    access.set(address, width, false, 0);
    return access;
  }

  @Override
  public int vcpu() {
    return 0;
  }

  @Override
  public DeviceId device() {
    return device;
  }

  @Override
  public long offset() {
    return offset;
  }

  @Override
  public long address() {
    return address;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public boolean isStore() {
    return store;
  }

  @Override
  public long value() {
    return value;
  }

  @Override
  public void answer(long loaded) {
    value = loaded;
  }
}
