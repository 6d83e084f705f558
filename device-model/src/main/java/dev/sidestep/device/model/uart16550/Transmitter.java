package dev.sidestep.device.model.uart16550;

import dev.sidestep.device.model.SerialOutlet;
import dev.sidestep.device.spec.uart16550.LineSettings;
import dev.sidestep.device.spec.uart16550.Uart16550Registers.Lsr;

/**
 * THR, the transmitter FIFO and the shift register (TSR). In 16450 mode the FIFO holds one
 * character.
 *
 * <p>The step timer is either the start delay (TSR empty) or the character being shifted.
 *
 * <p>Datasheet: PC16550D 8.1, 8.4, 8.5, 8.11.
 */
final class Transmitter {
  /** From a write to an idle transmitter to the start bit: one bit (AC characteristics, tIRS). */
  private static final int START_DELAY_HALF_BITS = 2;

  private final BaudGenerator baud;
  private final ModemControl modem;
  private final Receiver receiver;
  private final InterruptIdentification interrupts;
  private final SerialOutlet outlet;
  private final Timers.Timer step;
  private final Timers.Timer emptyDelay;
  private final CharacterFifo fifo = new CharacterFifo();
  private boolean fifoMode;
  private boolean empty = true;
  private boolean heldTwo;
  private boolean breaking;
  private boolean shifting;
  private int shiftData;
  private LineSettings shiftLine;
  private boolean spoiled;

  Transmitter(
      BaudGenerator baud,
      Timers timers,
      ModemControl modem,
      Receiver receiver,
      InterruptIdentification interrupts,
      SerialOutlet outlet) {
    this.baud = baud;
    this.modem = modem;
    this.receiver = receiver;
    this.interrupts = interrupts;
    this.outlet = outlet;
    this.step = timers.newTimer(this::step);
    this.emptyDelay = timers.newTimer(_ -> indicateEmpty());
    this.shiftLine = baud.line();
  }

  /** LSR.THRE. */
  boolean isEmpty() {
    return empty;
  }

  /** The transmitter's bits of LSR. */
  int lsrBits() {
    boolean idle = fifo.isEmpty() && !shifting;
    return (empty ? Lsr.THRE : 0) | (idle ? Lsr.TEMT : 0);
  }

  void writeThr(int data, long at) {
    interrupts.thrWritten();
    empty = false;
    emptyDelay.stop();
    if (!fifoMode) {
      fifo.clear();
    }
    if (!fifo.isFull()) {
      fifo.add(data, 0);
    }
    heldTwo |= fifo.size() >= 2;
    startIfIdle(at);
  }

  private void startIfIdle(long at) {
    if (!shifting && !step.isRunning() && !fifo.isEmpty() && baud.line().hasClock()) {
      step.startAt(at + baud.nanos(START_DELAY_HALF_BITS));
    }
  }

  private void step(long at) {
    if (shifting) {
      shifting = false;
      deliver(at);
    }
    if (!fifo.isEmpty() && baud.line().hasClock()) {
      load(at);
    }
  }

  /** In loopback SOUT marks and TSR feeds the receiver (8.8 bit 4). */
  private void deliver(long at) {
    if (modem.isLoop()) {
      receiver.receive(shiftData, 0, at);
    } else if (!spoiled) {
      outlet.transmitted(shiftData, shiftLine);
    }
  }

  private void load(long at) {
    shiftLine = baud.line();
    shiftData = fifo.remove() & shiftLine.dataMask();
    shifting = true;
    spoiled = breaking;
    step.startAt(at + baud.characterNanos());
    if (fifo.isEmpty()) {
      becomeEmpty(at);
    }
  }

  /**
   * 8.11 B: with FIFOs the empty indications are delayed by one character time minus the last stop
   * bit unless at least two characters were in the FIFO at the same time since the last THRE = 1.
   */
  private void becomeEmpty(long at) {
    if (!fifoMode || heldTwo) {
      indicateEmpty();
    } else {
      LineSettings line = baud.line();
      emptyDelay.startAt(at + baud.nanos(line.characterHalfBits() - line.lastStopHalfBits()));
    }
  }

  private void indicateEmpty() {
    empty = true;
    heldTwo = false;
    interrupts.thrBecameEmpty();
  }

  void setMode(boolean fifos) {
    fifoMode = fifos;
  }

  /** 8.5: the shift register is not cleared. A character that has not yet started is. */
  void clearFifo() {
    fifo.clear();
    emptyDelay.stop();
    if (!shifting) {
      step.stop();
    }
    if (!empty) {
      indicateEmpty();
    }
  }

  /** Rate, format, break or loopback were written. */
  void lineChanged(long at) {
    startIfIdle(at);
    boolean wasBreaking = breaking;
    breaking = isBreaking();
    spoiled |= breaking;
    if (breaking != wasBreaking) {
      outlet.breakCondition(breaking);
    }
  }

  /** Break holds SOUT low whatever is shifted (8.1 bit 6); in loopback SOUT marks (8.8 bit 4). */
  private boolean isBreaking() {
    return baud.isBreakSet() && !modem.isLoop();
  }

  /** Master reset, table I: SOUT marks, THRE and TEMT are 1. Call after LCR and MCR are reset. */
  void reset(long at) {
    setMode(false);
    shifting = false;
    clearFifo();
    empty = true;
    heldTwo = false;
    lineChanged(at);
  }

  Uart16550State.Transmit state() {
    return new Uart16550State.Transmit(
        fifo.contents(),
        empty,
        heldTwo,
        new Uart16550State.Shift(shifting, shiftData, shiftLine, spoiled),
        step.remaining(),
        emptyDelay.remaining());
  }

  /** Call after {@link #setMode} and after LCR and MCR are restored. */
  void restore(Uart16550State.Transmit state) {
    fifo.restore(state.fifo());
    empty = state.empty();
    heldTwo = state.heldTwo();
    shifting = state.shift().busy();
    shiftData = state.shift().data();
    shiftLine = state.shift().line();
    spoiled = state.shift().spoiled();
    step.restore(state.stepNanos());
    emptyDelay.restore(state.emptyNanos());
    breaking = isBreaking();
    outlet.breakCondition(breaking);
  }
}
