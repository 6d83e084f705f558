package dev.sidestep.conformance.translator;

import static dev.sidestep.conformance.translator.Fences.R;
import static dev.sidestep.conformance.translator.Fences.RW;
import static dev.sidestep.conformance.translator.Fences.W;
import static dev.sidestep.testkit.asm.Ordering.AQ;
import static dev.sidestep.testkit.asm.Ordering.AQRL;
import static dev.sidestep.testkit.asm.Ordering.RL;
import static dev.sidestep.testkit.asm.Reg.A0;
import static dev.sidestep.testkit.asm.Reg.A1;
import static dev.sidestep.testkit.asm.Reg.S0;
import static dev.sidestep.testkit.asm.Reg.S1;
import static dev.sidestep.testkit.asm.Reg.S2;
import static dev.sidestep.testkit.asm.Reg.S6;
import static dev.sidestep.testkit.asm.Reg.S8;
import static dev.sidestep.testkit.asm.Reg.T0;
import static dev.sidestep.testkit.asm.Reg.T1;
import static dev.sidestep.testkit.asm.Reg.T2;
import static dev.sidestep.testkit.asm.Reg.T3;
import static dev.sidestep.testkit.asm.Reg.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sidestep.testkit.asm.Assembler;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Harts on threads of their own count together, interpreted and translated: no count is lost. */
@Timeout(120)
class SharedCounterTest {
  private static final long CODE = SmpMachine.BASE;
  private static final long BARRIER = SmpMachine.BASE + 0x1_0000;
  private static final long COUNTER = SmpMachine.BASE + 0x2_0000;
  private static final long LOCK = SmpMachine.BASE + 0x3_0000;
  private static final long SERVING = SmpMachine.BASE + 0x4_0000;

  /** A second counter, in a cache line of its own. */
  private static final int OTHER = 64;

  private static final int PATIENCE = 100;
  private static final int MOST_RUNS = 50;

  /**
   * A way to add 1 to both counters, at {@code s0}; {@code s1} and {@code s2} are the addresses of
   * two other variables, {@code t1} is 1.
   *
   * @param times how often each hart does
   */
  private record Way(String name, int times, Consumer<Assembler> code) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** So often that a host with few processors interrupts a hart between the two. */
  private static final Way UNLOCKED = new Way("ld, sd", 2_000_000, SharedCounterTest::countPlainly);

  private static List<Way> ways() {
    return List.of(
        new Way(
            "amoadd.d, amoadd.w",
            100_000,
            asm -> asm.addi(T0, S0, OTHER).amoadd_d(ZERO, T1, S0).amoadd_w(ZERO, T1, T0)),
        new Way(
            "lr.d, lr.w",
            100_000,
            asm -> {
              asm.label("one").lr_d(A0, S0).addi(A0, A0, 1).sc_d(T0, A0, S0).bnez(T0, "one");
              asm.addi(A1, S0, OTHER);
              asm.label("two").lr_w(A0, A1).addi(A0, A0, 1).sc_w(T0, A0, A1).bnez(T0, "two");
            }),
        new Way(
            "lock by amoswap.aq and .rl",
            3_000,
            asm -> {
              spin(asm, () -> asm.amoswap_w(T0, T1, S1, AQ).beqz(T0, "mine"));
              countPlainly(asm.label("mine"));
              asm.amoswap_w(ZERO, ZERO, S1, RL);
            }),
        new Way(
            "lock by lr.aq and fence.rw.w",
            3_000,
            asm -> {
              spin(
                  asm,
                  () ->
                      asm.lr_d(T0, S1, AQ)
                          .bnez(T0, "taken")
                          .sc_d(T0, T1, S1)
                          .beqz(T0, "mine")
                          .label("taken"));
              countPlainly(asm.label("mine"));
              asm.fence(RW, W).sd(ZERO, 0, S1);
            }),
        new Way(
            "tickets",
            1_000,
            asm -> {
              asm.amoadd_d(A1, T1, S1);
              spin(asm, () -> asm.ld(T0, 0, S2).beq(T0, A1, "mine"));
              countPlainly(asm.label("mine").fence(R, RW));
              asm.fence(RW, W).addi(A1, A1, 1).sd(A1, 0, S2);
            }));
  }

  /** Tries until it jumps away, and now and then lets others run. */
  private static void spin(Assembler asm, Runnable attempt) {
    asm.label("take").li(T3, PATIENCE).label("try");
    attempt.run();
    asm.addi(T3, T3, -1).bnez(T3, "try").lbu(T0, 0, S8).j("take");
  }

  private static void countPlainly(Assembler asm) {
    asm.ld(A0, 0, S0).addi(A0, A0, 1).sd(A0, 0, S0);
    asm.ld(A0, OTHER, S0).addi(A0, A0, 1).sd(A0, OTHER, S0);
  }

  /** What each hart executes: all of them the same code. */
  private static byte[] program(Way way, int harts) {
    Assembler asm = Assembler.at(CODE);
    asm.li(S0, COUNTER).li(S1, LOCK).li(S2, SERVING).li(S6, way.times());
    asm.li(S8, SmpMachine.YIELD).li(T1, 1).li(T2, harts).li(A0, BARRIER);
    asm.amoadd_d(ZERO, T1, A0, AQRL);
    asm.label("wait").lbu(T0, 0, S8).ld(T0, 0, A0).blt(T0, T2, "wait").label("round");
    way.code().accept(asm);
    return asm.addi(S6, S6, -1).bnez(S6, "round").wfi().assemble();
  }

  /** How many of both counters are missing at the end. */
  private static long lost(Way way, int harts, boolean translated) throws InterruptedException {
    try (SmpMachine machine = new SmpMachine(harts, translated)) {
      machine.write(CODE, program(way, harts));
      for (int hart = 0; hart < harts; hart++) {
        machine.start(hart, CODE);
      }
      machine.join();
      assertThat(machine.compiled() > 0).isEqualTo(translated);
      long counted = machine.get(COUNTER) + machine.get(COUNTER + OTHER);
      return 2L * harts * way.times() - counted;
    }
  }

  static Stream<Arguments> runs() {
    return ways().stream()
        .flatMap(way ->
            IntStream.rangeClosed(2, 4)
                .boxed()
                .flatMap(harts ->
                    Stream.of(Arguments.of(way, harts, false), Arguments.of(way, harts, true))));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void everyCountCounts(Way way, int harts, boolean translated) throws InterruptedException {
    assertThat(lost(way, harts, translated)).isZero();
  }

  /** Otherwise the test above would show nothing. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void withoutALockSomeAreLost(boolean translated) throws InterruptedException {
    assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "This host has one processor.");
    long lost = 0;
    for (int run = 0; run < MOST_RUNS && lost == 0; run++) {
      lost = lost(UNLOCKED, 2, translated);
    }
    assertThat(lost).isPositive();
  }
}
