package dev.sidestep.bench;

import static dev.sidestep.testkit.asm.Reg.*;

import dev.sidestep.testkit.asm.Assembler;
import dev.sidestep.testkit.guest.Board;

/**
 * A guest that does one access {@code count} times, in a loop of {@value #UNROLLED}, and then what
 * {@code end} says.
 *
 * @param access which
 * @param count how often, rounded down to whole turns of the loop
 * @param end what then
 */
record AccessLoop(Access access, int count, End end) {
  private static final int UNROLLED = 16;
  private static final int THR = 0;
  private static final int LSR = 5;
  private static final int SCR = 7;

  /** SBI system reset extension, "SRST". */
  private static final int SRST = 0x53525354;

  /** What is accessed. */
  enum Access {
    /** Nothing: the loop itself. */
    NOTHING,
    /** A byte of RAM. */
    RAM_LOAD,
    /** Line status, the register that a driver polls. */
    DEVICE_LOAD,
    /** The scratch register, a store without an effect. */
    DEVICE_STORE;

    boolean isOfTheDevice() {
      return this == DEVICE_LOAD || this == DEVICE_STORE;
    }
  }

  /** What comes after so many accesses. */
  enum End {
    /** The guest powers off. */
    POWER_OFF,
    /** It writes a character, and begins again. */
    CHARACTER_AND_AGAIN
  }

  byte[] assemble() {
    Assembler asm = Assembler.at(Board.IMAGE);
    asm.li(S0, Board.UART).li(S1, access == Access.RAM_LOAD ? Board.IMAGE : Board.UART);
    asm.label("begin").li(T1, count / UNROLLED);
    asm.label("again");
    for (int i = 0; i < UNROLLED; i++) {
      one(asm);
    }
    asm.addi(T1, T1, -1).bnez(T1, "again");
    switch (end) {
      case POWER_OFF -> asm.li(A7, SRST).li(A6, 0).li(A0, 0).li(A1, 0).ecall();
      case CHARACTER_AND_AGAIN -> asm.sb(T1, THR, S0).j("begin");
    }
    asm.label("off").j("off");
    return asm.assemble();
  }

  private void one(Assembler asm) {
    switch (access) {
      case NOTHING -> {}
      case RAM_LOAD, DEVICE_LOAD -> asm.lbu(T0, LSR, S1);
      case DEVICE_STORE -> asm.sb(T1, SCR, S1);
    }
  }
}
