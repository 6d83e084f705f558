package dev.sidestep.platform.soft;

import dev.sidestep.device.model.am79c970a.Am79c970a;
import dev.sidestep.device.model.pci.BaseAddress;
import dev.sidestep.device.model.pci.FunctionIdentity;
import dev.sidestep.device.model.pci.PciChip;
import dev.sidestep.device.spec.am79c970a.Am79c970aRegisters;
import java.util.List;

/**
 * A card with an Am79C970A: its window in I/O space, and once more in memory.
 *
 * @datasheet Am79C970A PCI Configuration Registers
 */
final class AmdAm79c970aCard implements CardModel {
  private static final FunctionIdentity IDENTITY =
      new FunctionIdentity(
          0x1022,
          0x2000,
          0x02_0000,
          0x16,
          new FunctionIdentity.Subsystem(0, 0),
          List.of(
              new BaseAddress(0, BaseAddress.Space.IO, Am79c970aRegisters.SIZE_BYTES),
              new BaseAddress(1, BaseAddress.Space.MEMORY, Am79c970aRegisters.SIZE_BYTES)),
          1,
          FunctionIdentity.Power.NONE);

  @Override
  public String name() {
    return Am79c970aRegisters.TABLE.device();
  }

  @Override
  public FunctionIdentity identity() {
    return IDENTITY;
  }

  @Override
  public PciChip<?> build(Outlets outlets, long macAddress) {
    Am79c970a chip =
        new Am79c970a(
            outlets.scheduler(),
            new Am79c970a.Pins(outlets.memory(), outlets.interrupt(), outlets.cable()),
            macAddress);
    outlets.cable().plugInto(chip);
    return chip;
  }
}
