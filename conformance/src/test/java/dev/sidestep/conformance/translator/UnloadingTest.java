package dev.sidestep.conformance.translator;

import static dev.sidestep.testkit.asm.Reg.A0;
import static dev.sidestep.testkit.asm.Reg.RA;
import static dev.sidestep.testkit.asm.Reg.S2;
import static dev.sidestep.testkit.asm.Reg.S3;
import static dev.sidestep.testkit.asm.Reg.S4;
import static dev.sidestep.testkit.asm.Reg.S5;
import static dev.sidestep.testkit.asm.Reg.S6;
import static dev.sidestep.testkit.asm.Reg.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.riscv.RunResult;
import dev.sidestep.testkit.asm.Assembler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What was compiled of code that is no more is unloaded while the guest lives, so that a day of
 * guest work does not grow memory.
 */
@Timeout(120)
class UnloadingTest {
  private static final long PROGRAM = SmpMachine.BASE;
  private static final long FUNCTION = SmpMachine.BASE + 0x1000;
  private static final int VERSIONS = 3_000;

  /** More than it takes for the function to become hot. */
  private static final int CALLS = 80;

  /** Of the code that is there, and some that the host may still be busy with. */
  private static final int FEW = 30;

  private static final int MOST_COLLECTIONS = 50;

  /** {@code addi a0, zero, 0}; versions differ in the upper 12 bits. */
  private static final int FIRST = 0x513;

  private static final int DIFFERENCE = 1 << 20;

  /** Writes a function anew and calls it, again and again; another one calls it, too. */
  private static byte[] program() {
    Assembler asm = Assembler.at(PROGRAM);
    asm.li(S2, FUNCTION).li(S3, FIRST).li(S4, DIFFERENCE).li(S6, VERSIONS);
    asm.label("version").addw(S3, S3, S4).sw(S3, 0, S2).fence_i().li(S5, CALLS);
    asm.label("call").jal("caller").addi(S5, S5, -1).bnez(S5, "call");
    asm.addi(S6, S6, -1).bnez(S6, "version").wfi();
    return asm.label("caller").mv(T0, RA).jalr(RA, 0, S2).mv(RA, T0).ret().assemble();
  }

  @Test
  void codeThatIsNoMoreIsUnloaded() throws InterruptedException {
    try (SmpMachine machine = new SmpMachine(1, true)) {
      machine.write(PROGRAM, program());
      machine.write(FUNCTION, Assembler.at(FUNCTION).mv(A0, A0).ret().assemble());
      machine.hart(0).setPc(PROGRAM);
      assertThat(machine.hart(0).run(Long.MAX_VALUE)).isEqualTo(RunResult.WFI);
      assertThat(machine.compiled()).isGreaterThan(VERSIONS);
      CountingCompiler compiler = machine.compiler();
      for (int i = 0; i < MOST_COLLECTIONS && compiler.loaded() > FEW; i++) {
        System.gc();
      }
      assertThat(compiler.loaded()).isLessThanOrEqualTo(FEW);
    }
  }
}
