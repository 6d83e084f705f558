package dev.sidestep.riscv.jit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIterable;

import dev.sidestep.riscv.Csr;
import dev.sidestep.riscv.Hart;
import dev.sidestep.riscv.Status;
import dev.sidestep.testkit.asm.Assembler;
import dev.sidestep.testkit.asm.FReg;
import dev.sidestep.testkit.asm.Reg;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Every floating-point instruction alone in a loop over thousands of operands, in every rounding
 * mode, with flags clear or set before: results and flags with and without the translator.
 */
class FloatLockStepTest {
  private static final long PROGRAM = TwinMachine.BASE + 0x1000;
  private static final long OPERANDS = TwinMachine.BASE + 0x2000;
  private static final int RECORD = 8 * Long.BYTES;
  private static final int RECORDS = 2_000;
  private static final int LONGEST_LOOP = 30 * RECORDS;
  private static final int DYNAMIC = 7;
  private static final int RESERVED_ROUNDING = 5;

  /** A record: three operands, an integer, flags before; results of both kinds, flags behind. */
  private static byte[] loop(int instruction) {
    return Assembler.at(PROGRAM)
        .label("loop")
        .fld(FReg.FA1, 0, Reg.S0) // the instruction's operands
        .fld(FReg.FA2, 8, Reg.S0)
        .fld(FReg.FA3, 16, Reg.S0)
        .ld(Reg.A1, 24, Reg.S0)
        .ld(Reg.A2, 32, Reg.S0)
        .csrrw(Reg.ZERO, Csr.FFLAGS, Reg.A2)
        .word(instruction)
        .csrrs(Reg.A2, Csr.FFLAGS, Reg.ZERO)
        .sd(Reg.A2, 40, Reg.S0)
        .fsd(FReg.FA0, 48, Reg.S0)
        .sd(Reg.A0, 56, Reg.S0)
        .addi(Reg.S0, Reg.S0, RECORD)
        .bne(Reg.S0, Reg.S1, "loop")
        .ecall()
        .assemble();
  }

  private static long[] records(Random random) {
    long[] records = new long[RECORDS * RECORD / Long.BYTES];
    for (int at = 0; at < records.length; at += RECORD / Long.BYTES) {
      boolean isDouble = random.nextBoolean();
      for (int operand = 0; operand < 3; operand++) {
        records[at + operand] = isDouble ? Operands.real(random) : Operands.single(random);
      }
      if (random.nextInt(8) == 0) {
        records[at + 1] = records[at] ^ (random.nextBoolean() ? Long.MIN_VALUE : 0);
      }
      records[at + 3] = random.nextLong() >> random.nextInt(64);
      records[at + 4] = random.nextBoolean() ? 1 : random.nextInt(32);
    }
    return records;
  }

  private static int runLoop(TwinMachine machine, int instruction, int mode, long[] records) {
    int before = machine.compiled();
    machine.write(PROGRAM, loop(instruction));
    machine.writeLongs(OPERANDS, records);
    Hart hart = machine.hart;
    hart.setCsr(Csr.MSTATUS, Status.FS);
    hart.setCsr(Csr.FRM, mode);
    hart.setPc(PROGRAM);
    hart.setX(8, OPERANDS);
    hart.setX(9, OPERANDS + (long) RECORDS * RECORD);
    hart.run(LONGEST_LOOP);
    return machine.compiled() - before;
  }

  private static void compare(Twins twins, int instruction, int mode, long[] records) {
    int compiled = runLoop(twins.translated, instruction, mode, records);
    runLoop(twins.interpreted, instruction, mode, records);
    String what = "%#x with frm = %d".formatted(instruction, mode);
    long difference = twins.translated.firstDifference(twins.interpreted);
    assertThat(difference)
        .as(
            "%s: offset %d of record %d",
            what,
            Math.floorMod(difference, RECORD),
            (difference - (OPERANDS - TwinMachine.BASE)) / RECORD)
        .isEqualTo(-1);
    assertThat(twins.translated.hart.state()).as(what).isEqualTo(twins.interpreted.hart.state());
    assertThat(twins.translated.hart.x(8)).as(what).isEqualTo(OPERANDS + (long) RECORDS * RECORD);
    assertThat(compiled).as(what).isPositive();
  }

  @Test
  void resultsAndFlagsAreThoseOfTheInterpreter() {
    List<Integer> instructions = Encodings.floats();
    assertThatIterable(instructions).hasSizeGreaterThan(200);
    Random random = new Random(1);
    for (int instruction : instructions) {
      boolean isDynamic = FloatEmitter.isDynamic(new Instruction(0, 4, instruction));
      long[] records = records(random);
      try (Twins twins = new Twins()) {
        for (int mode = 0; mode < (isDynamic ? RESERVED_ROUNDING : 1); mode++) {
          compare(twins, instruction, mode, records);
        }
      }
    }
    assertThatIterable(instructions)
        .anyMatch(bits -> (bits >>> 12 & 7) == DYNAMIC && (bits & 0x7f) == Instruction.MADD);
  }
}
