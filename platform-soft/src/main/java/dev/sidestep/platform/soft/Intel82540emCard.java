package dev.sidestep.platform.soft;

import dev.sidestep.device.model.i82540em.ChipTiming;
import dev.sidestep.device.model.i82540em.I82540em;
import dev.sidestep.device.model.pci.BaseAddress;
import dev.sidestep.device.model.pci.FunctionIdentity;
import dev.sidestep.device.model.pci.PciChip;
import dev.sidestep.device.spec.pci.PowerManagement.Pmc;
import dev.sidestep.platform.MachineConfiguration.Timing;
import java.util.List;

/**
 * Intel's PRO/1000 MT desktop adapter with an 82540EM.
 *
 * @datasheet 82540EM SDM 4.1
 */
final class Intel82540emCard implements CardModel {
  private static final int INTEL = 0x8086;
  private static final int POWER_OFFSET = 0xdc;
  private static final FunctionIdentity IDENTITY =
      new FunctionIdentity(
          INTEL,
          0x100e,
          0x02_0000,
          2,
          new FunctionIdentity.Subsystem(INTEL, 0x001e),
          List.of(
              new BaseAddress(0, BaseAddress.Space.MEMORY, 128 << 10),
              new BaseAddress(2, BaseAddress.Space.IO, 64)),
          1,
          new FunctionIdentity.Power(
              POWER_OFFSET, Pmc.VERSION_2 | Pmc.DSI | Pmc.PME_D0 | Pmc.PME_D3HOT));

  @Override
  public String name() {
    return "82540EM";
  }

  @Override
  public FunctionIdentity identity() {
    return IDENTITY;
  }

  @Override
  public PciChip<?> build(Outlets outlets, long macAddress) {
    I82540em chip =
        new I82540em(
            outlets.scheduler(),
            new I82540em.Pins(outlets.memory(), outlets.interrupt(), outlets.cable()),
            macAddress,
            outlets.timing() == Timing.REAL ? ChipTiming.REAL : ChipTiming.FAST);
    outlets.cable().plugInto(chip);
    return chip;
  }
}
