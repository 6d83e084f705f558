package dev.sidestep.conformance.isa;

import static dev.sidestep.testkit.asm.Reg.*;

import dev.sidestep.riscv.Csr;
import dev.sidestep.testkit.asm.Assembler;
import dev.sidestep.testkit.asm.Format;
import dev.sidestep.testkit.asm.InstructionTable;
import dev.sidestep.testkit.asm.Operand;
import dev.sidestep.testkit.asm.Reg;
import java.util.ArrayList;
import java.util.List;

/**
 * A floating-point instruction in guest code. Answers the result and the flags three times: with a
 * static rounding mode, with the dynamic one, and with the destination among the sources.
 */
final class FloatExperiment {
  private static final int DYNAMIC = 7;
  private static final int FIRST_SOURCE = 10; // fa0, and a0
  private static final int RESULT = 28; // ft8, and t3
  private static final Reg[] STATIC = {S2, S3};
  private static final Reg[] BY_FRM = {S4, S5};
  private static final Reg[] ALIASED = {S6, S7};

  private final String name;
  private final Format format;

  FloatExperiment(String name) {
    this.name = name;
    format = InstructionTable.named(name).format();
  }

  boolean rounds() {
    return format.operands().contains(Operand.ROUNDING);
  }

  boolean writesFloat() {
    return format.operands().getFirst() == Operand.FRD;
  }

  private boolean readsFloat() {
    return format.operands().get(1) == Operand.FRS1;
  }

  private int sources() {
    return format.operands().size() - 1 - (rounds() ? 1 : 0);
  }

  long[][] run(List<long[]> rows, int mode) {
    return new Experiment(program -> body(program, mode), S2, S3, S4, S5, S6, S7).run(rows);
  }

  private void body(Assembler program, int mode) {
    for (int i = 0; readsFloat() && i < sources(); i++) {
      program.emit("fmv.d.x", FIRST_SOURCE + i, FIRST_SOURCE + i);
    }
    int other = mode == Rounded.RTZ ? Rounded.RUP : Rounded.RTZ;
    once(program.csrwi(Csr.FRM, other), RESULT, mode, STATIC);
    once(program.csrwi(Csr.FRM, mode), RESULT, DYNAMIC, BY_FRM);
    once(program, writesFloat() == readsFloat() ? FIRST_SOURCE : RESULT, mode, ALIASED);
  }

  private void once(Assembler program, int destination, int rounding, Reg[] results) {
    program.csrw(Csr.FFLAGS, ZERO).emit(name, operands(destination, rounding));
    if (writesFloat()) {
      program.emit("fmv.x.d", results[0].number(), destination);
    } else {
      program.emit("addi", results[0].number(), destination, 0);
    }
    program.csrr(results[1], Csr.FFLAGS);
  }

  private long[] operands(int destination, int rounding) {
    List<Long> operands = new ArrayList<>();
    operands.add((long) destination);
    for (int i = 0; i < sources(); i++) {
      operands.add((long) FIRST_SOURCE + i);
    }
    if (rounds()) {
      operands.add((long) rounding);
    }
    return operands.stream().mapToLong(Long::longValue).toArray();
  }
}
