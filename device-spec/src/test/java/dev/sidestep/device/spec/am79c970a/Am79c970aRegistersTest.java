package dev.sidestep.device.spec.am79c970a;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.device.spec.Register;
import org.junit.jupiter.api.Test;

class Am79c970aRegistersTest {
  @Test
  void portsOfWordModeFillTheFirst24Bytes() {
    assertThat(Am79c970aRegisters.TABLE.sizeBytes()).isEqualTo(Am79c970aRegisters.WIO_BDP + 2);
  }

  @Test
  void registersAreReachedThroughTheAddressPort() {
    Register csr4 = Am79c970aRegisters.TABLE.register("CSR4");
    assertThat(csr4.bank()).isEqualTo("RAP=4");
    assertThat(csr4.offset()).isEqualTo(Am79c970aRegisters.RDP);
    assertThat(csr4.contents().resetValue()).isEqualTo(0x0115);
    Register bcr20 = Am79c970aRegisters.TABLE.register("BCR20");
    assertThat(bcr20.offset()).isEqualTo(Am79c970aRegisters.WIO_BDP);
    assertThat(bcr20.contents().resetValue()).isEqualTo(0x0200);
  }

  @Test
  void resetValuesFitTheRegisters() {
    for (Register register : Am79c970aRegisters.TABLE) {
      long all = (1L << register.widthBytes() * Byte.SIZE) - 1;
      assertThat(register.contents().resetValue() & ~all).as(register.name()).isZero();
      assertThat(register.contents().writableMask() & ~all).as(register.name()).isZero();
    }
  }

  @Test
  void styles() {
    assertThat(SoftwareStyle.of(3)).isEqualTo(SoftwareStyle.PCNET_PCI_II);
    assertThat(SoftwareStyle.of(7)).isEqualTo(SoftwareStyle.LANCE);
    assertThat(SoftwareStyle.of(0).isWide()).isFalse();
  }
}
