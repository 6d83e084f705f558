package dev.sidestep.conformance.translator;

import static dev.sidestep.testkit.asm.Reg.A0;
import static dev.sidestep.testkit.asm.Reg.A1;
import static dev.sidestep.testkit.asm.Reg.A2;
import static dev.sidestep.testkit.asm.Reg.RA;
import static dev.sidestep.testkit.asm.Reg.S0;
import static dev.sidestep.testkit.asm.Reg.S1;
import static dev.sidestep.testkit.asm.Reg.S2;
import static dev.sidestep.testkit.asm.Reg.S3;
import static dev.sidestep.testkit.asm.Reg.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.riscv.BlockCompiler;
import dev.sidestep.riscv.Csr;
import dev.sidestep.riscv.Hart;
import dev.sidestep.riscv.Interrupts;
import dev.sidestep.riscv.RunResult;
import dev.sidestep.testkit.asm.Assembler;
import dev.sidestep.testkit.asm.Reg;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How many instructions compiled code still executes when another thread wants something of the
 * hart: a bracket, or an interrupt. The thread first asks and then sets a flag; the guest counts
 * its instructions from when it sees the flag. So whatever the host's threads do, it counts no more
 * than were executed since it was asked.
 */
@Timeout(120)
class BoundTest {
  /** The hart's quantum, and the longest path that does not look at it. */
  private static final int BOUND = 20_000 + BlockCompiler.MAX_INSTRUCTIONS;

  private static final long ENTRY = SmpMachine.BASE;
  private static final long BRANCH = ENTRY + 8;
  private static final long FAR = SmpMachine.BASE + 0x2000;
  private static final long HANDLER = SmpMachine.BASE + 0x4000;
  private static final long FLAG = SmpMachine.BASE + 0x1_0000;
  private static final long READY = SmpMachine.BASE + 0x2_0000;

  /** Where the guest gives up counting. */
  private static final int ENOUGH = 1_000_000;

  private static final int LITTLE = 1_000;
  private static final int WARMING_ROUNDS = 200;
  private static final int ROUNDS = 100;
  private static final int MOST_ROUNDS = 5_000;
  private static final int HALF = 120;
  private static final int LONGEST_RUN = 3_000;

  /** Endless code that adds to {@code a0} the instructions that it executes. */
  private enum Shape {
    LOOP(asm -> asm.addi(A0, A0, 2)),
    /** As long as regions get: two blocks, with a branch between them that is never taken. */
    STRAIGHT(asm -> {
      half(asm).bgt(A0, S2, "end");
      half(asm.addi(A0, A0, 1)).addi(A0, A0, 1);
    }),
    CALLS(asm -> asm.jal("outer").addi(A0, A0, 3)),
    CALLS_OF_ANOTHER_PAGE(asm -> asm.li(A2, FAR).jalr(RA, 0, A2).addi(A0, A0, 6));

    private final Consumer<Assembler> body;

    Shape(Consumer<Assembler> body) {
      this.body = body;
    }

    private static Assembler half(Assembler asm) {
      for (int i = 2; i < HALF; i++) {
        asm.addi(T0, T0, 1);
      }
      return asm.addi(A0, A0, HALF - 1);
    }
  }

  private enum Request {
    BRACKET {
      @Override
      void make(Hart hart) {
        hart.requestExit();
      }
    },
    INTERRUPT {
      @Override
      void make(Hart hart) {
        hart.setPending(Interrupts.MSIP, true);
      }
    };

    abstract void make(Hart hart);
  }

  /** Waits for the flag to be {@code a1}, and counts from there. */
  private static byte[] program(Shape shape) {
    Assembler asm = Assembler.at(ENTRY);
    asm.label("spin").sd(A1, 0, S1).ld(T0, 0, S0).bne(T0, A1, "spin").label("count");
    shape.body.accept(asm);
    asm.blt(A0, S2, "count").label("end").wfi().j("end");
    return functions(asm, "outer", "inner").assemble();
  }

  /** One that calls another twice. */
  private static Assembler functions(Assembler asm, String outer, String inner) {
    asm.label(outer).mv(S3, RA).jal(inner).jal(inner).mv(RA, S3).addi(A0, A0, 6).ret();
    return asm.label(inner).addi(A0, A0, 2).ret();
  }

