package dev.sidestep.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BlackoutsTest {
  @Test
  void ofManyTimesOneInAHundredIsLongerThanThe99thPercentile() {
    List<Double> times = IntStream.rangeClosed(1, 200).mapToObj(i -> (double) i).toList();
    assertThat(Blackouts.of(times)).isEqualTo(new Blackouts(100.5, 198, 200));
  }

  @Test
  void ofFewTimesThe99thPercentileIsTheLongest() {
    assertThat(Blackouts.of(List.of(3.0, 1.0, 2.0))).isEqualTo(new Blackouts(2, 3, 3));
  }

  @Test
  void ofNoTimesThereIsNothingToTell() {
    assertThat(Blackouts.of(List.of()))
        .isEqualTo(new Blackouts(Double.NaN, Double.NaN, Double.NaN));
  }
}
