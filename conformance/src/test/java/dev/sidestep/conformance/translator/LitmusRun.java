package dev.sidestep.conformance.translator;

import static dev.sidestep.testkit.asm.Reg.A0;
import static dev.sidestep.testkit.asm.Reg.A1;
import static dev.sidestep.testkit.asm.Reg.S0;
import static dev.sidestep.testkit.asm.Reg.S1;
import static dev.sidestep.testkit.asm.Reg.S10;
import static dev.sidestep.testkit.asm.Reg.S4;
import static dev.sidestep.testkit.asm.Reg.S5;
import static dev.sidestep.testkit.asm.Reg.S6;
import static dev.sidestep.testkit.asm.Reg.S7;
import static dev.sidestep.testkit.asm.Reg.S8;
import static dev.sidestep.testkit.asm.Reg.S9;
import static dev.sidestep.testkit.asm.Reg.T0;
import static dev.sidestep.testkit.asm.Reg.T1;
import static dev.sidestep.testkit.asm.Reg.T2;
import static dev.sidestep.testkit.asm.Reg.T3;

import dev.sidestep.testkit.asm.Assembler;
import dev.sidestep.testkit.asm.Ordering;

/**
 * Runs a litmus test many times in one guest: each hart goes through an array of variables, each
 * pair of which is used once. Every few rounds the harts wait for each other; a short delay of
 * random length (of fixed seed) in each round makes them meet in every way.
 */
final class LitmusRun {
  private static final long CODE = SmpMachine.BASE;
  private static final long BARRIER = SmpMachine.BASE + 0x1_0000;
  private static final long RESULTS = SmpMachine.BASE + 0x10_0000;
  private static final long VARIABLES = SmpMachine.BASE + 0x40_0000;
  private static final int HART_CODE_BYTES = 0x1000;
  private static final int CACHE_LINE = 64;
  private static final int ROUND_BYTES = 2 * CACHE_LINE;
  private static final int RESULT_BYTES = 16;
  private static final int PATIENCE = 300;
  private static final int MULTIPLIER = 1_103_515_245;
  private static final int LONGEST_DELAY = 15;

  private final Litmus litmus;
  private final int rounds;
  private final int together;

  /** {@code rounds} rounds, in which the harts begin each {@code together}th together. */
  LitmusRun(Litmus litmus, int rounds, int together) {
    this.litmus = litmus;
    this.rounds = rounds;
    this.together = together;
    if ((rounds + 1L) * ROUND_BYTES > SmpMachine.BASE + SmpMachine.SIZE - VARIABLES
        || rounds * (long) RESULT_BYTES * litmus.harts().size() > VARIABLES - RESULTS) {
      throw new IllegalArgumentException("Too many rounds: " + rounds);
    }
  }

  /** How many rounds had the weak outcome. */
  int run(SmpMachine machine) throws InterruptedException {
    for (int hart = 0; hart < litmus.harts().size(); hart++) {
      machine.write(entry(hart), code(hart));
    }
    for (int hart = 0; hart < litmus.harts().size(); hart++) {
      machine.start(hart, entry(hart));
    }
    machine.join();
    int weak = 0;
    for (int round = 0; round < rounds; round++) {
      weak += litmus.weak().test(new Round(machine, round)) ? 1 : 0;
    }
    return weak;
  }

  private static long entry(int hart) {
    return CODE + (long) hart * HART_CODE_BYTES;
  }

  private long results(int hart) {
    return RESULTS + (long) hart * rounds * RESULT_BYTES;
  }

  private final class Round implements Litmus.Outcome {
    private final SmpMachine machine;
    private final int round;

    Round(SmpMachine machine, int round) {
      this.machine = machine;
      this.round = round;
    }

    @Override
    public long a0(int hart) {
      return machine.get(results(hart) + (long) round * RESULT_BYTES);
    }

    @Override
    public long a1(int hart) {
      return machine.get(results(hart) + (long) round * RESULT_BYTES + Long.BYTES);
    }

    @Override
    public long x() {
      return machine.get(VARIABLES + (long) round * ROUND_BYTES);
    }

    @Override
    public long y() {
      return machine.get(VARIABLES + (long) round * ROUND_BYTES + CACHE_LINE);
    }
  }

  private byte[] code(int hart) {
    Assembler asm = Assembler.at(entry(hart));
    asm.li(S0, BARRIER).li(S1, VARIABLES).li(S5, results(hart)).li(S6, rounds).li(S7, 0);
    asm.li(S8, SmpMachine.YIELD).li(S9, MULTIPLIER).li(S10, 7919L * (hart + 1));
    asm.li(T1, 1).li(T2, 2);
    asm.label("round").andi(T0, S6, together - 1).bnez(T0, "go");
    barrier(asm);
    asm.label("go").mul(S10, S10, S9).addi(S10, S10, 1234).srli(S4, S10, 16);
    asm.andi(S4, S4, LONGEST_DELAY).addi(S4, S4, 1);
    asm.label("delay").addi(S4, S4, -1).bnez(S4, "delay");
    asm.mv(Litmus.X, S1).addi(Litmus.Y, S1, CACHE_LINE);
    litmus.harts().get(hart).accept(asm);
    asm.sd(A0, 0, S5).sd(A1, Long.BYTES, S5).addi(S5, S5, RESULT_BYTES);
    asm.addi(S1, S1, ROUND_BYTES).addi(S6, S6, -1).bnez(S6, "round");
    return asm.label("end").wfi().j("end").assemble();
  }

  private void barrier(Assembler asm) {
    asm.addi(S7, S7, litmus.harts().size()).amoadd_d(T0, T1, S0, Ordering.AQRL);
    asm.label("wait").li(T3, PATIENCE);
    asm.label("spin").ld(T0, 0, S0).bge(T0, S7, "go").addi(T3, T3, -1).bnez(T3, "spin");
    asm.lbu(T0, 0, S8).j("wait");
  }
}
