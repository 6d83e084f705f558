package dev.sidestep.riscv;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SuperpagesTest {
  private static final long HIGH = 0xffff_ffff_8000_0000L;
  private final Superpages superpages = new Superpages();

  @Test
  void holdsNothingAtFirst() {
    assertThat(superpages.mayHold(0)).isFalse();
    assertThat(superpages.mayHold(HIGH)).isFalse();
  }

  @Test
  void coversWholeLeaves() {
    superpages.add(0x4012_3000L, 21);
    assertThat(superpages.mayHold(0x4000_0000L)).isTrue();
    assertThat(superpages.mayHold(0x401f_ffffL)).isTrue();
    assertThat(superpages.mayHold(0x3fff_ffffL)).isFalse();
    assertThat(superpages.mayHold(0x4020_0000L)).isFalse();
  }

  @Test
  void keepsTheHalvesApart() {
    superpages.add(0x4000_0000L, 21);
    superpages.add(HIGH + 5, 30);
    assertThat(superpages.mayHold(HIGH + 0x3fff_ffffL)).isTrue();
    assertThat(superpages.mayHold(HIGH - 1)).isFalse();
    assertThat(superpages.mayHold(0x5000_0000L)).isFalse();
  }

  @Test
  void forgets() {
    superpages.add(HIGH, 21);
    superpages.clear();
    assertThat(superpages.mayHold(HIGH)).isFalse();
  }
}
