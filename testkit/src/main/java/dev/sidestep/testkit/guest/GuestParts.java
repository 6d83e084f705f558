package dev.sidestep.testkit.guest;

import static dev.sidestep.testkit.asm.Reg.*;

import dev.sidestep.testkit.asm.Assembler;
import dev.sidestep.testkit.asm.Csrs;
import dev.sidestep.testkit.asm.Reg;
import dev.sidestep.testkit.guest.Board.Fcr;
import dev.sidestep.testkit.guest.Board.Lcr;
import dev.sidestep.testkit.guest.Board.Lsr;
import dev.sidestep.testkit.guest.Board.Mcr;
import dev.sidestep.testkit.guest.Board.Uart;

/**
 * Pieces that several guests are made of. All of them keep the 16550A's address in {@code s1} and
 * use {@code t0}, {@code t1} and the argument registers freely.
 */
final class GuestParts {

  /** SBI system reset extension, "SRST". */
  private static final int SRST = 0x53525354;

  private GuestParts() {}

  /** Sets up 115200 baud, 8N1, empty FIFOs with trigger level 8, and all interrupts off. */
  static void initUart(Assembler asm) {
    asm.li(S1, Board.UART);
    store(asm, Lcr.DLAB, Uart.LCR);
    store(asm, Board.DIVISOR, Uart.DLL);
    store(asm, 0, Uart.DLM);
    store(asm, Lcr.EIGHT_BITS, Uart.LCR);
    int fifo = Fcr.FIFO_ENABLE | Fcr.CLEAR_RECEIVE | Fcr.CLEAR_TRANSMIT | Fcr.TRIGGER_8;
    store(asm, fifo, Uart.FCR);
    // OUT2 gates the interrupt pin on PC boards.
    store(asm, Mcr.DTR | Mcr.RTS | Mcr.OUT2, Uart.MCR);
    store(asm, 0, Uart.IER);
  }

  /** {@code register = value}, for a register of the 16550A. */
  static void store(Assembler asm, int value, int register) {
    asm.li(T0, value).sb(T0, register, S1);
  }

  /** Lets the 16550A's source through to S-mode of hart 0, and enables interrupts. */
  static void initInterrupts(Assembler asm, String trapLabel) {
    asm.la(T0, trapLabel).csrw(Csrs.STVEC, T0);
    asm.li(T1, 1);
    storeWord(asm, T1, Board.PLIC_UART_PRIORITY);
    storeWord(asm, ZERO, Board.PLIC_THRESHOLD_S);
    asm.li(T1, 1 << Board.UART_SOURCE);
    storeWord(asm, T1, Board.PLIC_ENABLE_S);
    asm.li(T0, Board.SEIE).csrw(Csrs.SIE, T0);
    asm.csrsi(Csrs.SSTATUS, Board.SIE);
  }

  private static void storeWord(Assembler asm, Reg value, int address) {
    asm.li(T0, address).sw(value, 0, T0);
  }

  /**
   * Sleeps until {@code condition} branches to {@code leave}. The condition is evaluated with
   * interrupts disabled, so that none is lost between the test and the wfi; {@code leave} is
   * entered with interrupts disabled.
   */
  static void sleepUntil(Assembler asm, String name, String leave, Runnable condition) {
    asm.label(name).csrci(Csrs.SSTATUS, Board.SIE);
    condition.run();
    // A pending, enabled interrupt ends the wfi although SIE is clear.
    asm.wfi().csrsi(Csrs.SSTATUS, Board.SIE).j(name).label(leave);
  }

  /** Polls until bits of the line status are set. */
  static void pollLineStatus(Assembler asm, String name, int bits) {
    asm.label(name).lbu(T0, Uart.LSR, S1).andi(T0, T0, bits).beqz(T0, name);
  }

  /** Polls for room and sends the byte in {@code a0}. */
  static void sendPolled(Assembler asm, String name) {
    pollLineStatus(asm, name, Lsr.THRE);
    asm.sb(A0, Uart.THR, S1);
  }

  /** SBI system reset; never returns. */
  static void systemReset(Assembler asm, Reset reset) {
    asm.li(A7, SRST).li(A6, 0).li(A0, reset.type).li(A1, reset.reason).ecall();
    asm.label("stopped_" + reset).wfi().j("stopped_" + reset);
  }

  /** Type and reason of a system reset. */
  enum Reset {
    POWER_OFF(0, 0),
    COLD_REBOOT(1, 0),
    FAILURE(0, 1);

    private final int type;
    private final int reason;

    Reset(int type, int reason) {
      this.type = type;
      this.reason = reason;
    }
  }
}
