package dev.sidestep.riscv.jit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.riscv.Cause;
import dev.sidestep.riscv.Csr;
import dev.sidestep.riscv.Hart;
import dev.sidestep.riscv.Interrupts;
import dev.sidestep.riscv.Status;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Random programs in S and U mode, with paging, traps, interrupts and a device, with and without
 * the translator: see {@link PagedWorld}. {@code -Dsidestep.seeds=N} runs more of them.
 */
class PagedLockStepTest {
  private static final int STEPS = 150;
  private static final int LONGEST_STEP = 1_500;
  private static final int SUPERVISOR_INTERRUPTS =
      Interrupts.SSIP | Interrupts.STIP | Interrupts.SEIP;
  private static final int DELEGABLE = 0xb3ff;

  private final Set<Long> causes = new HashSet<>();
  private int compiled;

  private static void begin(TwinMachine machine, long seed) {
    Random random = new Random(seed);
    new PagedWorld(random).build(machine);
    machine.write(PagedWorld.CODE + PagedProgram.FIRST, new PagedProgram(random).words());
    machine.write(PagedWorld.CODE + 0x1000 + PagedProgram.SECOND, new PagedProgram(random).words());
    Hart hart = machine.hart;
    long traps = random.nextInt(8) == 0 ? (long) random.nextInt(2) << 20 + random.nextInt(3) : 0;
    hart.setCsr(Csr.MSTATUS, Status.FS | traps);
    hart.setCsr(Csr.MEDELEG, random.nextInt(4) == 0 ? random.nextInt() : DELEGABLE);
    hart.setCsr(Csr.MIDELEG, random.nextInt(6) == 0 ? 0 : SUPERVISOR_INTERRUPTS);
    hart.setCsr(Csr.MIE, SUPERVISOR_INTERRUPTS | Interrupts.MTIP);
    hart.setCsr(Csr.MCOUNTEREN, random.nextBoolean() ? -1 : 0);
    hart.setCsr(Csr.SCOUNTEREN, random.nextBoolean() ? -1 : 0);
    hart.setCsr(Csr.MENVCFG, random.nextBoolean() ? 1L << 61 : 0); // hardware sets A and D
    hart.setCsr(Csr.SATP, PagedWorld.satp(0));
    for (int register = 1; register < 32; register++) {
      hart.setX(register, random.nextBoolean() ? random.nextLong() : random.nextInt(100));
      hart.setF(register, Operands.any(random));
    }
    move(random, hart);
  }

  private static void move(Random random, Hart hart) {
    hart.setPrivilege(random.nextBoolean() ? Hart.SUPERVISOR : Hart.USER);
    hart.setPc(PagedWorld.anyCode(random));
    hart.setX(1, PagedWorld.anyCode(random));
    hart.setX(5, PagedWorld.anyCode(random));
    hart.setX(8, PagedWorld.anyData(random));
    hart.setX(9, PagedWorld.anyData(random));
    hart.setX(2, PagedWorld.anyData(random));
    hart.setX(PagedProgram.FLOAT_BITS, (long) (1 + random.nextInt(3)) << 13);
    hart.setX(PagedProgram.SPACE, random.nextInt(9) == 0 ? 0 : PagedWorld.satp(random.nextInt(2)));
    hart.setX(PagedProgram.STATUS_BITS, statusBits(random));
    hart.setX(PagedProgram.INTERRUPT_BITS, random.nextInt() & SUPERVISOR_INTERRUPTS);
  }

  private static long statusBits(Random random) {
    return (random.nextBoolean() ? Status.SUM : 0)
        | (random.nextBoolean() ? Status.MXR : 0)
        | (random.nextBoolean() ? Status.SIE : 0)
        | (random.nextBoolean() ? Status.SPP : 0);
  }

  private static void disturb(TwinMachine machine, long seed) {
    Random random = new Random(seed);
    Hart hart = machine.hart;
    switch (random.nextInt(8)) {
      case 0 -> hart.setPending(1 << 1 + 4 * random.nextInt(3), random.nextBoolean());
      case 1 -> hart.setPending(Interrupts.MTIP, random.nextInt(3) == 0);
      case 2 -> hart.setCsr(Csr.FRM, random.nextInt(3) == 0 ? random.nextInt(8) : 0);
      default -> {}
    }
    if (random.nextBoolean()) {
      hart.setCsr(Csr.SATP, PagedWorld.satp(random.nextInt(2)));
      hart.flushTlb();
      hart.setCsr(Csr.MIE, SUPERVISOR_INTERRUPTS | Interrupts.MTIP);
      long fs = random.nextInt(4) == 0 ? random.nextInt(4) : 3;
      hart.setCsr(Csr.SSTATUS, hart.csr(Csr.SSTATUS) & ~Status.FS | fs << 13);
      hart.setX(10 + random.nextInt(8), random.nextLong() >> random.nextInt(64));
      hart.setF(8 + random.nextInt(12), Operands.any(random));
      move(random, hart);
    }
  }

  /** Some are hardly longer than what only the interpreter does: they end anywhere in regions. */
  private static int length(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> 1 + random.nextInt(3);
      case 1 -> 400 + random.nextInt(100);
      default -> 1 + random.nextInt(LONGEST_STEP);
    };
  }

  private void compare(long seed) {
    try (Twins twins = new Twins()) {
      twins.both(machine -> begin(machine, seed));
      Random random = new Random(~seed);
      for (int step = 0; step < STEPS; step++) {
        long disturbance = random.nextLong();
        twins.both(machine -> disturb(machine, disturbance));
        twins.run(length(random), "in step %d of seed %d".formatted(step, seed));
        causes.add(twins.translated.hart.csr(Csr.SCAUSE));
      }
      compiled += twins.translated.compiled();
    }
  }

  @Test
  void whatIsCompiledDoesWhatTheInterpreterDoes() {
    Seeds.of("paged", 250).forEach(this::compare);
    assertThat(compiled).isGreaterThan(250);
    assertThat(causes)
        .contains(
            (long) Cause.FETCH_ACCESS,
            (long) Cause.ILLEGAL_INSTRUCTION,
            (long) Cause.LOAD_MISALIGNED,
            (long) Cause.STORE_MISALIGNED,
            (long) Cause.LOAD_ACCESS,
            (long) Cause.STORE_ACCESS,
            (long) Cause.ECALL_FROM_U,
            (long) Cause.FETCH_PAGE,
            (long) Cause.LOAD_PAGE,
            (long) Cause.STORE_PAGE,
            Cause.INTERRUPT | 1,
            Cause.INTERRUPT | 5,
            Cause.INTERRUPT | 9);
  }
}
