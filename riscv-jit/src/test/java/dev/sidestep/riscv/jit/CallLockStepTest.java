package dev.sidestep.riscv.jit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.riscv.Csr;
import dev.sidestep.riscv.Hart;
import dev.sidestep.riscv.Interrupts;
import dev.sidestep.riscv.Status;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random call graphs with and without the translator: see {@link CallProgram}. {@code
 * -Dsidestep.seeds=N} runs more of them.
 */
class CallLockStepTest {
  private static final int STEPS = 30;
  private static final int LONGEST_STEP = 10_000;
  private static final int STACK_TOP = 0x3f000;

  private int compiled;

  private static void begin(TwinMachine machine, long seed) {
    Random random = new Random(seed);
    new PagedWorld(random).build(machine);
    machine.write(PagedWorld.CODE, new CallProgram(random).assemble());
    Hart hart = machine.hart;
    hart.setCsr(Csr.MSTATUS, Status.FS);
    hart.setCsr(Csr.MEDELEG, -1);
    hart.setCsr(Csr.MIDELEG, -1);
    hart.setCsr(Csr.MIE, -1);
    hart.setCsr(Csr.SATP, PagedWorld.satp(0));
    for (int register = 0; register < 32; register++) {
      hart.setF(register, Operands.any(random));
    }
    enter(random, hart);
  }

  /** Sets out from the beginning, in one of the mappings. */
  private static void enter(Random random, Hart hart) {
    boolean isUser = random.nextInt(3) == 0;
    hart.setPrivilege(isUser ? Hart.USER : Hart.SUPERVISOR);
    hart.setPc(PagedWorld.inOrder(isUser, random.nextBoolean(), 0));
    hart.setX(8, random.nextBoolean() ? PagedWorld.userData() : PagedWorld.anyData(random) & -8);
    hart.setX(24, PagedWorld.inSuperpage(isUser, STACK_TOP));
    hart.setX(PagedProgram.STATUS_BITS, random.nextBoolean() ? Status.SUM : Status.MXR);
    hart.setX(PagedProgram.FLOAT_BITS, Status.FS);
    hart.setCsr(Csr.SSTATUS, Status.FS | (random.nextBoolean() ? Status.SUM : 0));
  }

  private static void disturb(TwinMachine machine, long seed) {
    Random random = new Random(seed);
    Hart hart = machine.hart;
    if (random.nextInt(3) == 0) {
      hart.setCsr(Csr.MIE, -1);
      hart.setPending(Interrupts.SSIP, random.nextBoolean());
    }
    if (random.nextInt(3) == 0) {
      hart.setCsr(Csr.FRM, 0);
      enter(random, hart);
    }
  }

  private void compare(long seed) {
    try (Twins twins = new Twins()) {
      twins.both(machine -> begin(machine, seed));
      Random random = new Random(~seed);
      for (int step = 0; step < STEPS; step++) {
        long disturbance = random.nextLong();
        twins.both(machine -> disturb(machine, disturbance));
        int length = 1 + random.nextInt(random.nextBoolean() ? LONGEST_STEP : 600);
        twins.run(length, "in step %d of seed %d".formatted(step, seed));
      }
      compiled += twins.translated.compiled();
    }
  }

  @Test
  void calledCodeComesBackAsTheInterpreterDoes() {
    Seeds.of("calls", 120).forEach(this::compare);
    assertThat(compiled).isGreaterThan(120);
  }
}
