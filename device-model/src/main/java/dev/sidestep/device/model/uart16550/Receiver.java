package dev.sidestep.device.model.uart16550;

import dev.sidestep.device.spec.uart16550.LineSettings;
import dev.sidestep.device.spec.uart16550.Uart16550Registers.Fcr;
import dev.sidestep.device.spec.uart16550.Uart16550Registers.Lsr;

/**
 * RBR, the receiver FIFO, its errors and its time-out. In 16450 mode the FIFO holds one character.
 *
 * <p>Datasheet: PC16550D 8.4, 8.5, 8.11.
 */
final class Receiver {
  private static final int TIME_OUT_CHARACTERS = 4;

  private final BaudGenerator baud;
  private final Timers timers;
  private final Timers.Timer timeOut;
  private final CharacterFifo fifo = new CharacterFifo();
  private boolean fifoMode;
  private int trigger = 1;
  private int errors;
  private int lastRead;
  private boolean timedOut;

  Receiver(BaudGenerator baud, Timers timers) {
    this.baud = baud;
    this.timers = timers;
    this.timeOut = timers.newTimer(_ -> timedOut = true);
  }

  /** True if a character that arrived now would be kept and would destroy no other. */
  boolean hasRoom() {
    return baud.line().hasClock() && (fifoMode ? !fifo.isFull() : fifo.isEmpty());
  }

  boolean hasErrors() {
    return errors != 0;
  }

  /** Received data available: at or above the trigger level, or DR in 16450 mode (8.6). */
  boolean isDataAvailable() {
    return fifo.size() >= (fifoMode ? trigger : 1);
  }

  boolean isTimedOut() {
    return timedOut;
  }

  /** A character has been shifted in completely. Without a clock there is nothing to see it. */
  void receive(int data, int characterErrors, long at) {
    LineSettings line = baud.line();
    if (!line.hasClock()) {
      return;
    }
    if ((characterErrors & Lsr.BI) == 0) {
      store(data & line.dataMask(), characterErrors & Lsr.CHARACTER_ERRORS);
    } else {
      store(0, breakErrors(line));
    }
    if (!timedOut) {
      restartTimeOut(at);
    }
  }

  /**
   * A break is one zero character without a stop bit (8.4 bit 4); its parity bit is low as well,
   * which is wrong wherever a zero character has a high one.
   */
  private static int breakErrors(LineSettings line) {
    boolean wrongParity = line.hasParity() && line.parityOf(0);
    return Lsr.BI | Lsr.FE | (wrongParity ? Lsr.PE : 0);
  }

  /** 8.4 bit 1: a full FIFO keeps what it has; RBR is overwritten. OE shows at once either way. */
  private void store(int data, int characterErrors) {
    if (!fifoMode && !fifo.isEmpty()) {
      errors |= Lsr.OE;
      fifo.clear();
    } else if (fifo.isFull()) {
      errors |= Lsr.OE;
      return;
    }
    fifo.add(data, characterErrors);
    if (fifo.size() == 1) {
      revealErrors();
    }
  }

  /** 8.4 bits 2..4: errors show in LSR when their character is at the top of the FIFO. */
  private void revealErrors() {
    errors |= fifo.takeErrors();
  }

  /** 8.11: a read takes the time-out back and restarts its timer. */
  int readRbr(long at) {
    if (fifo.isEmpty()) {
      return lastRead;
    }
    lastRead = fifo.remove();
    if (!fifo.isEmpty()) {
      revealErrors();
    }
    timedOut = false;
    restartTimeOut(at);
    return lastRead;
  }

  /** The receiver's bits of LSR; the errors are cleared by the read. */
  int readLsr() {
    boolean errorInFifo = fifoMode && ((errors & Lsr.CHARACTER_ERRORS) != 0 || fifo.hasErrors());
    int value = (fifo.isEmpty() ? 0 : Lsr.DR) | errors | (errorInFifo ? Lsr.ERROR_IN_FIFO : 0);
    errors = 0;
    return value;
  }

  private void restartTimeOut(long at) {
    if (fifoMode && !fifo.isEmpty() && baud.line().hasClock()) {
      int halfBits = TIME_OUT_CHARACTERS * baud.line().characterHalfBits();
      timeOut.startAt(at + baud.nanos(halfBits));
    } else {
      timeOut.stop();
    }
  }

  /** Rate or format were written: a timer that waits for a clock starts. */
  void lineChanged() {
    if (!timedOut && !timeOut.isRunning()) {
      restartTimeOut(timers.now());
    }
  }

  void setMode(boolean fifos, int fcr) {
    fifoMode = fifos;
    trigger = Fcr.triggerLevel(fcr);
  }

  /** 8.5: the FIFO is emptied; a time-out has nothing left to tell of. */
  void clearFifo() {
    fifo.clear();
    errors &= Lsr.OE;
    timedOut = false;
    timeOut.stop();
  }

  /** Master reset, table I. */
  void reset() {
    setMode(false, 0);
    clearFifo();
    errors = 0;
  }

  Uart16550State.Receive state() {
    return new Uart16550State.Receive(
        fifo.contents(), errors, lastRead, timedOut, timeOut.remaining());
  }

  /** Call after {@link #setMode}. */
  void restore(Uart16550State.Receive state) {
    fifo.restore(state.fifo());
    errors = state.errors();
    lastRead = state.lastRead();
    timedOut = state.timedOut();
    timeOut.restore(state.timeOutNanos());
  }
}
