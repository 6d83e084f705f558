package dev.sidestep.device.model.uart16550;

import dev.sidestep.base.EventScheduler;
import dev.sidestep.base.Failure;
import dev.sidestep.device.spec.uart16550.LineSettings;
import dev.sidestep.device.spec.uart16550.Uart16550Registers;
import dev.sidestep.device.spec.uart16550.Uart16550Registers.Fcr;
import dev.sidestep.device.spec.uart16550.Uart16550Registers.Ier;
import dev.sidestep.device.spec.uart16550.Uart16550Registers.Lsr;
import dev.sidestep.device.spec.uart16550.Uart16550Registers.Mcr;
import dev.sidestep.device.spec.uart16550.Uart16550Registers.Msr;
import java.util.List;

/**
 * Everything that a {@link Uart16550} knows between two accesses. Times are nanoseconds from the
 * moment of the snapshot, negative if overdue, or {@link EventScheduler#NEVER}.
 *
 * <p>A state that no chip can be in is refused with a {@link Failure}.
 */
public record Uart16550State(Registers registers, Transmit transmit, Receive receive, Modem modem) {

  /** Checks what the parts say about each other. */
  public Uart16550State {
    boolean fifoMode = (registers.fcr & Fcr.ENABLE) != 0;
    int depth = fifoMode ? Uart16550Registers.FIFO_DEPTH : 1;
    check(transmit.fifo.size() <= depth, "more characters to send than the mode allows");
    check(receive.fifo.size() <= depth, "more received characters than the mode allows");
    check(fifoMode || !isRunning(transmit.emptyNanos), "a THRE delay without FIFOs");
    check(
        fifoMode || (!receive.timedOut && !isRunning(receive.timeOutNanos)),
        "a receiver time-out without FIFOs");
    check(!registers.thrEmptyLatch || transmit.empty, "a THRE interrupt with a full THR");
  }

  /**
   * Registers that stay as written, and the latch behind the THRE interrupt.
   *
   * @param divisor both latches
   * @param fcr the bits that are kept
   */
  public record Registers(
      int divisor, int lcr, int ier, int fcr, int scratch, boolean thrEmptyLatch) {
    /** Checks the ranges. */
    public Registers {
      checkBits(divisor, 0xffff, "divisor");
      checkBits(lcr, 0xff, "LCR");
      checkBits(ier, Ier.ALL, "IER");
      checkBits(fcr, Fcr.STORED, "FCR");
      checkBits(scratch, 0xff, "SCR");
    }
  }

  /**
   * The shift register.
   *
   * @param busy a character is on its way
   * @param data that character, or the last one
   * @param line how it is sent
   * @param spoiled a break has destroyed it
   */
  public record Shift(boolean busy, int data, LineSettings line, boolean spoiled) {
    /** Checks the ranges. */
    public Shift {
      checkBits(data, line.dataMask(), "shift register");
    }
  }

  /**
   * The transmitter.
   *
   * @param fifo characters, the oldest first
   * @param empty LSR.THRE
   * @param heldTwo two characters were in the FIFO at once since the last THRE
   * @param stepNanos until the character being shifted ends, or until the first one starts
   * @param emptyNanos until the delayed THRE
   */
  public record Transmit(
      List<Integer> fifo,
      boolean empty,
      boolean heldTwo,
      Shift shift,
      long stepNanos,
      long emptyNanos) {
    /** Checks the ranges. */
    public Transmit {
      fifo = List.copyOf(fifo);
      fifo.forEach(data -> checkBits(data, 0xff, "transmitter FIFO"));
      check(!empty || fifo.isEmpty(), "THRE with a character that waits");
      check(!shift.busy || isRunning(stepNanos), "a character that never ends");
      check(shift.busy || !isRunning(stepNanos) || !fifo.isEmpty(), "a start without a character");
      check(!isRunning(emptyNanos) || (fifo.isEmpty() && !empty), "a THRE delay without its cause");
    }
  }

  /**
   * The receiver.
   *
   * @param fifo characters, the oldest first, each with its LSR error bits in bits 15:8
   * @param errors LSR.OE, PE, FE and BI as they show
   * @param lastRead what a read of an empty receiver returns
   * @param timedOut the time-out interrupt is pending
   * @param timeOutNanos until the time-out
   */
  public record Receive(
      List<Integer> fifo, int errors, int lastRead, boolean timedOut, long timeOutNanos) {
    /** Checks the ranges. */
    public Receive {
      fifo = List.copyOf(fifo);
      fifo.forEach(entry -> checkBits(entry, (Lsr.CHARACTER_ERRORS << 8) | 0xff, "receiver FIFO"));
      checkBits(errors, Lsr.ERRORS, "line errors");
      checkBits(lastRead, 0xff, "RBR");
      check(
          !fifo.isEmpty() || (!timedOut && !isRunning(timeOutNanos)),
          "a receiver time-out without a character");
    }
  }

  /**
   * Modem control.
   *
   * @param pins the inputs as MSR bits 7:4
   * @param deltas MSR bits 3:0
   */
  public record Modem(int mcr, int pins, int deltas) {
    /** Checks the ranges. */
    public Modem {
      checkBits(mcr, Mcr.ALL, "MCR");
      checkBits(pins, Msr.INPUTS, "modem inputs");
      checkBits(deltas, Msr.DELTAS, "modem deltas");
    }
  }

  private static boolean isRunning(long nanos) {
    return nanos != EventScheduler.NEVER;
  }

  private static void checkBits(int value, int allowed, String what) {
    check((value & ~allowed) == 0, "the " + what + " as 0x" + Integer.toHexString(value));
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new Failure(
          Failure.Reason.BAD_INPUT,
          "The saved state of a 16550A has "
              + what
              + ", which no such chip can have; the snapshot is damaged, take it again.");
    }
  }
}
