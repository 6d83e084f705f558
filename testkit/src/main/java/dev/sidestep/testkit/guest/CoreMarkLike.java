package dev.sidestep.testkit.guest;

import static dev.sidestep.testkit.asm.Reg.*;

import dev.sidestep.testkit.asm.Assembler;
import dev.sidestep.testkit.asm.Reg;
import dev.sidestep.testkit.guest.Board.Lsr;

/**
 * An integer benchmark for the hart: each iteration walks and changes a linked list, multiplies two
 * 16 x 16 matrices, and runs a state machine over a text, each followed by a CRC-16 of its results.
 * Prints {@code checksum=XXXX} by polling the 16550A and powers off. The kinds of work are those
 * that CoreMark made usual; the code and the numbers are our own and not comparable with it.
 *
 * @param iterations 1 or more
 */
public record CoreMarkLike(int iterations) {
  static final int NODES = 64;
  static final int SIZE = 16;
  static final String TEXT = "5012,-77.25,+1e3,abc,0.5,9,--1,31.,.7,+42,x9,-0,6.02,1.2.3,777,";

  /** START, INTEGER, FRACTION, SIGN, INVALID by digit, sign, dot, comma, other. */
  static final int[][] TRANSITIONS = {
    {1, 3, 2, 0, 4}, {1, 4, 2, 0, 4}, {2, 4, 4, 0, 4}, {1, 4, 2, 4, 4}, {4, 4, 4, 0, 4},
  };

  private static final long LIST = Board.WORK;
  private static final long MATRIX_A = LIST + 16 * NODES;
  private static final long MATRIX_B = MATRIX_A + 2 * SIZE * SIZE;
  private static final long COUNTS = MATRIX_B + 2 * SIZE * SIZE;
  private static final long STACK_TOP = Board.WORK + 0x8000;

  /** Checks the number. */
  public CoreMarkLike {
    if (iterations < 1) {
      throw new IllegalArgumentException("At least one iteration, not " + iterations + ".");
    }
  }

  /** 100 iterations. */
  public static byte[] image() {
    return new CoreMarkLike(100).assemble();
  }

  /** What the guest prints, end of line included. */
  public String expectedOutput() {
    return "checksum=%04x\r\n".formatted(CoreMarkModel.checksum(iterations));
  }

  /** The bytes to load at {@link Board#IMAGE}. {@code s0} is the checksum throughout. */
  public byte[] assemble() {
    Assembler asm = Assembler.at(Board.IMAGE);
    asm.li(SP, STACK_TOP);
    initList(asm);
    initMatrices(asm);
    asm.li(S0, 0xffff).li(S2, iterations);
    asm.label("iterate").jal("list").jal("matrix").jal("text");
    asm.addi(S2, S2, -1).bnez(S2, "iterate");
    report(asm);

    list(asm);
    matrix(asm);
    text(asm);
    crc(asm);
    data(asm);
    return asm.assemble();
  }

  /** Node k, with value k * k ^ 0x5a, at place 37 k mod 64, so that the walk jumps about. */
  private static void initList(Assembler asm) {
    asm.li(S3, LIST).li(T0, 0).li(T5, NODES).li(T6, 37);
    asm.label("init_node");
    place(asm, T1);
    asm.mul(T2, T0, T0).xori(T2, T2, 0x5a).sd(T2, 8, T1).addi(T0, T0, 1);
    place(asm, T3);
    asm.sd(T3, 0, T1).bne(T0, T5, "init_node");
    // The last node ends the list.
    asm.sd(ZERO, 0, T1);
  }

  /** {@code address} = of node {@code t0}. */
  private static void place(Assembler asm, Reg address) {
    asm.mul(address, T0, T6).andi(address, address, NODES - 1);
    asm.slli(address, address, 4).add(address, address, S3);
  }

  /** A[k] = 7 k + 1, B[k] = k ^ 0x155, both counted through the rows, as halves. */
  private static void initMatrices(Assembler asm) {
    asm.li(S4, MATRIX_A).li(S5, MATRIX_B).li(T0, 0).li(T5, SIZE * SIZE).li(T6, 7);
    asm.label("init_element").mul(T1, T0, T6).addi(T1, T1, 1).xori(T2, T0, 0x155);
    asm.slli(T3, T0, 1).add(T4, S4, T3).sh(T1, 0, T4).add(T4, S5, T3).sh(T2, 0, T4);
    asm.addi(T0, T0, 1).bne(T0, T5, "init_element");
  }

  /** Sums the values, adding the checksum to each, modulo 65536. */
  private static void list(Assembler asm) {
    enter(asm, "list");
    asm.mv(T0, S3).li(A0, 0);
    asm.label("node").lhu(T1, 8, T0).add(T1, T1, S0).sh(T1, 8, T0).lhu(T1, 8, T0);
    asm.add(A0, A0, T1).ld(T0, 0, T0).bnez(T0, "node").jal("crc");
    leave(asm);
  }

