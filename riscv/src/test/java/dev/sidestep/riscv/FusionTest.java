package dev.sidestep.riscv;

import static dev.sidestep.testkit.asm.Reg.A0;
import static dev.sidestep.testkit.asm.Reg.SP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.testkit.asm.Assembler;
import dev.sidestep.testkit.asm.Reg;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Programs of what is fused, at random: one hart runs them as they come, another one instruction at
 * a time, of which nothing can be fused.
 */
class FusionTest {
  private static final int PROGRAMS = 3_000;
  private static final int INSTRUCTIONS = 40;
  private static final int RUN = 120;
  private static final long DATA = TestMachine.BASE + 0x10_0000;

  /** Addresses that are data, at the ends of pages, where nothing is, or code. */
  private static final long[] POINTERS = {
    DATA, DATA + 4088, DATA + 4095, DATA + 2044, 0x1000, TestMachine.BASE + 64, DATA + 8180
  };

  private static final List<BiConsumer<Assembler, Random>> WORDS =
      List.of(
          (a, r) -> a.ld(any(r), offset(r), SP),
          (a, r) -> a.ld(any(r), offset(r), SP).ld(any(r), offset(r), SP),
          (a, r) -> a.ld(any(r), offset(r), any(r)),
          (a, r) -> a.sd(any(r), offset(r), SP).sd(any(r), offset(r), SP),
          (a, r) -> a.sd(any(r), offset(r), SP).sd(any(r), 8 * r.nextInt(8), SP),
          (a, r) -> a.lbu(any(r), offset(r), A0),
          (a, r) -> a.addi(any(r), any(r), r.nextInt(4096) - 2048),
          (a, r) -> a.c_mv(other(r), other(r)),
          (a, r) -> a.li(any(r), r.nextInt(4096) - 2048),
          (a, r) -> a.addi(A0, A0, 1 - r.nextInt(3)),
          (a, r) -> a.addiw(any(r), any(r), r.nextInt(4096) - 2048),
          (a, r) -> a.andi(any(r), any(r), r.nextInt(4096) - 2048),
          (a, r) -> a.add(any(r), any(r), any(r)),
          (a, r) -> a.slli(any(r), any(r), r.nextInt(64)),
          (a, r) -> a.srli(any(r), any(r), r.nextInt(64)),
          (a, r) -> a.auipc(any(r), r.nextInt(3)),
          (a, r) -> a.nop(),
          (a, r) -> a.beq(any(r), any(r), label(r)),
          (a, r) -> a.bne(any(r), Reg.ZERO, label(r)),
          (a, r) -> a.beq(any(r), Reg.ZERO, label(r)),
          (a, r) -> a.blt(any(r), any(r), label(r)),
          (a, r) -> a.bge(any(r), any(r), label(r)),
          (a, r) -> a.bltu(any(r), any(r), label(r)),
          (a, r) -> a.bgeu(any(r), any(r), label(r)),
          (a, r) -> a.j(label(r)),
          (a, r) -> a.call(label(r)),
          (a, r) -> a.ret());

  private static Reg any(Random random) {
    return Reg.values()[random.nextInt(Reg.values().length)];
  }

  private static Reg other(Random random) {
    return Reg.values()[1 + random.nextInt(Reg.values().length - 1)];
  }

  private static int offset(Random random) {
    return random.nextInt(4096) - 2048;
  }

  private static String label(Random random) {
    return "at" + random.nextInt(INSTRUCTIONS);
  }

  private static Assembler program(Random random) {
    Assembler a = TestMachine.assembler();
    for (int i = 0; i < INSTRUCTIONS; i++) {
      a.label("at" + i);
      WORDS.get(random.nextInt(WORDS.size())).accept(a, random);
    }
    return a.label("end").j("end");
  }

  private static TestMachine machine(long seed) {
    Random random = new Random(seed);
    TestMachine machine = TestMachine.with(program(random));
    for (int r = 1; r < 32; r++) {
      machine.hart.setX(r, random.nextInt(3) == 0 ? random.nextLong() : pointer(random));
    }
    machine.hart.setX(SP.number(), pointer(random));
    machine.hart.setX(Reg.RA.number(), TestMachine.BASE + 4 * random.nextInt(INSTRUCTIONS));
    machine.hart.setCsr(Csr.MTVEC, TestMachine.BASE);
    return machine;
  }

  private static long pointer(Random random) {
    return POINTERS[random.nextInt(POINTERS.length)];
  }

  private static List<Long> state(TestMachine machine) {
    Hart hart = machine.hart;
    LongStream registers = IntStream.range(0, 32).mapToLong(hart::x);
    LongStream csrs =
        LongStream.of(
            hart.pc(),
            hart.cycles(),
            hart.csr(Csr.MCAUSE),
            hart.csr(Csr.MEPC),
            hart.csr(Csr.MTVAL));
    LongStream memory =
        IntStream.range(-256, 1280).mapToLong(at -> machine.read(DATA + 8L * at, 8));
    return LongStream.concat(LongStream.concat(registers, csrs), memory).boxed().toList();
  }

  @Test
  void fusedInstructionsDoWhatEachOfThemDoes() {
    for (long seed = 1; seed <= PROGRAMS; seed++) {
      TestMachine fused = machine(seed);
      TestMachine single = machine(seed);
      fused.hart.run(RUN);
      for (int i = 0; i < RUN; i++) {
        single.hart.run(1);
      }
      assertThat(state(fused)).as("program %d", seed).isEqualTo(state(single));
    }
  }
}
