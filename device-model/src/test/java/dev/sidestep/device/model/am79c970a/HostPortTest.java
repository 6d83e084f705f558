package dev.sidestep.device.model.am79c970a;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.device.spec.am79c970a.Am79c970aRegisters;
import dev.sidestep.device.spec.am79c970a.Bcr;
import dev.sidestep.device.spec.am79c970a.Csr;
import dev.sidestep.device.spec.am79c970a.Csr0;
import org.junit.jupiter.api.Test;

class HostPortTest {
  private final Rig rig = new Rig();

  @Test
  void theAddressPromHasAddressSignatureAndChecksum() {
    assertThat(rig.window.read(0, 4)).isEqualTo(0x1200_5452L);
    assertThat(rig.window.read(4, 2)).isEqualTo(0x5634);
    assertThat(rig.window.read(14, 2)).isEqualTo(0x5757);
    long sum = 0;
    for (int i = 0; i < 16; i++) {
      sum += i == 12 || i == 13 ? 0 : rig.window.read(i, 1);
    }
    assertThat(rig.window.read(12, 2)).isEqualTo(sum);
  }

  @Test
  void afterPowerOnItIsStoppedAndTellsWhatItIs() {
    assertThat(rig.csr(Csr.STATUS)).isEqualTo(Csr0.STOP);
    int id = rig.csr(Csr.CHIP_ID_LOWER) | rig.csr(Csr.CHIP_ID_UPPER) << 16;
    assertThat(id).isEqualTo(Am79c970aRegisters.CHIP_ID);
    assertThat(rig.bcr(Bcr.BUS_CONTROL)).isEqualTo(0x9001);
  }

  @Test
  void aWideWriteToRdpLeadsToDoubleWordModeAndOnlyThePinBack() {
    rig.window.write(Am79c970aRegisters.RDP, 4, 0);
    rig.window.write(Am79c970aRegisters.DWIO_RAP, 4, Csr.CHIP_ID_UPPER);
    assertThat(rig.window.read(Am79c970aRegisters.RDP, 4)).isEqualTo(0x0262);
    assertThat(rig.window.read(Am79c970aRegisters.RDP, 2)).isEqualTo(0xffff);
    rig.window.read(Am79c970aRegisters.DWIO_RESET, 4);
    assertThat(rig.window.read(Am79c970aRegisters.DWIO_RAP, 4)).isZero();
    rig.chip.reset();
    assertThat(rig.csr(Csr.STATUS)).isEqualTo(Csr0.STOP);
  }

  @Test
  void theLinkShowsInItsLed() {
    assertThat(rig.bcr(Bcr.LNKST)).isEqualTo(0x80c0);
    rig.plugged = false;
    assertThat(rig.bcr(Bcr.LNKST)).isEqualTo(0x00c0);
  }

  @Test
  void addressesCanOnlyBeSetWhileTheChipRests() {
    rig.csr(Csr.PADR, 0x1234);
    rig.csr(Csr.STATUS, Csr0.STRT);
    rig.csr(Csr.PADR, 0x5678);
    assertThat(rig.csr(Csr.PADR)).isEqualTo(0x1234);
  }

  @Test
  void accessesElsewhereReachNothing() {
    assertThat(rig.window.read(0x18, 2)).isEqualTo(0xffff);
    assertThat(rig.window.read(0x10, 1)).isEqualTo(0xff);
    assertThat(rig.window.read(0x20, 2)).isEqualTo(0xffff);
    rig.window.write(0x11, 2, 0xffff);
    assertThat(rig.csr(Csr.STATUS)).isEqualTo(Csr0.STOP);
  }
}
