package dev.sidestep.testkit.guest;

import static dev.sidestep.testkit.asm.Reg.*;

import dev.sidestep.testkit.asm.Assembler;
import dev.sidestep.testkit.asm.Csrs;
import dev.sidestep.testkit.guest.Board.Lsr;
import dev.sidestep.testkit.guest.Board.Uart;

/**
 * The guest of the switch-point sweep: sets up the 16550A, sends a message (the alphabet,
 * repeated), echoes a number of bytes, each plus one, and powers off. Some thousands of
 * instructions, the same on every run.
 *
 * @param interrupts true to use interrupts, false to poll
 * @param messageLength bytes of the message
 * @param receiveCount bytes to receive before powering off
 */
public record SerialSweepGuest(boolean interrupts, int messageLength, int receiveCount) {

  /** Checks that the output fits the guest's ring. */
  public SerialSweepGuest {
    if (messageLength < 0
        || receiveCount < 0
        || messageLength + receiveCount > SerialDriver.RING_BYTES) {
      throw new IllegalArgumentException("Message and echo must fit into 8192 bytes.");
    }
  }

  /** A 40-byte message and 24 echoed bytes: enough for several FIFOs of each. */
  public static byte[] image() {
    return new SerialSweepGuest(true, 40, 24).assemble();
  }

  /** The bytes to load at {@link Board#IMAGE}. */
  public byte[] assemble() {
    Assembler asm = Assembler.at(Board.IMAGE);
    if (interrupts) {
      byInterrupt(asm);
    } else {
      byPolling(asm);
    }
    return asm.assemble();
  }

  /** What the guest sends when it receives {@code input}. */
  public byte[] expectedOutput(byte[] input) {
    byte[] output = new byte[messageLength + receiveCount];
    for (int i = 0; i < messageLength; i++) {
      output[i] = (byte) ('A' + i % 26);
    }
    for (int i = 0; i < receiveCount; i++) {
      output[messageLength + i] = (byte) (input[i] + 1);
    }
    return output;
  }

  private void byInterrupt(Assembler asm) {
    SerialDriver driver = new SerialDriver(asm);
    driver.start(Board.WORK, Board.WORK + 2 * SerialDriver.RING_BYTES);
    // The handler pushes echoes into the same ring. Kicked at the end, so that bursts are full.
    asm.csrci(Csrs.SSTATUS, Board.SIE);
    message(asm, () -> asm.jal("append"));
    asm.jal("kick").csrsi(Csrs.SSTATUS, Board.SIE);
    asm.li(S5, receiveCount);
    GuestParts.sleepUntil(asm, "listen", "echoed", () -> asm.bgeu(S8, S5, "echoed"));
    asm.csrsi(Csrs.SSTATUS, Board.SIE);
    driver.drain();
    GuestParts.systemReset(asm, GuestParts.Reset.POWER_OFF);

    driver.sendRoutines();
    driver.trapHandler();
    asm.label("received").addi(A0, A0, 1).j("push");
  }

  private void byPolling(Assembler asm) {
    GuestParts.initUart(asm);
    message(asm, () -> GuestParts.sendPolled(asm, "room"));
    asm.li(S5, receiveCount).label("receive").beqz(S5, "echoed");
    GuestParts.pollLineStatus(asm, "listen", Lsr.DR);
    asm.lbu(A0, Uart.RBR, S1).addi(A0, A0, 1);
    GuestParts.sendPolled(asm, "room_for_echo");
    asm.addi(S5, S5, -1).j("receive").label("echoed");
    GuestParts.pollLineStatus(asm, "shifting", Lsr.TEMT);
    GuestParts.systemReset(asm, GuestParts.Reset.POWER_OFF);
  }

  /** Calls {@code send} with each byte of the message in {@code a0}. */
  private void message(Assembler asm, Runnable send) {
    asm.li(S6, messageLength).li(S7, 'A').li(S11, 'Z' + 1);
    asm.label("message").beqz(S6, "message_sent").mv(A0, S7);
    send.run();
    asm.addi(S7, S7, 1).bne(S7, S11, "same_round").li(S7, 'A').label("same_round");
    asm.addi(S6, S6, -1).j("message").label("message_sent");
  }
}
