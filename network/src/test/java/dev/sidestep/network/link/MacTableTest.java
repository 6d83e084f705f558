package dev.sidestep.network.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MacTableTest {
  private final MacTable<String> table = new MacTable<>();

  @Test
  void aStationThatMovesIsFoundWhereItWasSeenLast() {
    table.learn(1, "a", 0);
    table.learn(1, "b", 1);
    assertThat(table.find(1, 2)).isEqualTo("b");
    assertThat(table.find(2, 2)).isNull();
  }

  @Test
  void silenceIsForgotten() {
    table.learn(1, "a", 0);
    assertThat(table.find(1, MacTable.AGE_NANOS)).isEqualTo("a");
    assertThat(table.find(1, MacTable.AGE_NANOS + 1)).isNull();
    assertThat(table.size()).isZero();
  }

  @Test
  void theLongestSilenceMakesRoom() {
    for (long mac = 0; mac < MacTable.CAPACITY; mac++) {
      table.learn(mac, "a", mac);
    }
    table.learn(0, "a", MacTable.CAPACITY);
    table.learn(-1, "b", MacTable.CAPACITY);
    assertThat(table.size()).isEqualTo(MacTable.CAPACITY);
    assertThat(table.find(1, MacTable.CAPACITY)).isNull();
    assertThat(table.find(0, MacTable.CAPACITY)).isEqualTo("a");
  }

  @Test
  void aPortThatIsGoneIsForgotten() {
    table.learn(1, "a", 0);
    table.learn(2, "b", 0);
    table.forget("a");
    assertThat(table.find(1, 0)).isNull();
    assertThat(table.find(2, 0)).isEqualTo("b");
  }
}
