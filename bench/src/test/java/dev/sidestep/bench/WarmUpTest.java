package dev.sidestep.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class WarmUpTest {
  /** How many of the periods are run. */
  private static int run(Double... periods) throws InterruptedException {
    Iterator<Double> left = List.of(periods).iterator();
    int[] run = {0};
    WarmUp.await(() -> {
      run[0]++;
      return left.next();
    });
    return run[0];
  }

  @Test
  void itIsOverWhenTwoPeriodsWereNoFaster() throws InterruptedException {
    assertThat(run(9.0, 8.0, 8.0, 7.9, 1.0)).isEqualTo(4);
  }

  @Test
  void aSlowPeriodBetweenFasterOnesIsNotTheEnd() throws InterruptedException {
    assertThat(run(9.0, 9.5, 8.0, 8.5, 7.0, 7.0, 7.0, 1.0)).isEqualTo(7);
  }

  @Test
  void itEndsWhateverHappens() throws InterruptedException {
    Double[] faster =
        DoubleStream.iterate(1e9, d -> d / 2).limit(100).boxed().toArray(Double[]::new);
    assertThat(run(faster)).isEqualTo(15);
  }
}
