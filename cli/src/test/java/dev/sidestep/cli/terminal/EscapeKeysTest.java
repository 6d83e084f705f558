package dev.sidestep.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.cli.terminal.EscapeKeys.Meaning;
import dev.sidestep.cli.terminal.EscapeKeys.Order;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EscapeKeysTest {
  private final EscapeKeys keys = new EscapeKeys();

  @Test
  void everyOtherByteIsTheGuests() {
    for (int character = 0; character < 256; character++) {
      if (character != EscapeKeys.PREFIX) {
        assertThat(keys.type(character)).isEqualTo(new Meaning.Typed(character));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "h, HELP",
    "?, HELP",
    "x, QUIT",
    "v, VIRTUALIZE",
    "d, DEVIRTUALIZE",
    "V, VIRTUALIZE_CARD",
    "D, DEVIRTUALIZE_CARD",
    "R, REPLACE_CARD",
    "c, CABLE",
    "i, STATUS"
  })
  void prefixAndKeyAreAnOrder(char key, Order order) {
    assertThat(type("\u0001" + key))
        .containsExactly(new Meaning.Prefix(), new Meaning.Ordered(order));
  }

  @Test
  void prefixTwiceOrWithASendsOne() {
    var sent = new Meaning.Typed(EscapeKeys.PREFIX);
    assertThat(type("\u0001\u0001")).last().isEqualTo(sent);
    assertThat(type("\u0001a")).last().isEqualTo(sent);
  }

  @Test
  void unknownKeyEndsTheOrder() {
    assertThat(type("\u0001zx"))
        .containsExactly(new Meaning.Prefix(), new Meaning.Unknown('z'), new Meaning.Typed('x'));
  }

  private List<Meaning> type(String text) {
    return text.chars().mapToObj(keys::type).toList();
  }
}
