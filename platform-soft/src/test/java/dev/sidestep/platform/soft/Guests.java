package dev.sidestep.platform.soft;

import static dev.sidestep.testkit.asm.Reg.A0;
import static dev.sidestep.testkit.asm.Reg.A1;
import static dev.sidestep.testkit.asm.Reg.A2;
import static dev.sidestep.testkit.asm.Reg.A6;
import static dev.sidestep.testkit.asm.Reg.A7;
import static dev.sidestep.testkit.asm.Reg.S1;
import static dev.sidestep.testkit.asm.Reg.S2;
import static dev.sidestep.testkit.asm.Reg.S3;
import static dev.sidestep.testkit.asm.Reg.T0;
import static dev.sidestep.testkit.asm.Reg.T1;
import static dev.sidestep.testkit.asm.Reg.ZERO;

import dev.sidestep.testkit.asm.Assembler;
import dev.sidestep.testkit.asm.Csrs;
import dev.sidestep.testkit.guest.Board;

/** Small guests, and the machines that run them. */
final class Guests {
  private static final int HSM = 0x48_534d;
  private static final int RFENCE = 0x5246_4e43;
  private static final long COUNTERS = Board.IMAGE + 0x1_0000;

  private Guests() {}

  private static void powerOff(Assembler asm) {
    asm.li(A7, 0x5352_5354).li(A6, 0).li(A0, 0).li(A1, 0).ecall();
  }

  private static void startOthers(Assembler asm, int harts) {
    for (int id = 1; id < harts; id++) {
      asm.li(A0, id).la(A1, "work").li(A2, id).li(A6, 0).li(A7, HSM).ecall();
    }
  }

  /** Every hart touches the UART's scratch register and its own counter for ever. */
  static byte[] busy(int harts) {
    Assembler asm = Assembler.at(Board.IMAGE);
    startOthers(asm, harts);
    asm.label("work").li(S1, Board.UART).li(S2, 0);
    asm.label("loop").addi(S2, S2, 1).sb(S2, 7, S1).lbu(T0, 7, S1).j("loop");
    return asm.assemble();
  }

  /**
   * The other harts count to 1,000 with atomics and stop themselves; hart 0 restarts each of them
   * three times, fences remotely meanwhile, and powers off if the sum is right.
   */
  static byte[] startAndStop(int harts) {
    Assembler asm = Assembler.at(Board.IMAGE);
    asm.li(S3, 3);
    asm.label("round");
    startOthers(asm, harts);
    for (int id = 1; id < harts; id++) {
      asm.label("wait" + id).li(A0, 0).li(A1, -1).li(A6, 1).li(A7, RFENCE).ecall();
      asm.li(A0, id).li(A6, 2).li(A7, HSM).ecall().beqz(A1, "wait" + id);
    }
    asm.addi(S3, S3, -1).bnez(S3, "round");
    asm.li(S1, COUNTERS).ld(T0, 0, S1).li(T1, 3_000L * (harts - 1)).bne(T0, T1, "wrong");
    powerOff(asm);
    asm.label("wrong").j("wrong");
    asm.label("work").li(S1, COUNTERS).li(S2, 1_000).li(T1, 1);
    asm.label("count").amoadd_d(ZERO, T1, S1).addi(S2, S2, -1).bnez(S2, "count");
    asm.li(A6, 1).li(A7, HSM).ecall().label("stay").j("stay");
    return asm.assemble();
  }

  /** Sets the timer 100 ticks ahead and stores how many ticks later it was interrupted, in s2. */
  static byte[] timer() {
    Assembler asm = Assembler.at(Board.IMAGE);
    asm.la(T0, "handler").csrw(Csrs.STVEC, T0).li(T0, 1 << 5).csrw(Csrs.SIE, T0);
    asm.csrsi(Csrs.SSTATUS, 2).rdtime(S1).addi(T0, S1, 100).csrw(Csrs.STIMECMP, T0);
    asm.label("spin").j("spin").align(4);
    asm.label("handler").rdtime(S2).sub(S2, S2, S1);
    powerOff(asm);
    return asm.assemble();
  }

  /** Sleeps for 100,000 ticks, twice, and powers off. */
  static byte[] sleeper() {
    Assembler asm = Assembler.at(Board.IMAGE);
    asm.li(T0, 1 << 5).csrw(Csrs.SIE, T0).li(S1, 2);
    asm.label("again").rdtime(T0).li(T1, 100_000).add(T0, T0, T1).csrw(Csrs.STIMECMP, T0);
    asm.wfi().addi(S1, S1, -1).bnez(S1, "again");
    powerOff(asm);
    return asm.assemble();
  }

  /** Reads the time in user mode, and powers off if the next instruction calls. */
  static byte[] timeOfUser() {
    Assembler asm = Assembler.at(Board.IMAGE);
    asm.la(T0, "handler").csrw(Csrs.STVEC, T0).la(T0, "user").csrw(Csrs.SEPC, T0).sret();
    asm.label("user").rdtime(S1).ecall().align(4);
    asm.label("handler").csrr(T0, Csrs.SCAUSE).li(T1, 8).bne(T0, T1, "stay");
    powerOff(asm);
    asm.label("stay").j("stay");
    return asm.assemble();
  }
}
