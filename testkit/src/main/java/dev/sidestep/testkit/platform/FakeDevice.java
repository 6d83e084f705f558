package dev.sidestep.testkit.platform;

import dev.sidestep.base.InterruptLine;
import dev.sidestep.base.RegisterWindow;
import dev.sidestep.platform.AccessMode;
import dev.sidestep.platform.AddressRange;
import dev.sidestep.platform.DeviceId;
import dev.sidestep.platform.DmaWindow;
import dev.sidestep.platform.Owner;
import dev.sidestep.platform.PhysicalDevice;
import dev.sidestep.platform.RegisterRange;
import java.util.List;

/** A device on a {@link FakePlatform}; the chip itself is wired to it by the test. */
public final class FakeDevice implements PhysicalDevice {
  private final DeviceId id;
  private final String interfaceName;
  private final AddressRange range;
  private DmaWindow dma = DmaWindow.NONE;
  private RegisterWindow registers = new NoRegisters();
  private Runnable reset = () -> {};
  AccessMode mode = AccessMode.DIRECT;
  Owner owner = Owner.GUEST;
  boolean line;
  boolean virtualLine;
  boolean forwarded;
  boolean inService;

  FakeDevice(DeviceId id, String interfaceName, AddressRange range) {
    this.id = id;
    this.interfaceName = interfaceName;
    this.range = range;
  }

  /** An address that nothing answers at. */
  private static final class NoRegisters implements RegisterWindow {
    @Override
    public long read(long offset, int width) {
      return -1;
    }

    @Override
    public void write(long offset, int width, long value) {}
  }

  @Override
  public long inputClockHz() {
    return 0;
  }

  /** Connects the chip. */
  public void wire(RegisterWindow chip, Runnable resetPin) {
    registers = chip;
    reset = resetPin;
  }

  /** The wire that the chip's interrupt pin goes to. */
  public InterruptLine line() {
    return asserted -> line = asserted;
  }

  /** The level that the guest's interrupt controller sees. */
  public boolean isInterruptingGuest() {
    return !inService && (owner == Owner.GUEST ? line : virtualLine || forwarded);
  }

  /** True if the monitor has forwarded an interrupt that the guest has not yet completed. */
  public boolean isForwarded() {
    return forwarded;
  }

  /** True if guest accesses exit. */
  public boolean isIntercepted() {
    return mode == AccessMode.INTERCEPTED;
  }

  /** Whose interrupts these are. */
  public Owner owner() {
    return owner;
  }

  @Override
  public DeviceId id() {
    return id;
  }

  @Override
  public String interfaceName() {
    return interfaceName;
  }

  @Override
  public List<RegisterRange> ranges() {
    return List.of(new RegisterRange(range, 0));
  }

  AddressRange range() {
    return range;
  }

  /** Makes it a bus master that reaches {@code window}. */
  public void masters(DmaWindow window) {
    dma = window;
  }

  @Override
  public DmaWindow dma() {
    return dma;
  }

  @Override
  public RegisterWindow registers() {
    return registers;
  }

  @Override
  public void reset() {
    reset.run();
  }
}
