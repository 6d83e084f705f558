package dev.sidestep.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PatentStepsTest {
  @Test
  void everyStepOfTheMethodFiguresIsInTheCode() {
    assertThat(PatentMap.ofSources().missing()).isEmpty();
  }
}
