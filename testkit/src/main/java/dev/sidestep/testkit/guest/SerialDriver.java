package dev.sidestep.testkit.guest;

import static dev.sidestep.testkit.asm.Reg.*;

import dev.sidestep.testkit.asm.Assembler;
import dev.sidestep.testkit.asm.Csrs;
import dev.sidestep.testkit.asm.Reg;
import dev.sidestep.testkit.guest.Board.Ier;
import dev.sidestep.testkit.guest.Board.Iir;
import dev.sidestep.testkit.guest.Board.Lsr;
import dev.sidestep.testkit.guest.Board.Uart;

/**
 * An interrupt-driven 16550A driver. Its state lives in saved registers, which the main program and
 * the interrupt handler share:
 *
 * <ul>
 *   <li>{@code s0}: 1 while the transmit interrupt is enabled
 *   <li>{@code s1}: address of the 16550A
 *   <li>{@code s2}: transmit ring; {@code s3}, {@code s4}: bytes ever put in, and ever sent
 *   <li>{@code s8}: bytes received; {@code s9}: interrupts taken; {@code s10}: bytes lost
 * </ul>
 *
 * @datasheet PC16550D 8.6
 */
final class SerialDriver {
  static final int RING_BYTES = 8192;
  private static final int FIFO_BYTES = 16;

  private static final Reg[] SAVED = {RA, T0, T1, T2, A0};
  private static final int CLAIMED = 8 * SAVED.length;
  private static final int FRAME_BYTES = 48;

  private final Assembler asm;

  SerialDriver(Assembler asm) {
    this.asm = asm;
  }

  /** Sets up stack, registers, 16550A and PLIC, and enables the receive interrupt. */
  void start(long ring, long stackTop) {
    for (Reg each : new Reg[] {S0, S3, S4, S8, S9, S10}) {
      asm.li(each, 0);
    }
    asm.li(SP, stackTop).li(S2, ring);
    GuestParts.initUart(asm);
    GuestParts.initInterrupts(asm, "trap");
    GuestParts.store(asm, Ier.ERBFI, Uart.IER);
  }

  /**
   * Subroutines {@code append}, which puts {@code a0} into the ring, {@code kick}, which starts the
   * transmitter, and {@code push}, which does both. The ring must have room. Append and push are
   * called with interrupts disabled if the handler appends too.
   */
  void sendRoutines() {
    asm.label("append");
    ringSlot(S3);
    asm.sb(A0, 0, T0).addi(S3, S3, 1).ret();
    asm.label("push");
    ringSlot(S3);
    asm.sb(A0, 0, T0).addi(S3, S3, 1);
    asm.label("kick").bnez(S0, "kicked").li(S0, 1);
    // Enabling the interrupt while the holding register is empty raises it at once (8.6.7).
    GuestParts.store(asm, Ier.ERBFI | Ier.ETBEI, Uart.IER);
    asm.label("kicked").ret();
  }

  /** {@code t0} = address of the ring's byte number {@code count}. */
  private void ringSlot(Reg count) {
    asm.li(T1, RING_BYTES - 1).and(T0, count, T1).add(T0, T0, S2);
  }

  /**
   * The trap handler {@code trap}. The guest supplies a subroutine {@code received}, which gets
   * each byte in {@code a0} and may use {@code t0}, {@code t1}; anything but an external interrupt
   * powers off with a failure.
   */
  void trapHandler() {
    asm.align(4).label("trap").addi(SP, SP, -FRAME_BYTES);
    for (int i = 0; i < SAVED.length; i++) {
      asm.sd(SAVED[i], 8 * i, SP);
    }
    asm.csrr(T0, Csrs.SCAUSE).li(T1, Board.SUPERVISOR_EXTERNAL).bne(T0, T1, "unexpected");
    asm.addi(S9, S9, 1);
    asm.label("claim").li(T0, Board.PLIC_CLAIM_S).lw(T1, 0, T0).beqz(T1, "trap_done");
    asm.sd(T1, CLAIMED, SP);
    identify();
    asm.label("complete").ld(T1, CLAIMED, SP).li(T0, Board.PLIC_CLAIM_S).sw(T1, 0, T0);
    asm.j("claim").label("trap_done");
    for (int i = 0; i < SAVED.length; i++) {
      asm.ld(SAVED[i], 8 * i, SP);
    }
    asm.addi(SP, SP, FRAME_BYTES).sret();
    asm.label("unexpected");
    GuestParts.systemReset(asm, GuestParts.Reset.FAILURE);
    receive();
    transmit();
  }

  /** Reads IIR until it says that nothing is pending. */
  private void identify() {
    asm.label("identify").lbu(T0, Uart.IIR, S1).andi(T1, T0, 1).bnez(T1, "complete");
    asm.andi(T0, T0, 0xe).li(T1, Iir.THR_EMPTY).beq(T0, T1, "transmit");
    // Received data, time-out and line status all end with reading the line status.
    asm.li(T1, Iir.MODEM_STATUS).bne(T0, T1, "receive");
    asm.lbu(T0, Uart.MSR, S1).j("identify");
  }

  private void receive() {
    asm.label("receive").lbu(T0, Uart.LSR, S1);
    asm.andi(T1, T0, Lsr.OE).beqz(T1, "no_overrun").addi(S10, S10, 1).label("no_overrun");
    asm.andi(T1, T0, Lsr.DR).beqz(T1, "identify");
    asm.lbu(A0, Uart.RBR, S1).addi(S8, S8, 1).jal("received").j("receive");
  }

  /** A burst of up to 16 bytes; when the ring is empty, disables the interrupt. */
  private void transmit() {
    asm.label("transmit").li(T2, FIFO_BYTES);
    asm.label("burst").beq(S3, S4, "idle");
    ringSlot(S4);
    asm.lbu(A0, 0, T0).sb(A0, Uart.THR, S1).addi(S4, S4, 1);
    asm.addi(T2, T2, -1).bnez(T2, "burst").j("identify");
    asm.label("idle").li(S0, 0);
    GuestParts.store(asm, Ier.ERBFI, Uart.IER);
    asm.j("identify");
  }

  /** Waits until the ring is empty and the last bit has left; leaves with interrupts disabled. */
  void drain() {
    GuestParts.sleepUntil(asm, "drain", "drained", () -> asm.beq(S3, S4, "drained"));
    GuestParts.pollLineStatus(asm, "shifting", Lsr.TEMT);
  }
}
