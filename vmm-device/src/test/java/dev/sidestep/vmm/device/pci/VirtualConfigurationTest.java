package dev.sidestep.vmm.device.pci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.device.spec.pci.PciHeader;
import dev.sidestep.device.spec.pci.PciHeader.Command;
import dev.sidestep.platform.AddressRange;
import dev.sidestep.platform.PciBus;
import dev.sidestep.platform.PciRegion;
import dev.sidestep.platform.RegisterRange;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualConfigurationTest {
  private static final PciBus BUS =
      new PciBus(
          new AddressRange(0x4000_0000L, 0x1000_0000L),
          0x4000_0000L,
          new AddressRange(0x300_0000L, 0x1_0000L),
          0);
  private static final RegisterRange PAGE =
      new RegisterRange(new AddressRange(0x3000_8000L, 4096), PciRegion.CONFIGURATION);

  private final VirtualConfiguration space =
      new VirtualConfiguration(
          new FunctionProfile(
              0x100e_8086,
              0x0200_0002,
              0x001e_8086,
              List.of(
                  new FunctionProfile.Bar(0, false, 0x2_0000),
                  new FunctionProfile.Bar(2, true, 64)),
              0xdc,
              0x22));

  @Test
  void theIdentityCannotBeWritten() {
    space.write(PciHeader.VENDOR_ID, 4, 0);
    assertThat(space.read(PciHeader.DEVICE_ID, 2)).isEqualTo(0x100e);
    assertThat(space.read(PciHeader.BASE_CLASS, 1)).isEqualTo(2);
    assertThat(space.read(PciHeader.INTERRUPT_PIN, 1)).isEqualTo(1);
    assertThat(space.read(PciHeader.CAPABILITIES_POINTER, 1)).isEqualTo(0xdc);
    assertThat(space.read(0xdc, 2)).isEqualTo(1);
    assertThat(space.read(0x100, 4)).isZero();
  }

  @Test
  void onesInABaseAddressShowItsSize() {
    for (int bar = 0; bar < 6; bar++) {
      space.write(PciHeader.bar(bar), 4, -1);
    }
    assertThat(space.read(PciHeader.bar(0), 4)).isEqualTo(0xfffe_0000);
    assertThat(space.read(PciHeader.bar(1), 4)).isZero();
    assertThat(space.read(PciHeader.bar(2), 4)).isEqualTo(0xffff_ffc1);
  }

  @Test
  void registersAreWhereTheGuestHasPutThemOnceTheyAreEnabled() {
    space.write(PciHeader.bar(0), 4, 0x4120_0000);
    space.write(PciHeader.bar(2), 4, 0x1000);
    assertThat(space.ranges(BUS, PAGE)).containsExactly(PAGE);
    space.write(PciHeader.COMMAND, 2, Command.MEMORY_SPACE | Command.IO_SPACE);
    assertThat(space.ranges(BUS, PAGE))
        .containsExactly(
            PAGE,
            new RegisterRange(new AddressRange(0x4120_0000L, 0x2_0000), PciRegion.bar(0)),
            new RegisterRange(new AddressRange(0x300_1000L, 64), PciRegion.bar(2)));
    space.write(PciHeader.bar(0), 4, 0x1000_0000);
    assertThat(space.ranges(BUS, PAGE)).hasSize(2);
  }

  @Test
  void anotherFunctionBecomesTheSameFromItsSettings() {
    VirtualConfiguration other =
        new VirtualConfiguration(
            new FunctionProfile(
                0x100e_8086,
                0x0200_0002,
                0x001e_8086,
                List.of(new FunctionProfile.Bar(0, false, 0x2_0000)),
                0xdc,
                0x22));
    space.write(PciHeader.bar(0), 4, 0x4120_0000);
    space.write(PciHeader.COMMAND, 2, Command.MEMORY_SPACE | Command.BUS_MASTER);
    space.write(PciHeader.INTERRUPT_LINE, 1, 0x2a);
    space.forEachSetting((value, offset) -> other.write(offset, 4, value));
    for (int offset : new int[] {PciHeader.bar(0), PciHeader.COMMAND, PciHeader.INTERRUPT_LINE}) {
      assertThat(other.read(offset, 4)).isEqualTo(space.read(offset, 4));
    }
  }
}
