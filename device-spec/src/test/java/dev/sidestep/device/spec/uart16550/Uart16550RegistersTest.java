package dev.sidestep.device.spec.uart16550;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.device.spec.ReadBack;
import dev.sidestep.device.spec.Register;
import dev.sidestep.device.spec.StateField;
import dev.sidestep.device.spec.uart16550.Uart16550Registers.Fcr;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Uart16550RegistersTest {
  @Test
  void tableHasAllTwelveRegistersInEightBytes() {
    assertThat(Uart16550Registers.TABLE)
        .hasSize(12)
        .allMatch(register -> register.widthBytes() == 1);
    assertThat(Uart16550Registers.TABLE.sizeBytes()).isEqualTo(Uart16550Registers.SIZE_BYTES);
  }

  @Test
  void resetValuesAreThoseOfTableI() {
    assertThat(reset("LSR")).isEqualTo(0x60);
    assertThat(reset("IIR")).isEqualTo(0x01);
    assertThat(reset("LCR")).isZero();
  }

  @Test
  void nothingHiddenIsReadable() {
    assertThat(Uart16550Registers.TABLE)
        .filteredOn(register -> register.contents().readBack() == ReadBack.READABLE)
        .extracting(Register::name)
        .containsExactly("IER", "LCR", "MCR", "SCR");
    assertThat(Uart16550Registers.HARD_TO_READ)
        .filteredOn(field -> field.readBack() == ReadBack.HIDDEN)
        .extracting(StateField::name)
        .contains("trigger level", "transmitter FIFO", "transmitter shift register");
  }

  @Test
  void triggerLevels() {
    assertThat(IntStream.of(0x00, 0x41, 0x80, 0xc7).map(Fcr::triggerLevel))
        .containsExactly(1, 4, 8, 14);
  }

  private static long reset(String name) {
    return Uart16550Registers.TABLE.register(name).contents().resetValue();
  }
}
