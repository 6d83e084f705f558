package dev.sidestep.conformance.translator;

import static dev.sidestep.conformance.translator.Fences.R;
import static dev.sidestep.conformance.translator.Fences.RW;
import static dev.sidestep.conformance.translator.Fences.W;
import static dev.sidestep.testkit.asm.Reg.A0;
import static dev.sidestep.testkit.asm.Reg.RA;
import static dev.sidestep.testkit.asm.Reg.S0;
import static dev.sidestep.testkit.asm.Reg.S1;
import static dev.sidestep.testkit.asm.Reg.S2;
import static dev.sidestep.testkit.asm.Reg.S3;
import static dev.sidestep.testkit.asm.Reg.S4;
import static dev.sidestep.testkit.asm.Reg.S5;
import static dev.sidestep.testkit.asm.Reg.S6;
import static dev.sidestep.testkit.asm.Reg.S7;
import static dev.sidestep.testkit.asm.Reg.S8;
import static dev.sidestep.testkit.asm.Reg.T0;
import static dev.sidestep.testkit.asm.Reg.T1;
import static dev.sidestep.testkit.asm.Reg.T2;
import static dev.sidestep.testkit.asm.Reg.T3;
import static dev.sidestep.testkit.asm.Reg.T4;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.testkit.asm.Assembler;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A function is written anew again and again while a hart calls it all the time: until the hart is
 * told of it and executes {@code fence.i} it gets the old one or the new one, and then the new one
 * only ({@code @riscv unpriv 6}, Zifencei).
 */
@Timeout(120)
class ChangedCodeTest {
  private static final long WRITER = SmpMachine.BASE;
  private static final long CALLER = SmpMachine.BASE + 0x1000;
  private static final long IN_CALLERS_PAGE = CALLER + 0x800;
  private static final long IN_ITS_OWN_PAGE = CALLER + 0x1000;

  /** The number of the last version, and of the last one that the caller has seen. */
  private static final long VERSION = SmpMachine.BASE + 0x1_0000;

  private static final long SEEN = SmpMachine.BASE + 0x2_0000;

  /** Calls behind the fence that gave an old version, and others that gave what never was one. */
  private static final long STALE = SmpMachine.BASE + 0x3_0000;

  private static final long STRANGE = STALE + Long.BYTES;
  private static final int VERSIONS = 1_000;

  /** More than it takes for the function to become hot. */
  private static final int CALLS = 80;

  /** Versions answer as many numbers, one after the other. */
  private static final int NUMBERS = 0x400;

  /** {@code addi a0, zero, 0}; versions differ in the upper 12 bits only. */
  private static final int FUNCTION = 0x513;

  private static final int IMMEDIATE_SHIFT = 20;
  private static final int MULTIPLIER = 1_103_515_245;
  private static final int MOST_DELAYS = 255;
  private static final int MOST_STORES = 0x3fff;

  /** Calls the function, for the answer in {@code a0}; with old and new versions in between. */
  private static byte[] caller(long function) {
    Assembler asm = Assembler.at(CALLER).define("function", function);
    asm.li(S0, VERSION).li(S1, SEEN).li(S2, STALE).li(S5, 0).li(S8, SmpMachine.YIELD);
    asm.li(S6, VERSIONS).label("meanwhile");
    calls(asm, function, "early");
    asm.sub(T0, A0, S3).andi(T0, T0, NUMBERS - 1).li(T1, 2).bltu(T0, T1, "early");
    count(asm, (int) (STRANGE - STALE)).j("early").label("early done");
    asm.ld(T4, 0, S0).bne(T4, S5, "told").lbu(T0, 0, S8).j("meanwhile");
    asm.label("told").fence(R, RW).fence_i().mv(S5, T4).andi(S3, S5, NUMBERS - 1);
    calls(asm, function, "late");
    asm.beq(A0, S3, "late");
    count(asm, 0).j("late").label("late done");
    return asm.fence(RW, W).sd(S5, 0, S1).bne(S5, S6, "meanwhile").wfi().assemble();
  }

