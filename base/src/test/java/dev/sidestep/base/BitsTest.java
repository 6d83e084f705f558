package dev.sidestep.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BitsTest {
  @Test
  void takesFieldsApart() {
    assertThat(Bits.field(0xabcd_ef01_2345_6789L, 63, 0)).isEqualTo(0xabcd_ef01_2345_6789L);
    assertThat(Bits.field(0xabcd_ef01_2345_6789L, 15, 8)).isEqualTo(0x67);
    assertThat(Bits.signExtend(0xfff, 12)).isEqualTo(-1);
    assertThat(Bits.signExtend(0x7ff, 12)).isEqualTo(0x7ff);
    assertThat(Bits.truncate(-1, 8)).isEqualTo(-1);
    assertThat(Bits.truncate(-1, 2)).isEqualTo(0xffff);
    assertThat(Bits.with(0b1010, 0b0110, true)).isEqualTo(0b1110);
    assertThat(Bits.with(0b1010, 0b0110, false)).isEqualTo(0b1000);
    assertThat(Bits.isSet(0b1010, 0b0101)).isFalse();
  }
}
