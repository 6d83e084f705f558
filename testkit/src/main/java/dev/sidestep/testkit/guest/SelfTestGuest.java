package dev.sidestep.testkit.guest;

import static dev.sidestep.testkit.asm.Reg.*;

import dev.sidestep.testkit.asm.Assembler;
import dev.sidestep.testkit.asm.Csrs;

/**
 * The guest of {@code sidestep run --selftest}, for machines without a network: not an operating
 * system, but a driver of the 16550A by interrupts, with single-letter commands. It echoes what it
 * receives; {@code s} sends a block of pseudo-random characters, {@code t} reports totals, {@code
 * q} powers off and {@code r} reboots, both after a report.
 */
public final class SelfTestGuest {
  /** Characters of the block that {@code s} sends. */
  public static final int BLOCK_BYTES = 4096;

  /** The first line that the guest prints, without the end of line. */
  public static final String BANNER = "Sidestep self-test guest. This is not an operating system.";

  private static final String HELP =
      "Commands: s = send a block, t = totals, q = power off, r = reboot.\r\n";

  private static final long SEED = 0x2545_f491_4f6c_dd1dL;

  private static final long TRANSMIT_RING = Board.WORK + 0x4000;
  private static final long RECEIVE_RING = Board.WORK + 0x6000;
  private static final int RECEIVE_RING_BYTES = 1024;
  private static final long STACK_TOP = Board.WORK + 0x8000;

  private final Assembler asm = Assembler.at(Board.IMAGE);
  private final SerialDriver driver = new SerialDriver(asm);

  private SelfTestGuest() {}

  /** The bytes to load at {@link Board#IMAGE}, with paging off. */
  public static byte[] image() {
    return image(false);
  }

  /**
   * The bytes to load at {@link Board#IMAGE}.
   *
   * @param paging true to run under Sv39
   */
  public static byte[] image(boolean paging) {
    return new SelfTestGuest().assemble(paging);
  }

  /**
   * The characters that the {@code s} command sends for the {@code index}-th time since the start,
   * from 0, between two ends of line.
   */
  public static byte[] block(int index) {
    byte[] block = new byte[BLOCK_BYTES];
    long state = SEED;
    for (long i = 0; i < (index + 1L) * BLOCK_BYTES; i++) {
      state ^= state << 13;
      state ^= state >>> 7;
      state ^= state << 17;
      block[(int) (i % BLOCK_BYTES)] = (byte) ('0' + (state >>> 58));
    }
    return block;
  }

  private byte[] assemble(boolean paging) {
    if (paging) {
      Sv39Tables.enable(asm, Board.WORK);
    }
    driver.start(TRANSMIT_RING, STACK_TOP);
    asm.li(S5, RECEIVE_RING).li(S6, 0).li(S7, 0).li(S11, SEED);
    asm.la(A1, "banner").jal("print");
    mainLoop();
    commands();
    printRoutines();
    driver.sendRoutines();
    driver.trapHandler();
    received();
    texts();
    return asm.assemble();
  }

  /** {@code s5}: receive ring; {@code s6}, {@code s7}: bytes ever put in, and ever taken out. */
  private void mainLoop() {
    GuestParts.sleepUntil(asm, "main", "have", () -> asm.bne(S6, S7, "have"));
    asm.csrsi(Csrs.SSTATUS, Board.SIE);
    asm.andi(T0, S7, RECEIVE_RING_BYTES - 1).add(T0, T0, S5).lbu(TP, 0, T0).addi(S7, S7, 1);
    asm.mv(A0, TP).jal("put").jal("kick");
    for (char command : new char[] {'s', 't', 'q', 'r'}) {
      asm.li(T0, command).beq(TP, T0, "command_" + command);
    }
    asm.j("main");
  }

