package dev.sidestep.testkit.guest;

import static dev.sidestep.testkit.asm.Reg.A0;
import static dev.sidestep.testkit.asm.Reg.RA;
import static dev.sidestep.testkit.asm.Reg.S0;
import static dev.sidestep.testkit.asm.Reg.S2;
import static dev.sidestep.testkit.asm.Reg.S3;
import static dev.sidestep.testkit.asm.Reg.S4;
import static dev.sidestep.testkit.asm.Reg.S5;
import static dev.sidestep.testkit.asm.Reg.S6;
import static dev.sidestep.testkit.asm.Reg.S7;
import static dev.sidestep.testkit.asm.Reg.SP;
import static dev.sidestep.testkit.asm.Reg.T0;
import static dev.sidestep.testkit.asm.Reg.T1;
import static dev.sidestep.testkit.asm.Reg.T2;
import static dev.sidestep.testkit.asm.Reg.ZERO;

import dev.sidestep.testkit.asm.Assembler;
import dev.sidestep.testkit.asm.Csrs;
import dev.sidestep.testkit.asm.Reg;

/**
 * An interrupt-driven 82540EM driver that sends received frames back. Its state lives in saved
 * registers, which the main program and the interrupt handler share:
 *
 * <ul>
 *   <li>{@code s0}: address of the card's registers
 *   <li>{@code s2}: transmit ring; {@code s3}: its tail
 *   <li>{@code s4}: receive ring; {@code s5}: the next descriptor to look at; {@code s7}: its tail
 *   <li>{@code s6}: frames received
 * </ul>
 *
 * @datasheet SDM 3.2, 3.3, 14
 */
final class NetworkDriver {
  /** Where the card's registers are put. */
  static final int REGISTERS = 0x4000_0000;

  static final int TRANSMIT_ENTRIES = 32;
  static final int RECEIVE_ENTRIES = 64;
  static final int RECEIVE_BUFFER_BYTES = 256;

  private static final int RECEIVE_GIVEN = 16;
  private static final int DESCRIPTOR_BYTES = 16;
  private static final int STATUS_BYTE = 12;
  private static final int COMMAND_BYTE = 11;
  private static final int DONE = 1;
  private static final int END_OF_PACKET = 2;
  private static final int EOP_IFCS_RS = 0x0b;
  private static final int IFCS_RS = 0x0a;

  private static final Reg[] SAVED = {RA, T0, T1, T2, A0};
  private static final int CLAIMED = 8 * SAVED.length;
  private static final int FRAME_BYTES = 48;

  private final Assembler asm;
  private final long work;

  /** A driver whose rings, buffers and stack are at {@code work}. */
  NetworkDriver(Assembler asm, long work) {
    this.asm = asm;
    this.work = work;
  }

  private long transmitRing() {
    return work + 0x1000;
  }

  private long receiveRing() {
    return work + 0x2000;
  }

  private long receiveBuffers() {
    return work + 0x4000;
  }

  private long scratch() {
    return work + 0x3000;
  }

  /** Sets up function 00:01.0, the card, its rings and its interrupt, and waits for the link. */
  void start() {
    asm.li(SP, work + 0x1000).li(S0, REGISTERS).li(S2, transmitRing()).li(S4, receiveRing());
    for (Reg each : new Reg[] {S3, S5, S6}) {
      asm.li(each, 0);
    }
    configure();
    prepareTransmitRing();
    prepareReceiveRing();
    asm.la(T0, "trap").csrw(Csrs.STVEC, T0);
    word(1, Board.PLIC_CARD_PRIORITY);
    word(0, Board.PLIC_THRESHOLD_S);
    word(1 << (Board.CARD_SOURCE - 32), Board.PLIC_ENABLE_S + 4);
    asm.li(T0, Board.SEIE).csrw(Csrs.SIE, T0);
    // Set link up and full duplex (SDM 14.4).
    register(0x41, Card.CTRL);
    asm.label("link").lw(T0, Card.STATUS, S0).andi(T0, T0, 2).beqz(T0, "link");
    register(0x0060_2008, Card.TIPG);
    register(0x0004_00fa, Card.TCTL);
    // Enabled, broadcast, 256-byte buffers, FCS stripped (SDM 13.4.22).
    register(0x0403_8002, Card.RCTL);
    asm.lw(T0, Card.ICR, S0);
    register(0x80 | 0x10, Card.IMS);
  }

  private void configure() {
    asm.li(T1, Board.CARD_CONFIGURATION);
    asm.li(T0, REGISTERS).sw(T0, 0x10, T1);
    // Memory space and bus master (PCI 3.0 section 6.2.2).
    asm.li(T0, 6).sh(T0, 4, T1);
  }

  /** Every entry looks as if it had been sent. */
  private void prepareTransmitRing() {
    asm.mv(T1, S2).li(T2, TRANSMIT_ENTRIES).li(T0, DONE);
    asm.label("entry").sb(T0, STATUS_BYTE, T1).addi(T1, T1, DESCRIPTOR_BYTES);
    asm.addi(T2, T2, -1).bnez(T2, "entry");
    ring(transmitRing(), TRANSMIT_ENTRIES, Card.TDBAL);
  }

