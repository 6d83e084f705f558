package dev.sidestep.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SpreadsTest {
  @Test
  void sortsItsSamples() {
    long[] samples = LongStream.rangeClosed(1, 1000).map(i -> 1001 - i).toArray();
    assertThat(Spreads.of(samples)).isEqualTo(new Spread(1000, 1, 501, 990, 1000));
  }

  @Test
  void isZeroWithoutSamples() {
    assertThat(Spreads.of(new long[0])).isEqualTo(new Spread(0, 0, 0, 0, 0));
  }
}
