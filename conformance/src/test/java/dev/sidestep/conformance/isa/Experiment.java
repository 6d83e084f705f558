package dev.sidestep.conformance.isa;

import dev.sidestep.riscv.Csr;
import dev.sidestep.testkit.asm.Assembler;
import dev.sidestep.testkit.asm.Reg;
import java.util.List;
import java.util.function.Consumer;

/**
 * A piece of guest code run over a table: inputs are loaded into {@code a0, a1, ...}, and what the
 * code leaves in the result registers is stored.
 */
final class Experiment {
  private static final Reg[] INPUTS = {Reg.A0, Reg.A1, Reg.A2, Reg.A3};
  private static final Reg CURSOR = Reg.S10;
  private static final Reg END = Reg.S11;
  private static final long FLOATING_POINT_ON = 1 << 13;

  private final Consumer<Assembler> body;
  private final List<Reg> results;

  /**
   * An experiment.
   *
   * @param body may use all registers but {@code s10} and {@code s11}
   */
  Experiment(Consumer<Assembler> body, Reg... results) {
    this.body = body;
    this.results = List.of(results);
  }

  /** The results of each row of inputs. */
  long[][] run(List<long[]> rows) {
    int inputs = rows.getFirst().length;
    int stride = (inputs + results.size()) * Long.BYTES;
    Guest guest = Guest.with(loop(inputs, stride, rows.size()));
    for (int i = 0; i < rows.size(); i++) {
      for (int j = 0; j < inputs; j++) {
        guest.write(Guest.DATA + (long) i * stride + j * 8L, 8, rows.get(i)[j]);
      }
    }
    guest.csr(Csr.MSTATUS, FLOATING_POINT_ON).run();
    if (guest.x(CURSOR) != guest.x(END)) {
      throw new AssertionError("Trap with cause " + guest.csr(Csr.MCAUSE) + ".");
    }
    return collect(guest, inputs, stride, rows.size());
  }

  private Assembler loop(int inputs, int stride, int rows) {
    Assembler program = Guest.program();
    program.li(CURSOR, Guest.DATA).li(END, Guest.DATA + (long) rows * stride).label("row");
    for (int i = 0; i < inputs; i++) {
      program.ld(INPUTS[i], i * 8, CURSOR);
    }
    body.accept(program);
    for (int i = 0; i < results.size(); i++) {
      program.sd(results.get(i), (inputs + i) * 8, CURSOR);
    }
    return program.addi(CURSOR, CURSOR, stride).beq(CURSOR, END, "end").j("row").label("end").wfi();
  }

  private long[][] collect(Guest guest, int inputs, int stride, int rows) {
    long[][] collected = new long[rows][results.size()];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < results.size(); j++) {
        long address = Guest.DATA + (long) i * stride + (inputs + j) * 8L;
        collected[i][j] = guest.read(address, 8);
      }
    }
    return collected;
  }
}
