package dev.sidestep.riscv.jit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.riscv.Csr;
import dev.sidestep.riscv.Hart;
import dev.sidestep.riscv.Interrupts;
import dev.sidestep.testkit.asm.Assembler;
import dev.sidestep.testkit.asm.Reg;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The same random programs with and without the translator, in steps of random length: registers,
 * status, counters and memory are equal behind each. {@code -Dsidestep.seeds=N} runs more of them.
 */
class LockStepTest {
  private static final int SEEDS = 300;
  private static final long HANDLER = TwinMachine.BASE + 0x2000;

  /** The program crosses the end of a page. */
  private static final long PROGRAM = TwinMachine.BASE + 0xe00;

  private static final long DATA = TwinMachine.BASE + 0x8000;
  private static final int STEPS = 300;
  private static final int LONGEST_STEP = 1_500;
  private static final int[] STATUS = {
    Csr.MSTATUS, Csr.MCAUSE, Csr.MEPC, Csr.MTVAL, Csr.FCSR, Csr.MINSTRET, Csr.MCYCLE, Csr.MIP
  };

  /** Goes on behind the instruction, or from the start if there is none; keeps registers. */
  private static byte[] handler() {
    return Assembler.at(HANDLER)
        .csrrw(Reg.T0, Csr.MSCRATCH, Reg.T0)
        .csrrs(Reg.T0, Csr.MCAUSE, Reg.ZERO)
        .addi(Reg.T0, Reg.T0, -1) // of a fetch access fault
        .beq(Reg.T0, Reg.ZERO, "restart")
        .csrrs(Reg.T0, Csr.MEPC, Reg.ZERO)
        .addi(Reg.T0, Reg.T0, 4)
        .j("leave")
        .label("restart")
        .li(Reg.T0, PROGRAM)
        .label("leave")
        .csrrw(Reg.ZERO, Csr.MEPC, Reg.T0)
        .csrrw(Reg.T0, Csr.MSCRATCH, Reg.T0)
        .mret()
        .assemble();
  }

  private static TwinMachine machine(boolean translated, long seed) {
    Random random = new Random(seed);
    TwinMachine machine = new TwinMachine(translated);
    machine.write(HANDLER, handler());
    machine.write(PROGRAM, new RandomProgram(random).words());
    Hart hart = machine.hart;
    hart.setPc(PROGRAM);
    hart.setCsr(Csr.MTVEC, HANDLER);
    hart.setCsr(Csr.MSTATUS, 3L << 13 | 3L << 11); // FS dirty, MPP machine
    hart.setCsr(Csr.MIE, Interrupts.MTIP);
    for (int register = 1; register < 32; register++) {
      hart.setX(register, random.nextBoolean() ? random.nextLong() : random.nextInt(100));
      hart.setF(register, floatBits(random));
    }
    hart.setX(1, PROGRAM + 4L * random.nextInt(RandomProgram.WORDS));
    hart.setX(5, PROGRAM + 4L * random.nextInt(RandomProgram.WORDS));
    hart.setX(8, DATA + random.nextInt(64) * 8L);
    hart.setX(9, random.nextInt(4) == 0 ? PROGRAM + 256 : DATA + 0x1000 + random.nextInt(16));
    return machine;
  }

  private static long floatBits(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextLong();
      case 1 -> Double.doubleToRawLongBits(random.nextInt(100));
      case 2 -> 0xffff_ffff_0000_0000L | Float.floatToRawIntBits(random.nextFloat());
      default -> Double.doubleToRawLongBits(random.nextGaussian());
    };
  }

  private static void assertEqualStates(Hart actual, Hart expected, String when) {
    assertThat(actual.pc()).as("pc %s", when).isEqualTo(expected.pc());
    for (int register = 0; register < 32; register++) {
      assertThat(actual.x(register)).as("x%d %s", register, when).isEqualTo(expected.x(register));
      assertThat(actual.f(register)).as("f%d %s", register, when).isEqualTo(expected.f(register));
    }
    for (int csr : STATUS) {
      assertThat(actual.csr(csr)).as("CSR %#x %s", csr, when).isEqualTo(expected.csr(csr));
    }
    assertThat(actual.privilege()).isEqualTo(expected.privilege());
  }

  /** Without this, nearly every random program ends in a short loop or a trap for ever. */
  private static void disturb(long seed, Hart hart) {
    Random random = new Random(seed);
    hart.setPending(Interrupts.MTIP, random.nextInt(8) == 0);
    if (random.nextInt(3) != 0) {
      hart.setPc(PROGRAM + 4L * random.nextInt(RandomProgram.WORDS));
      hart.setX(10 + random.nextInt(8), random.nextLong() >> random.nextInt(64));
      hart.setF(8 + random.nextInt(12), floatBits(random));
      hart.setX(8, DATA + random.nextInt(64) * 8L);
    }
  }

  @Test
  void whatIsCompiledDoesWhatTheInterpreterDoes() {
    long instructions = 0;
    int compiled = 0;
    for (long seed : Seeds.of("bare", SEEDS).toArray()) {
      try (TwinMachine translated = machine(true, seed);
          TwinMachine interpreted = machine(false, seed)) {
        Random random = new Random(~seed);
        for (int step = 0; step < STEPS; step++) {
          int length = 1 + random.nextInt(random.nextBoolean() ? LONGEST_STEP : 20);
          long disturbance = random.nextLong();
          disturb(disturbance, translated.hart);
          disturb(disturbance, interpreted.hart);
          assertThat(translated.hart.run(length)).isEqualTo(interpreted.hart.run(length));
          String when = "in step %d of seed %d".formatted(step, seed);
          assertEqualStates(translated.hart, interpreted.hart, when);
        }
        assertThat(translated.firstDifference(interpreted)).as("seed %d", seed).isEqualTo(-1);
        instructions += translated.hart.instructionsRetired();
        compiled += translated.compiled();
      }
    }
    assertThat(compiled).isGreaterThan(SEEDS);
    assertThat(instructions).isGreaterThan(1_000L * SEEDS);
  }
}