  private void commands() {
    asm.label("command_s").la(A1, "end_of_line").jal("print").li(GP, BLOCK_BYTES);
    asm.label("block").slli(T0, S11, 13).xor(S11, S11, T0).srli(T0, S11, 7).xor(S11, S11, T0);
    asm.slli(T0, S11, 17).xor(S11, S11, T0).srli(A0, S11, 58).addi(A0, A0, '0').jal("put");
    asm.addi(GP, GP, -1).bnez(GP, "block").la(A1, "end_of_line").jal("print").j("main");

    asm.label("command_t").jal("totals").j("main");

    asm.label("command_q").jal("totals").la(A1, "power_off").jal("print").j("finish");
    asm.label("command_r").jal("totals").la(A1, "reboot").jal("print");
    asm.label("finish");
    driver.drain();
    asm.li(T0, 'r').beq(TP, T0, "cold_reboot");
    GuestParts.systemReset(asm, GuestParts.Reset.POWER_OFF);
    asm.label("cold_reboot");
    GuestParts.systemReset(asm, GuestParts.Reset.COLD_REBOOT);
  }

  private void printRoutines() {
    put();
    // print: the text at a1, up to its zero, and everything before it.
    asm.label("print").addi(SP, SP, -16).sd(RA, 0, SP);
    asm.label("next").lbu(A0, 0, A1).beqz(A0, "printed").jal("put").addi(A1, A1, 1).j("next");
    asm.label("printed").jal("kick").ld(RA, 0, SP).addi(SP, SP, 16).ret();
    totals();
    number();
  }

  /** {@code put}: appends {@code a0}; while the ring is full, sends and waits. */
  private void put() {
    asm.label("put").addi(SP, SP, -16).sd(RA, 0, SP).li(T1, SerialDriver.RING_BYTES);
    GuestParts.sleepUntil(
        asm, "full", "room", () -> asm.sub(T0, S3, S4).bltu(T0, T1, "room").jal("kick"));
    asm.jal("append").csrsi(Csrs.SSTATUS, Board.SIE).ld(RA, 0, SP).addi(SP, SP, 16).ret();
  }

  private void totals() {
    asm.label("totals").addi(SP, SP, -16).sd(RA, 0, SP);
    asm.la(A1, "total_received").jal("print").mv(A2, S8).jal("number");
    asm.la(A1, "total_sent").jal("print").mv(A2, S3).jal("number");
    asm.la(A1, "total_lost").jal("print").mv(A2, S10).jal("number");
    asm.la(A1, "total_interrupts").jal("print").mv(A2, S9).jal("number");
    asm.la(A1, "end_of_line").jal("print");
    asm.ld(RA, 0, SP).addi(SP, SP, 16).ret();
  }

  /** {@code number}: prints {@code a2} in decimal, its digits made from the last on the stack. */
  private void number() {
    asm.label("number").addi(SP, SP, -48).sd(RA, 0, SP).addi(A1, SP, 40).sb(ZERO, 0, A1);
    asm.li(T1, 10).label("digit").remu(T0, A2, T1).addi(T0, T0, '0').addi(A1, A1, -1);
    asm.sb(T0, 0, A1).divu(A2, A2, T1).bnez(A2, "digit").jal("print");
    asm.ld(RA, 0, SP).addi(SP, SP, 48).ret();
  }

  /** Called by the handler with each byte in {@code a0}; one that finds no room counts as lost. */
  private void received() {
    asm.label("received").sub(T0, S6, S7).li(T1, RECEIVE_RING_BYTES).bgeu(T0, T1, "dropped");
    asm.andi(T0, S6, RECEIVE_RING_BYTES - 1).add(T0, T0, S5).sb(A0, 0, T0);
    asm.addi(S6, S6, 1).ret();
    asm.label("dropped").addi(S10, S10, 1).ret();
  }

  private void texts() {
    asm.label("banner").ascii(BANNER + "\r\n").asciz(HELP);
    asm.label("end_of_line").asciz("\r\n");
    asm.label("total_received").asciz("\r\nreceived ");
    asm.label("total_sent").asciz(", sent ");
    asm.label("total_lost").asciz(", lost ");
    asm.label("total_interrupts").asciz(", interrupts ");
    asm.label("power_off").asciz("Powering off.\r\n");
    asm.label("reboot").asciz("Rebooting.\r\n");
  }
}
