package dev.sidestep.conformance.translator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Harts on threads of their own keep RVWMO, interpreted and translated. */
@Timeout(120)
class LitmusTest {
  /** With two harts. More of them cannot run at the same time on every host. */
  private static final int ROUNDS = 16_000;

  private static final int ROUNDS_OF_MANY = 8_000;

  /** Each begins with interpreted code, and goes through all of the host's compilers. */
  private static final int RUNS = 2;

  private static final int TOGETHER = 4;
  private static final int MANY_TOGETHER = 64;
  private static final int MOST_RUNS = 50;

  static Stream<Arguments> tests() {
    return Litmus.all().stream()
        .flatMap(test -> Stream.of(Arguments.of(test, false), Arguments.of(test, true)));
  }

  private static int weakOutcomes(Litmus test, boolean translated) throws InterruptedException {
    int harts = test.harts().size();
    try (SmpMachine machine = new SmpMachine(harts, translated)) {
      LitmusRun run =
          harts == 2
              ? new LitmusRun(test, ROUNDS, TOGETHER)
              : new LitmusRun(test, ROUNDS_OF_MANY, MANY_TOGETHER);
      int weak = run.run(machine);
      assertThat(machine.compiled() >= harts).isEqualTo(translated);
      return weak;
    }
  }

  @ParameterizedTest
  @MethodSource("tests")
  void whatIsForbiddenDoesNotHappen(Litmus test, boolean translated) throws InterruptedException {
    for (int run = 0; run < RUNS; run++) {
      int weak = weakOutcomes(test, translated);
      if (!test.allowed()) {
        assertThat(weak).isZero();
      }
    }
  }

  /** Otherwise the test above would show nothing. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theHartsReallyMeet(boolean translated) throws InterruptedException {
    assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "This host has one processor.");
    int weak = 0;
    for (int run = 0; run < MOST_RUNS && weak == 0; run++) {
      weak = weakOutcomes(Litmus.storeBuffering(), translated);
    }
    assertThat(weak).isPositive();
  }
}