  private void prepareReceiveRing() {
    asm.mv(T1, S4).li(T2, RECEIVE_ENTRIES).li(T0, receiveBuffers());
    asm.label("buffer").sd(T0, 0, T1).sd(ZERO, 8, T1).addi(T1, T1, DESCRIPTOR_BYTES);
    asm.addi(T0, T0, RECEIVE_BUFFER_BYTES).addi(T2, T2, -1).bnez(T2, "buffer");
    ring(receiveRing(), RECEIVE_ENTRIES, Card.RDBAL);
    asm.li(S7, RECEIVE_GIVEN);
    register(RECEIVE_GIVEN, Card.RDT);
  }

  private void ring(long address, int entries, int base) {
    register(address, base);
    register(0, base + 4);
    register((long) entries * DESCRIPTOR_BYTES, base + 8);
    register(0, base + 0x10);
    register(0, base + 0x18);
  }

  private void register(long value, int offset) {
    asm.li(T0, value).li(T1, REGISTERS + (long) offset).sw(T0, 0, T1);
  }

  private void word(int value, int address) {
    asm.li(T0, value).li(T1, address).sw(T0, 0, T1);
  }

  /**
   * Subroutines {@code post}, which copies the descriptor at {@code a0} into the transmit ring when
   * the entry behind it is free, {@code kick}, which gives the ring to the card, and {@code
   * settle}, which waits until everything has been sent. Called with interrupts disabled.
   */
  void routines() {
    asm.label("post").addi(T0, S3, 1).andi(T0, T0, TRANSMIT_ENTRIES - 1);
    entry(T1, T0, S2);
    asm.label("full").lbu(T2, STATUS_BYTE, T1).andi(T2, T2, DONE).beqz(T2, "full");
    entry(T1, S3, S2);
    asm.ld(T2, 0, A0).sd(T2, 0, T1).ld(T2, 8, A0).sd(T2, 8, T1).mv(S3, T0).ret();
    asm.label("kick").fence().li(T1, REGISTERS + (long) Card.TDT).sw(S3, 0, T1).ret();
    asm.label("settle").addi(T0, S3, -1).andi(T0, T0, TRANSMIT_ENTRIES - 1);
    entry(T1, T0, S2);
    asm.label("sending").lbu(T2, STATUS_BYTE, T1).andi(T2, T2, DONE).beqz(T2, "sending").ret();
  }

  /** {@code target} = address of entry {@code index} of {@code ring}. */
  private void entry(Reg target, Reg index, Reg ring) {
    asm.slli(target, index, 4).add(target, target, ring);
  }

  /** The trap handler {@code trap}: sends every received buffer back as it is. */
  void trapHandler() {
    asm.align(4).label("trap").addi(SP, SP, -FRAME_BYTES);
    for (int i = 0; i < SAVED.length; i++) {
      asm.sd(SAVED[i], 8 * i, SP);
    }
    asm.csrr(T0, Csrs.SCAUSE).li(T1, Board.SUPERVISOR_EXTERNAL).bne(T0, T1, "unexpected");
    asm.label("claim").li(T0, Board.PLIC_CLAIM_S).lw(T1, 0, T0).beqz(T1, "trap_done");
    asm.sd(T1, CLAIMED, SP);
    asm.lw(T0, Card.ICR, S0);
    receive();
    asm.label("complete").ld(T1, CLAIMED, SP).li(T0, Board.PLIC_CLAIM_S).sw(T1, 0, T0);
    asm.j("claim").label("trap_done");
    for (int i = 0; i < SAVED.length; i++) {
      asm.ld(SAVED[i], 8 * i, SP);
    }
    asm.addi(SP, SP, FRAME_BYTES).sret();
    asm.label("unexpected");
    GuestParts.systemReset(asm, GuestParts.Reset.FAILURE);
  }

  private void receive() {
    asm.label("next");
    entry(T1, S5, S4);
    asm.lbu(T2, STATUS_BYTE, T1).andi(T0, T2, DONE).beqz(T0, "complete").fence();
    asm.li(A0, scratch()).ld(T0, 0, T1).sd(T0, 0, A0).lhu(T0, 8, T1).sd(T0, 8, A0);
    asm.sb(ZERO, STATUS_BYTE, T1);
    asm.andi(T2, T2, END_OF_PACKET).beqz(T2, "inner");
    asm.li(T0, EOP_IFCS_RS).addi(S6, S6, 1).j("command");
    asm.label("inner").li(T0, IFCS_RS).label("command").sb(T0, COMMAND_BYTE, A0);
    asm.jal("post").jal("kick");
    asm.addi(S5, S5, 1).andi(S5, S5, RECEIVE_ENTRIES - 1);
    asm.addi(S7, S7, 1).andi(S7, S7, RECEIVE_ENTRIES - 1);
    asm.li(T1, REGISTERS + (long) Card.RDT).sw(S7, 0, T1).j("next");
  }

  /** Offsets of the card's registers. */
  static final class Card {
    static final int CTRL = 0;
    static final int STATUS = 8;
    static final int ICR = 0xc0;
    static final int IMS = 0xd0;
    static final int RCTL = 0x100;
    static final int TCTL = 0x400;
    static final int TIPG = 0x410;
    static final int RDBAL = 0x2800;
    static final int RDT = 0x2818;
    static final int TDBAL = 0x3800;
    static final int TDT = 0x3818;

    private Card() {}
  }
}
