package dev.sidestep.riscv;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WarmingTest {
  private static final int SLOW_CALLS = 1000;
  private static final long SLOW_NANOS = 20_000;

  private final TestMachine machine = new TestMachine();

  /** Code whose first calls are as slow as if the host interpreted it. */
  private static final class Slow extends TranslatedCode {
    private final int slowCalls;
    private int calls;

    Slow(int slowCalls) {
      super(0, 0);
      this.slowCalls = slowCalls;
    }

    @Override
    int run(Hart h, int budget) {
      assertThat(budget).isZero();
      if (calls++ < slowCalls) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < SLOW_NANOS) {
          Thread.onSpinWait();
        }
      }
      return budget;
    }
  }

  @Test
  void itIsOverWhenCallsHaveBecomeFast() {
    Slow code = new Slow(SLOW_CALLS);
    new Warming(code, machine.hart).await(Duration.ofDays(1));
    assertThat(code.calls).isGreaterThan(SLOW_CALLS);
  }

  @Test
  void codeThatStaysSlowIsUsedAllTheSame() {
    Slow code = new Slow(Integer.MAX_VALUE);
    new Warming(code, machine.hart).await(Duration.ofMillis(1));
    assertThat(code.calls).isPositive();
  }
}
