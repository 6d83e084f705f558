package dev.sidestep.device.spec.uart16550;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sidestep.device.spec.uart16550.Uart16550Registers.Lcr;
import org.junit.jupiter.api.Test;

class LineSettingsTest {
  private static final long PC_CLOCK_HZ = 1_843_200;

  @Test
  void eightN1At115200Takes87Microseconds() {
    assertThat(new LineSettings(1, 3).characterNanos(PC_CLOCK_HZ)).isEqualTo(86_805);
  }

  @Test
  void theLongestCharacterDoesNotOverflow() {
    LineSettings slowest = new LineSettings(0xffff, Lcr.FORMAT);
    assertThat(slowest.characterHalfBits()).isEqualTo(24);
    assertThat(slowest.characterNanos(1)).isEqualTo(12_582_720_000_000_000L);
  }

  @Test
  void stopBits() {
    assertThat(new LineSettings(1, 0).characterHalfBits()).isEqualTo(14);
    assertThat(new LineSettings(1, Lcr.STB).stopHalfBits()).isEqualTo(3);
    assertThat(new LineSettings(1, Lcr.STB).lastStopHalfBits()).isEqualTo(1);
    assertThat(new LineSettings(1, Lcr.STB | 1).stopHalfBits()).isEqualTo(4);
    assertThat(new LineSettings(1, Lcr.STB | 1).lastStopHalfBits()).isEqualTo(2);
  }

  @Test
  void parity() {
    LineSettings odd = new LineSettings(1, Lcr.PEN | 3);
    LineSettings even = new LineSettings(1, Lcr.PEN | Lcr.EPS | 3);
    LineSettings mark = new LineSettings(1, Lcr.PEN | Lcr.STICK_PARITY | 3);
    LineSettings space = new LineSettings(1, Lcr.PEN | Lcr.STICK_PARITY | Lcr.EPS | 3);
    assertThat(odd.parityOf(0)).isTrue();
    assertThat(odd.parityOf(1)).isFalse();
    assertThat(even.parityOf(0)).isFalse();
    assertThat(even.parityOf(1)).isTrue();
    assertThat(mark.parityOf(0)).isTrue();
    assertThat(mark.parityOf(1)).isTrue();
    assertThat(space.parityOf(0)).isFalse();
    assertThat(space.parityOf(1)).isFalse();
  }

  @Test
  void breakAndDlabAreNoFormat() {
    assertThat(new LineSettings(1, Lcr.DLAB | Lcr.SET_BREAK | 3)).isEqualTo(new LineSettings(1, 3));
    assertThat(new LineSettings(1, 2).dataMask()).isEqualTo(0x7f);
    assertThat(new LineSettings(0, 3).hasClock()).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> new LineSettings(0x10000, 0));
  }
}
