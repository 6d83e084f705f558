package dev.sidestep.riscv;

import static dev.sidestep.testkit.asm.Reg.A0;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When code is hot. */
class TranslatorTest {
  private static final int THRESHOLD = 10;

  /** Instructions of the loop, which is one block. */
  private static final int LOOP = 2;

  private final TestMachine machine = new TestMachine();
  private final AtomicInteger compiled = new AtomicInteger();
  private final AtomicBoolean crowded = new AtomicBoolean();

  @BeforeEach
  void load() {
    machine.code.translate(
        (_, _) -> {
          compiled.incrementAndGet();
          return null;
        },
        Runnable::run,
        THRESHOLD,
        crowded::get);
    machine.load(
        TestMachine.BASE, TestMachine.assembler().label("again").addi(A0, A0, 1).j("again"));
  }

  private int compiledAfter(int rounds) {
    machine.hart.run((long) rounds * LOOP);
    return compiled.get();
  }

  @Test
  void codeIsHotWhenItHasBeenRunOftenEnough() {
    assertThat(compiledAfter(THRESHOLD - 1)).isZero();
    assertThat(compiledAfter(1)).isOne();
    assertThat(compiledAfter(100 * THRESHOLD)).isOne();
  }

  @Test
  void whereThereIsMuchToCompileItHasToBeALotHotter() {
    crowded.set(true);
    assertThat(compiledAfter(3 * THRESHOLD - 1)).isZero();
    assertThat(compiledAfter(1)).isOne();
  }

  @Test
  void itIsLookedAtAgain() {
    crowded.set(true);
    assertThat(compiledAfter(THRESHOLD)).isZero();
    crowded.set(false);
    assertThat(compiledAfter(THRESHOLD)).isOne();
  }
}
