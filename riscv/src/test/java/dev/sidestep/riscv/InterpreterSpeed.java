package dev.sidestep.riscv;

import dev.sidestep.testkit.guest.Board;
import dev.sidestep.testkit.guest.CoreMarkLike;
import java.lang.management.ManagementFactory;

/** Not a test: prints how fast the interpreter runs {@link CoreMarkLike}. */
final class InterpreterSpeed {
  private InterpreterSpeed() {}

  public static void main(String[] arguments) {
    TestMachine machine = new TestMachine();
    byte[] image = new CoreMarkLike(1_000_000).assemble();
    machine.ram.write(Board.IMAGE, image, 0, image.length);
    machine.hart.setPc(Board.IMAGE);
    for (int round = 0; round < 8; round++) {
      long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      for (int i = 0; i < 10_000; i++) {
        machine.hart.run(20_000);
      }
      long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
      System.out.printf("%.0f MIPS, pc %#x%n", 200_000_000_000.0 / nanos, machine.hart.pc());
    }
  }
}
