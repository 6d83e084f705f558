package dev.sidestep.platform.soft;

import dev.sidestep.base.RegisterWindow;
import dev.sidestep.platform.DeviceId;
import dev.sidestep.platform.DmaWindow;
import dev.sidestep.platform.PhysicalDevice;
import dev.sidestep.platform.RegisterRange;
import java.util.List;

/** A chip of the board, as the port presents it. */
record SoftDevice(BoardDevice chip) implements PhysicalDevice {
  @Override
  public DeviceId id() {
    return new DeviceId(chip.name());
  }

  @Override
  public String interfaceName() {
    return chip.interfaceName();
  }

  @Override
  public long inputClockHz() {
    return chip.inputClockHz();
  }

  @Override
  public List<RegisterRange> ranges() {
    return chip.ranges();
  }

  @Override
  public DmaWindow dma() {
    return chip.dma();
  }

  @Override
  public RegisterWindow registers() {
    return chip.registers();
  }

  @Override
  public void reset() {
    chip.reset();
  }
}
