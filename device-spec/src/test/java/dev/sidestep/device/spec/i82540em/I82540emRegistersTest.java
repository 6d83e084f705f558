package dev.sidestep.device.spec.i82540em;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.device.spec.Register;
import dev.sidestep.device.spec.StateField;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class I82540emRegistersTest {
  private static final Set<String> NO_REGISTERS =
      Set.of(
          "TABLE_WORDS",
          "RECEIVE_ADDRESSES",
          "RECEIVE_ADDRESS_STRIDE",
          "PBM",
          "PACKET_BUFFER_BYTES",
          "SIZE_BYTES",
          "IOADDR",
          "IODATA",
          "IO_BYTES",
          "FIRST",
          "END");

  @Test
  void everyRegisterIsAnAlignedWordBelowThePacketBuffer() {
    for (Register register : I82540emRegisters.TABLE) {
      assertThat(register.widthBytes()).isEqualTo(4);
      assertThat(register.offset() % 4).isZero();
      assertThat(register.offset()).isLessThan(I82540emRegisters.PBM);
    }
  }

  @Test
  void everyConstantIsInTheTable() throws IllegalAccessException {
    for (Field field : constants()) {
      Register register = find(field.getName());
      assertThat(register.offset()).as(field.getName()).isEqualTo(field.getInt(null));
    }
  }

  private static Register find(String name) {
    for (Register register : I82540emRegisters.TABLE) {
      if (register.name().equals(name) || register.name().equals(name + "[0]")) {
        return register;
      }
    }
    throw new AssertionError(name + " is not in the table");
  }

  private static Field[] constants() {
    return Stream.of(I82540emRegisters.class, StatisticsRegisters.class)
        .flatMap(type -> Arrays.stream(type.getFields()))
        .filter(field -> field.getType() == int.class)
        .filter(field -> !NO_REGISTERS.contains(field.getName()))
        .toArray(Field[]::new);
  }

  @Test
  void resetValuesFitIntoTheWord() {
    for (Register register : I82540emRegisters.TABLE) {
      assertThat(register.contents().resetValue()).isBetween(0L, 0xffff_ffffL);
      assertThat(register.contents().writableMask()).isBetween(0L, 0xffff_ffffL);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 2048",
    "0x10000, 1024",
    "0x20000, 512",
    "0x30000, 256",
    "0x2010000, 16384",
    "0x2020000, 8192",
    "0x2030000, 4096",
    "0x2000000, 2048"
  })
  void bufferSizes(String rctl, int bytes) {
    assertThat(Rctl.bufferBytes(Integer.decode(rctl))).isEqualTo(bytes);
  }

  @Test
  void namesWhatIsHardToReadOnce() {
    assertThat(I82540emRegisters.HARD_TO_READ).extracting(StateField::name).doesNotHaveDuplicates();
  }
}
