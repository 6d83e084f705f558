package dev.sidestep.vmm.device.uart16550;

import dev.sidestep.base.GuestClock;
import dev.sidestep.device.spec.uart16550.LineSettings;
import dev.sidestep.device.spec.uart16550.Uart16550Registers;
import dev.sidestep.device.spec.uart16550.Uart16550Registers.Fcr;
import dev.sidestep.device.spec.uart16550.Uart16550Registers.Lsr;
import dev.sidestep.platform.GuestTimer;
import dev.sidestep.vmm.device.GuestTimers;
import java.util.ArrayDeque;

/**
 * The receiver as the guest sees it: RBR or the FIFO, errors, and the time-out.
 *
 * <p>Datasheet: PC16550D 8.4, 8.5, 8.11.
 */
final class VirtualReceiver {
  private static final int TIME_OUT_CHARACTERS = 4;
  private static final int ERROR_SHIFT = 8;
  private static final int DATA = 0xff;

  private final GuestClock clock;
  private final long clockHz;
  private final GuestTimer timer;
  private final Runnable changed;
  private final ArrayDeque<Integer> fifo = new ArrayDeque<>();
  private boolean fifoMode;
  private int trigger = 1;
  private LineSettings line = new LineSettings(0, 0);
  private int errors;
  private int lastRead;
  private boolean timedOut;
  private long lastReadNanos;

  /**
   * An empty receiver.
   *
   * @param clockHz input clock of the UART
   * @param changed called when the time-out has become pending
   */
  VirtualReceiver(GuestClock clock, long clockHz, GuestTimers timers, Runnable changed) {
    this.clock = clock;
    this.clockHz = clockHz;
    this.changed = changed;
    timer = timers.newTimer(this::timeOut);
  }

  void begin(Uart16550Handover.Receive state) {
    fifo.clear();
    fifo.addAll(state.characters());
    errors = state.errors();
    timedOut = state.timedOut();
    revealErrors();
    restartTimeOut();
  }

  void end() {
    timer.disarm();
  }

  void setMode(int fcr, LineSettings newLine) {
    fifoMode = (fcr & Fcr.ENABLE) != 0;
    trigger = Fcr.triggerLevel(fcr);
    line = newLine;
  }

  /** How many more characters it can take. */
  int room() {
    int depth = fifoMode ? Uart16550Registers.FIFO_DEPTH : 1;
    return Math.max(0, depth - fifo.size());
  }

  void receive(int character, int characterErrors) {
    fifo.add(character | (characterErrors << ERROR_SHIFT));
    if (fifo.size() == 1) {
      revealErrors();
    }
    if (!timedOut) {
      restartTimeOut();
    }
  }

  void overrun() {
    errors |= Lsr.OE;
  }

  /** 8.4 bits 2..4: errors show when their character is at the top. */
  private void revealErrors() {
    if (!fifo.isEmpty()) {
      int top = fifo.removeFirst();
      errors |= top >>> ERROR_SHIFT;
      fifo.addFirst(top & DATA);
    }
  }

  int readRbr() {
    if (fifo.isEmpty()) {
      return lastRead;
    }
    lastRead = fifo.removeFirst() & DATA;
    lastReadNanos = clock.nanos();
    revealErrors();
    timedOut = false;
    restartTimeOut();
    return lastRead;
  }

  /** The receiver's bits of LSR; the read clears the errors. */
  int readLsr() {
    boolean errorInFifo = fifoMode && ((errors & Lsr.CHARACTER_ERRORS) != 0 || hasErrors());
    int value = (fifo.isEmpty() ? 0 : Lsr.DR) | errors | (errorInFifo ? Lsr.ERROR_IN_FIFO : 0);
    errors = 0;
    return value;
  }

  private boolean hasErrors() {
    return fifo.stream().anyMatch(entry -> entry > DATA);
  }

  /** 8.5: the FIFO is emptied; what was shown of its characters is withdrawn. */
  void clear() {
    fifo.clear();
    errors &= Lsr.OE;
    timedOut = false;
    timer.disarm();
  }

  boolean isDataAvailable() {
    return fifo.size() >= (fifoMode ? trigger : 1);
  }

  boolean isTimedOut() {
    return timedOut;
  }

  boolean hasShownErrors() {
    return errors != 0;
  }

  int shownErrors() {
    return errors;
  }

  int size() {
    return fifo.size();
  }

  /** Nothing that hardware could not be given back. */
  boolean isQuiet() {
    return fifo.isEmpty() && errors == 0;
  }

  private long timeOutNanos() {
    return TIME_OUT_CHARACTERS * line.characterNanos(clockHz);
  }

  private void restartTimeOut() {
    if (fifoMode && !fifo.isEmpty() && !timedOut && line.hasClock()) {
      timer.arm(timeOutNanos());
    } else {
      timer.disarm();
    }
  }

  /** The chip has been silent for the time that it takes; the guest may have read meanwhile. */
  void physicalTimeOut() {
    if (fifoMode && !fifo.isEmpty() && clock.nanos() - lastReadNanos >= timeOutNanos()) {
      timer.disarm();
      timedOut = true;
    }
  }

  private void timeOut() {
    timedOut = true;
    changed.run();
  }
}
