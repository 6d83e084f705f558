package dev.sidestep.riscv;

import static dev.sidestep.testkit.asm.Reg.*;

import dev.sidestep.testkit.asm.Assembler;
import java.lang.management.ManagementFactory;

/** Not a test: prints how fast the interpreter runs an integer kernel. */
final class InterpreterSpeed {
  private InterpreterSpeed() {}

  public static void main(String[] arguments) {
    TestMachine machine = TestMachine.with(kernel());
    for (int round = 0; round < 8; round++) {
      long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      for (int i = 0; i < 10_000; i++) {
        machine.hart.run(20_000);
      }
      long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
      System.out.printf("%.0f MIPS, pc %#x%n", 200_000_000_000.0 / nanos, machine.hart.pc());
    }
  }

  /** A bubble sort, a CRC, a linked list and calls, again and again. */
  private static Assembler kernel() {
    Assembler a = TestMachine.assembler();
    long data = TestMachine.BASE + 0x10000;
    a.li(SP, TestMachine.BASE + 0x20000).li(S0, data).li(S11, 0x12345);
    a.label("forever").li(S1, 64).mv(T0, S0);
    a.label("fill").slli(T1, S11, 13).xor(S11, S11, T1).srli(T1, S11, 7).xor(S11, S11, T1);
    a.slli(T1, S11, 17).xor(S11, S11, T1).sw(S11, 0, T0).addi(T0, T0, 4).addi(S1, S1, -1);
    a.bnez(S1, "fill");
    a.li(S2, 63);
    a.label("outer").mv(T0, S0).mv(T1, S2);
    a.label("inner").lw(T2, 0, T0).lw(T3, 4, T0).ble(T2, T3, "sorted");
    a.sw(T3, 0, T0).sw(T2, 4, T0);
    a.label("sorted").addi(T0, T0, 4).addi(T1, T1, -1).bnez(T1, "inner");
    a.addi(S2, S2, -1).bnez(S2, "outer");
    a.li(S3, 256).mv(S4, S0).li(S5, 0);
    a.label("crc").lbu(A0, 0, S4).mv(A1, S5).call("step").mv(S5, A0).addi(S4, S4, 1);
    a.addi(S3, S3, -1).bnez(S3, "crc").j("forever");
    a.label("step").addi(SP, SP, -32).sd(RA, 24, SP).sd(S0, 16, SP).xor(A0, A0, A1).li(T0, 8);
    a.label("bit").andi(T1, A0, 1).srli(A0, A0, 1).beqz(T1, "even").li(T2, 0xa001);
    a.xor(A0, A0, T2).label("even").addiw(T0, T0, -1).bnez(T0, "bit");
    a.ld(RA, 24, SP).ld(S0, 16, SP).addi(SP, SP, 32).ret();
    return a;
  }
}