  /** Falls through behind each call, to what has to jump to {@code name} again. */
  private static void calls(Assembler asm, long function, String name) {
    asm.li(S4, CALLS).label(name).beqz(S4, name + " done").addi(S4, S4, -1);
    if (function == IN_CALLERS_PAGE) {
      asm.jal("function");
    } else {
      asm.la(T0, "function").jalr(RA, 0, T0);
    }
  }

  private static Assembler count(Assembler asm, int offset) {
    return asm.ld(T0, offset, S2).addi(T0, T0, 1).sd(T0, offset, S2);
  }

  /**
   * Writes version after version, when the last one has been seen and after a delay; and before it
   * the last one a few times, so that its stores are the fast ones to memory that has no code,
   * while the other hart begins to execute what is there.
   */
  private static byte[] writer(long function) {
    Assembler asm = Assembler.at(WRITER);
    asm.li(S0, VERSION).li(S1, SEEN).li(S2, function).li(S5, 0).li(S6, VERSIONS);
    asm.li(S8, SmpMachine.YIELD).li(S7, NUMBERS - 1).li(S3, FUNCTION).li(T1, MULTIPLIER);
    asm.li(T4, MOST_STORES).mv(T2, S3).label("next").mul(S4, S4, T1).addi(S4, S4, 1_234);
    asm.srli(T3, S4, 16).andi(T3, T3, MOST_DELAYS);
    asm.label("delay").addi(T3, T3, -1).bgtz(T3, "delay");
    asm.srli(T3, S4, 16).and(T3, T3, T4);
    asm.label("again").sw(T2, 0, S2).addi(T3, T3, -1).bgtz(T3, "again");
    asm.addi(S5, S5, 1).and(T0, S5, S7).slli(T0, T0, IMMEDIATE_SHIFT).or(T0, T0, S3);
    asm.sw(T0, 0, S2).fence(W, W).sd(S5, 0, S0).mv(T2, T0);
    asm.label("wait").lbu(T0, 0, S8).ld(T0, 0, S1).bne(T0, S5, "wait");
    return asm.bne(S5, S6, "next").wfi().assemble();
  }

  private static byte[] function(long address, long version) {
    int word = FUNCTION | (int) (version & NUMBERS - 1) << IMMEDIATE_SHIFT;
    return Assembler.at(address).word(word).assemble();
  }

  private static void prepare(SmpMachine machine, long function) {
    machine.write(CALLER, caller(function));
    machine.write(function, function(function, 0));
    machine.write(function + Integer.BYTES, Assembler.at(function).ret().assemble());
    machine.hart(1).setX(S3.number(), 0);
  }

  private static void assertSeen(SmpMachine machine, boolean translated) {
    assertThat(machine.get(SEEN)).isEqualTo(VERSIONS);
    assertThat(machine.get(STALE)).as("calls of old code").isZero();
    assertThat(machine.compiled() >= VERSIONS).as("versions compiled").isEqualTo(translated);
  }

  static Stream<Arguments> places() {
    return Stream.of(IN_CALLERS_PAGE, IN_ITS_OWN_PAGE)
        .flatMap(place -> Stream.of(Arguments.of(place, false), Arguments.of(place, true)));
  }

  @ParameterizedTest
  @MethodSource("places")
  void anotherHartsCodeIsSeenBehindTheFence(long function, boolean translated)
      throws InterruptedException {
    try (SmpMachine machine = new SmpMachine(2, translated)) {
      prepare(machine, function);
      machine.write(WRITER, writer(function));
      machine.start(0, WRITER);
      machine.start(1, CALLER);
      machine.join();
      assertSeen(machine, translated);
      assertThat(machine.get(STRANGE)).as("calls of code that never was").isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("places")
  void aDevicesCodeIsSeenBehindTheFence(long function, boolean translated)
      throws InterruptedException {
    try (SmpMachine machine = new SmpMachine(2, translated)) {
      prepare(machine, function);
      machine.start(1, CALLER);
      for (int version = 1; version <= VERSIONS; version++) {
        machine.write(function, function(function, version));
        machine.set(VERSION, version);
        while (machine.get(SEEN) != version) {
          machine.pause();
        }
      }
      machine.join();
      assertSeen(machine, translated);
    }
  }
}
