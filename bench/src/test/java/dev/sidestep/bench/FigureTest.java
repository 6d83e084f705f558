package dev.sidestep.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.bench.Figure.Direction;
import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTest {
  @Test
  void aRatioAboveOneMeansThatOursIsBetter() {
    assertThat(new Figure("speed", "MIPS", Direction.MORE, 400, 100, 1).ratio()).isEqualTo(4);
    assertThat(new Figure("time", "s", Direction.LESS, 1, 4, 1).ratio()).isEqualTo(4);
  }

  @Test
  void withoutAPeerThereIsNoRatio() {
    Figure figure = Figure.alone("time", "s", Direction.LESS, 1, 1);
    assertThat(figure.ratio()).isNaN();
    assertThat(Figure.text(figure.ratio())).isEqualTo("-");
  }

  @Test
  void valuesHaveThreeDigitsOrAllWholeOnes() {
    assertThat(List.of(0.256, 2.81, 33.8, 362.0, 3133.4).stream().map(Figure::text))
        .containsExactly("0.26", "2.81", "33.8", "362", "3,133");
  }

  @Test
  void theMedianIsTheMiddleOrBetweenTheTwoMiddleOnes() {
    assertThat(Samples.median(List.of(9.0, 1.0, 2.0))).isEqualTo(2);
    assertThat(Samples.median(List.of(9.0, 1.0, 2.0, 3.0))).isEqualTo(2.5);
    assertThat(Samples.median(List.of())).isNaN();
  }
}
