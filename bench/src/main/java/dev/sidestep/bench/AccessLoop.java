package dev.sidestep.bench;

import static dev.sidestep.testkit.asm.Reg.*;

import dev.sidestep.testkit.asm.Assembler;
import dev.sidestep.testkit.guest.Board;

/**
 * A guest that does one access {@code count} times, in a loop of {@value #UNROLLED}, and powers
 * off.
 *
 * @param access which
 * @param count how often, rounded down to whole turns of the loop
 */
record AccessLoop(Access access, int count) {
  private static final int UNROLLED = 16;
  private static final int LSR = 5;
  private static final int SCR = 7;

  /** SBI system reset extension, "SRST". */
  private static final int SRST = 0x53525354;

  /** What is accessed. */
  enum Access {
    /** A byte of RAM: what the loop itself costs. */
    RAM_LOAD,
    /** Line status, the register that a driver polls. */
    DEVICE_LOAD,
    /** The scratch register, a store without an effect. */
    DEVICE_STORE,
    /** Line status, for ever. */
    POLL_FOR_EVER
  }

  byte[] assemble() {
    Assembler asm = Assembler.at(Board.IMAGE);
    asm.li(S1, access == Access.RAM_LOAD ? Board.IMAGE : Board.UART).li(T1, count / UNROLLED);
    asm.label("again");
    for (int i = 0; i < UNROLLED; i++) {
      one(asm);
    }
    if (access == Access.POLL_FOR_EVER) {
      asm.j("again");
    } else {
      asm.addi(T1, T1, -1).bnez(T1, "again");
    }
    asm.li(A7, SRST).li(A6, 0).li(A0, 0).li(A1, 0).ecall();
    asm.label("off").j("off");
    return asm.assemble();
  }

  private void one(Assembler asm) {
    switch (access) {
      case RAM_LOAD, DEVICE_LOAD, POLL_FOR_EVER -> asm.lbu(T0, LSR, S1);
      case DEVICE_STORE -> asm.sb(T1, SCR, S1);
    }
  }
}
