package dev.sidestep.vmm.device.i82540em;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Rctl;
import org.junit.jupiter.api.Test;

class I82540emModeTest {
  private final I82540emMode mode = new VirtualRegisters().mode();

  @Test
  void whatEnablesComesLast() {
    assertThat(I82540emMode.offsets())
        .endsWith(I82540emRegisters.CTRL, I82540emRegisters.TCTL, I82540emRegisters.RCTL)
        .doesNotHaveDuplicates()
        .doesNotContain(I82540emRegisters.TDT, I82540emRegisters.ICR, I82540emRegisters.STATUS);
  }

  @Test
  void aChangedModeIsAnotherOne() {
    I82540emMode changed = mode.with(I82540emRegisters.RCTL, Rctl.EN | Rctl.LPE | Rctl.MPE);
    assertThat(changed).isNotEqualTo(mode);
    assertThat(changed.with(I82540emRegisters.RCTL, 0)).isEqualTo(mode).hasSameHashCodeAs(mode);
    assertThat(changed.isReceiveEnabled()).isTrue();
    assertThat(changed.takesLongFrames()).isTrue();
    assertThat(changed.takesAllMulticast()).isTrue();
    assertThat(changed.takesBroadcast()).isFalse();
    assertThat(changed.isLoopback()).isFalse();
  }

  @Test
  void theAddressIsInTheOrderOfTransmission() {
    I82540emMode addressed =
        mode.with(I82540emRegisters.RAL, 0x1200_5452).with(I82540emRegisters.RAH, 0x8000_5634);
    assertThat(addressed.stationAddress()).isEqualTo(0x5254_0012_3456L);
    assertThat(addressed).hasToString("v1 525400123456 rctl=00000000 tctl=00000000 ctrl=00000201");
  }
}