  private static SmpMachine machine(Shape shape) {
    SmpMachine machine = new SmpMachine(1, true);
    machine.write(ENTRY, program(shape));
    machine.write(FAR, functions(Assembler.at(FAR), "outer", "inner").assemble());
    machine.write(HANDLER, Assembler.at(HANDLER).csrw(Csr.MIE, Reg.ZERO).wfi().assemble());
    Hart hart = machine.hart(0);
    hart.setCsr(Csr.MTVEC, HANDLER);
    hart.setX(S0.number(), FLAG);
    hart.setX(S1.number(), READY);
    warmUp(hart);
    return machine;
  }

  /** All of the code is reached, then that of the wait is compiled, too. */
  private static void warmUp(Hart hart) {
    for (int round = 0; round < WARMING_ROUNDS; round++) {
      link(hart);
    }
    begin(hart, 1);
    assertThat(hart.run(ENOUGH)).isEqualTo(RunResult.BUDGET);
  }

  /**
   * Counts a little without a wait, so that calls are linked: from where the wait begins, and from
   * where it goes on when its quantum is over, which may have been compiled meanwhile.
   */
  private static void link(Hart hart) {
    hart.setX(S2.number(), LITTLE);
    for (long entry : new long[] {ENTRY, BRANCH}) {
      begin(hart, 0);
      hart.setX(T0.number(), 0);
      hart.setPc(entry);
      assertThat(hart.run(Long.MAX_VALUE)).isEqualTo(RunResult.WFI);
    }
    hart.setX(S2.number(), ENOUGH);
  }

  private static void begin(Hart hart, int round) {
    hart.setX(A0.number(), 0);
    hart.setX(A1.number(), round);
    hart.setCsr(Csr.MSTATUS, 1 << 3); // MIE
    hart.setCsr(Csr.MIE, Interrupts.MSIP);
    hart.setPrivilege(Hart.MACHINE);
    hart.setPc(ENTRY);
  }

  /** Instructions between the request and when the hart does it, as far as the guest sees them. */
  private static long late(SmpMachine machine, Request request, int round)
      throws InterruptedException {
    Hart hart = machine.hart(0);
    machine.set(FLAG, 0);
    link(hart);
    begin(hart, round);
    Thread asker =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              while (machine.get(READY) != round) {
                Thread.yield();
              }
              request.make(hart);
              machine.set(FLAG, round);
            });
    hart.run(Long.MAX_VALUE);
    asker.join();
    hart.setPending(Interrupts.MSIP, false);
    return hart.x(A0.number());
  }

  static Stream<Arguments> requests() {
    return Arrays.stream(Shape.values())
        .flatMap(
            shape -> Arrays.stream(Request.values()).map(request -> Arguments.of(shape, request)));
  }

  /** At least one request has to come while the guest is in compiled code, or nothing is shown. */
  @ParameterizedTest
  @MethodSource("requests")
  void aRequestIsDoneInTime(Shape shape, Request request) throws InterruptedException {
    try (SmpMachine machine = machine(shape)) {
      long latest = 0;
      for (int round = 1; round <= ROUNDS || latest == 0 && round <= MOST_ROUNDS; round++) {
        latest = Math.max(latest, late(machine, request, round));
        assertThat(latest).isLessThanOrEqualTo(BOUND);
      }
      assertThat(latest).isPositive();
    }
  }

  /** What the deterministic clock is made of. */
  @ParameterizedTest
  @EnumSource
  void aRunEndsWithItsLastInstruction(Shape shape) throws InterruptedException {
    try (SmpMachine machine = machine(shape)) {
      Hart hart = machine.hart(0);
      Random random = new Random(1);
      for (int round = 0; round < ROUNDS; round++) {
        link(hart);
        begin(hart, 0);
        long before = hart.instructionsRetired();
        int length = 1 + random.nextInt(LONGEST_RUN);
        assertThat(hart.run(length)).isEqualTo(RunResult.BUDGET);
        assertThat(hart.instructionsRetired() - before).isEqualTo(length);
      }
    }
  }
}
