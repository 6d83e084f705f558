package dev.sidestep.device.spec.pci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.device.spec.Register;
import org.junit.jupiter.api.Test;

class PciHeaderTest {
  @Test
  void theHeaderIsFullExceptForItsReservedBytes() {
    int bytes = 0;
    for (Register register : PciHeader.TABLE) {
      bytes += register.widthBytes();
    }
    assertThat(PciHeader.TABLE.sizeBytes()).isEqualTo(PciHeader.SIZE_BYTES);
    assertThat(bytes).isEqualTo(PciHeader.SIZE_BYTES - 7); // 0x35..0x3b: figure 6-1
  }

  @Test
  void theCapabilityIsFull() {
    int bytes = 0;
    for (Register register : PowerManagement.TABLE) {
      bytes += register.widthBytes();
    }
    assertThat(bytes).isEqualTo(PowerManagement.SIZE_BYTES);
  }

  @Test
  void ecamOffsets() {
    long offset = Ecam.offset(3, 17, 5) + 0x7c;
    assertThat(offset).isEqualTo(0x38_d07cL);
    assertThat(Ecam.bus(offset)).isEqualTo(3);
    assertThat(Ecam.device(offset)).isEqualTo(17);
    assertThat(Ecam.function(offset)).isEqualTo(5);
    assertThat(Ecam.register(offset)).isEqualTo(0x7c);
  }
}
