package dev.sidestep.riscv.jit;

import static dev.sidestep.testkit.asm.Reg.A0;
import static dev.sidestep.testkit.asm.Reg.A1;
import static dev.sidestep.testkit.asm.Reg.A2;
import static dev.sidestep.testkit.asm.Reg.A3;
import static dev.sidestep.testkit.asm.Reg.RA;
import static dev.sidestep.testkit.asm.Reg.S0;
import static dev.sidestep.testkit.asm.Reg.S2;
import static dev.sidestep.testkit.asm.Reg.S8;
import static dev.sidestep.testkit.asm.Reg.SP;
import static dev.sidestep.testkit.asm.Reg.T0;
import static dev.sidestep.testkit.asm.Reg.T1;
import static dev.sidestep.testkit.asm.Reg.T2;
import static dev.sidestep.testkit.asm.Reg.ZERO;

import dev.sidestep.riscv.Csr;
import dev.sidestep.testkit.asm.Assembler;
import dev.sidestep.testkit.asm.FReg;
import dev.sidestep.testkit.asm.Reg;
import dev.sidestep.testkit.asm.RoundingMode;
import java.util.Random;

/**
 * Functions that call each other at random, in several pages: directly, by register, at the end,
 * and as deep as the fuel in {@code s2} lasts. Some return to other callers than theirs, or beside
 * the call, change what their callers rely on, or write to code. Position independent.
 */
final class CallProgram {
  private static final int FUNCTIONS = 24;
  private static final int BYTES = 3 * 4096;

  /** Of a frame; the address to return to is its first word. */
  private static final int FRAME = 32;

  private static final Reg STATUS_BITS = Reg.values()[PagedProgram.STATUS_BITS];
  private static final Reg FLOAT_BITS = Reg.values()[PagedProgram.FLOAT_BITS];
  private static final Reg[] NUMBERS = {A0, A1, A2, A3};

  private final Random random;
  private final Assembler a = Assembler.at(0);
  private int labels;

  CallProgram(Random random) {
    this.random = random;
  }

  /** Its first instruction is where to begin, and where it begins again when it is done. */
  byte[] assemble() {
    int fuel = random.nextInt(3) == 0 ? 2_000 : 1 + random.nextInt(300);
    a.label("main").mv(SP, S8).li(S2, fuel).call(function(0)).j("main");
    for (int i = 0; i < FUNCTIONS; i++) {
      function(i, function(i));
      a.space(random.nextInt(4) == 0 ? 2 * random.nextInt(300) : 0);
    }
    byte[] code = a.assemble();
    if (code.length > BYTES) {
      throw new IllegalStateException("The functions have %d bytes.".formatted(code.length));
    }
    return code;
  }

  private static String function(int number) {
    return "f" + number;
  }

  private String any() {
    return function(random.nextInt(FUNCTIONS));
  }

  private String fresh() {
    return "l" + labels++;
  }

  private void function(int number, String name) {
    String out = name + "out";
    a.label(name).addi(SP, SP, -FRAME).sd(RA, 0, SP);
    a.addi(S2, S2, -1).bltz(S2, out);
    int items = number % 4 == 1 ? 0 : 1 + random.nextInt(6);
    if (items == 0) { // a leaf
      change();
    }
    for (int i = 0; i < items; i++) {
      item();
    }
    if (number % 2 == 0) {
      a.call(any()).lw(A3, 0, S0); // or else the graph may be a few leaves
    }
    a.label(out).ld(RA, 0, SP).addi(SP, SP, FRAME).ret();
  }

  private void item() {
    switch (random.nextInt(17)) {
      case 0, 1 -> a.call(any()).lw(A3, 0, S0);
      case 2 -> a.emitTo("jal", any(), RA.number());
      case 3 -> a.la(T1, any()).jalr(RA, 0, T1);
      case 4 -> a.la(T0, any()).jalr(RA, 0, T0);
      case 5 -> sometimes(1, () -> a.call(any()));
      case 6 -> sometimes(7, () -> a.ld(RA, 0, SP).addi(SP, SP, FRAME).tail(any()));
      case 7 -> sometimes(31, () -> a.ld(RA, FRAME, SP).addi(SP, SP, 2 * FRAME).ret());
      case 8 -> sometimes(31, () -> a.ld(RA, 0, SP).addi(SP, SP, FRAME).jr(skipped()));
      case 9 -> a.csrrs(A2, Csr.SSTATUS, STATUS_BITS).lw(A3, 0, S0);
      case 10 -> a.csrrc(ZERO, Csr.SSTATUS, STATUS_BITS).lw(A3, 0, S0);
      case 11 -> a.csrrs(ZERO, Csr.SSTATUS, FLOAT_BITS);
      case 12 -> sometimes(15, () -> a.csrrc(ZERO, Csr.SSTATUS, FLOAT_BITS));
      case 13 -> sometimes(15, () -> a.csrrwi(ZERO, Csr.FRM, random.nextInt(4)));
      case 14 -> sometimes(63, this::rewrite);
      case 15 -> a.fadd_d(FReg.FA0, FReg.FA1, FReg.FA0, RoundingMode.DYN).sw(A0, 8, S0);
      default -> count();
    }
    count();
  }

  private void change() {
    Reg bits = random.nextInt(3) == 0 ? FLOAT_BITS : STATUS_BITS;
    if (random.nextBoolean()) {
      a.csrrs(ZERO, Csr.SSTATUS, bits);
    } else {
      a.csrrc(ZERO, Csr.SSTATUS, bits);
    }
  }

  /** A place close to that of the call. */
  private Reg skipped() {
    a.addi(RA, RA, 4 * random.nextInt(3) - 4);
    return RA;
  }

  /** If the bits of {@code mask} of a number that changes all the time are clear. */
  private void sometimes(int mask, Runnable what) {
    String behind = fresh();
    a.andi(T2, A0, mask).bnez(T2, behind);
    what.run();
    a.label(behind);
  }

  private void count() {
    Reg other = NUMBERS[random.nextInt(NUMBERS.length)];
    switch (random.nextInt(4)) {
      case 0 -> a.addi(A0, A0, random.nextInt(99) - 40);
      case 1 -> a.xor(A0, A0, other).srli(A1, A0, 3);
      case 2 -> a.add(other, A0, other).addi(A0, A0, 1);
      default -> a.sd(A0, 8, SP).addi(A0, A0, 3).ld(other, 8, SP);
    }
  }

  /** Of code to what it is: the page has to be looked at anew. */
  private void rewrite() {
    a.la(T1, any()).lw(T2, 0, T1).sw(T2, 0, T1);
    if (random.nextBoolean()) {
      a.fence_i();
    }
  }
}