  /** Sums the elements of A * B as signed halves, then adds the checksum's low byte to A[0][0]. */
  private static void matrix(Assembler asm) {
    enter(asm, "matrix");
    asm.li(A0, 0).mv(A1, S4).addi(A2, A1, 2 * SIZE * SIZE);
    asm.label("row").mv(A3, S5).addi(A4, A3, 2 * SIZE);
    asm.label("column").li(T0, 0).mv(T1, A1).mv(T2, A3).addi(T3, A1, 2 * SIZE);
    asm.label("element").lh(T4, 0, T1).lh(T5, 0, T2).mulw(T4, T4, T5).addw(T0, T0, T4);
    asm.addi(T1, T1, 2).addi(T2, T2, 2 * SIZE).bne(T1, T3, "element");
    asm.sraiw(T6, T0, 5).xor(T0, T0, T6).addw(A0, A0, T0);
    asm.addi(A3, A3, 2).bne(A3, A4, "column");
    asm.addi(A1, A1, 2 * SIZE).bne(A1, A2, "row");
    asm.mv(S6, A0).jal("crc").srliw(A0, S6, 16).jal("crc");
    asm.lhu(T0, 0, S4).andi(T1, S0, 0xff).add(T0, T0, T1).sh(T0, 0, S4);
    leave(asm);
  }

  /** Counts the states that the text passes through, from a character that the checksum chooses. */
  private static void text(Assembler asm) {
    enter(asm, "text");
    asm.li(A4, COUNTS);
    for (int state = 0; state < TRANSITIONS.length; state++) {
      asm.sw(ZERO, 4 * state, A4);
    }
    asm.la(A1, "characters").andi(T0, S0, 31).add(A1, A1, T0).la(A3, "transitions").li(A2, 0);
    asm.label("character").lbu(T0, 0, A1).beqz(T0, "text_end").addi(A1, A1, 1);
    classify(asm);
    asm.slli(T1, A2, 2).add(T1, T1, A2).add(T1, T1, T2).add(T1, T1, A3).lbu(A2, 0, T1);
    asm.slli(T1, A2, 2).add(T1, T1, A4).lw(T3, 0, T1).addiw(T3, T3, 1).sw(T3, 0, T1);
    asm.j("character").label("text_end").mv(S6, A4);
    for (int state = 0; state < TRANSITIONS.length; state++) {
      asm.lw(A0, 4 * state, S6).jal("crc");
    }
    leave(asm);
  }

  /**
   * {@code t2} = class of the character in {@code t0}: 0..4 in the order of the table's columns.
   */
  private static void classify(Assembler asm) {
    asm.addi(T1, T0, -'0').sltiu(T1, T1, 10).li(T2, 0).bnez(T1, "classified");
    asm.li(T2, 1).li(T1, '+').beq(T0, T1, "classified").li(T1, '-').beq(T0, T1, "classified");
    asm.li(T2, 2).li(T1, '.').beq(T0, T1, "classified");
    asm.li(T2, 3).li(T1, ',').beq(T0, T1, "classified").li(T2, 4).label("classified");
  }

  /** Updates {@code s0} with the low half of {@code a0}: CRC-16 by bits, polynomial 0xa001. */
  private static void crc(Assembler asm) {
    asm.label("crc").slli(A0, A0, 48).srli(A0, A0, 48).xor(S0, S0, A0).li(T0, 16).li(T2, 0xa001);
    asm.label("bit").andi(T1, S0, 1).srli(S0, S0, 1).beqz(T1, "even").xor(S0, S0, T2);
    asm.label("even").addi(T0, T0, -1).bnez(T0, "bit").ret();
  }

  private static void enter(Assembler asm, String name) {
    asm.label(name).addi(SP, SP, -16).sd(RA, 0, SP);
  }

  private static void leave(Assembler asm) {
    asm.ld(RA, 0, SP).addi(SP, SP, 16).ret();
  }

  private static void report(Assembler asm) {
    GuestParts.initUart(asm);
    asm.la(S6, "answer").label("print").lbu(A0, 0, S6).beqz(A0, "digits");
    GuestParts.sendPolled(asm, "room");
    asm.addi(S6, S6, 1).j("print").label("digits").li(S6, 12).la(S8, "hexadecimal");
    asm.label("digit").srl(A0, S0, S6).andi(A0, A0, 15).add(A0, A0, S8).lbu(A0, 0, A0);
    GuestParts.sendPolled(asm, "room_for_digit");
    asm.addi(S6, S6, -4).bgez(S6, "digit").li(A0, '\r');
    GuestParts.sendPolled(asm, "room_for_return");
    asm.li(A0, '\n');
    GuestParts.sendPolled(asm, "room_for_newline");
    GuestParts.pollLineStatus(asm, "shifting", Lsr.TEMT);
    GuestParts.systemReset(asm, GuestParts.Reset.POWER_OFF);
  }

  private static void data(Assembler asm) {
    asm.label("characters").asciz(TEXT);
    asm.label("answer").asciz("checksum=");
    asm.label("hexadecimal").ascii("0123456789abcdef");
    asm.label("transitions");
    for (int[] state : TRANSITIONS) {
      asm.bytes(state);
    }
  }
}
