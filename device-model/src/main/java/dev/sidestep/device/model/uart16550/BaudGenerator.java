package dev.sidestep.device.model.uart16550;

import dev.sidestep.device.spec.uart16550.LineSettings;
import dev.sidestep.device.spec.uart16550.Uart16550Registers.Lcr;

/**
 * The divisor latches and the line control register: rate and format of characters.
 *
 * <p>Datasheet: PC16550D 8.1, 8.3.
 */
final class BaudGenerator {
  private static final int POWER_ON_DIVISOR = 1;

  private final long clockHz;
  private final CharacterTiming timing;
  private int divisor = POWER_ON_DIVISOR;
  private int lcr;
  private LineSettings line = new LineSettings(POWER_ON_DIVISOR, 0);

  BaudGenerator(long clockHz, CharacterTiming timing) {
    this.clockHz = clockHz;
    this.timing = timing;
  }

  /** Rate and format of the next character. */
  LineSettings line() {
    return line;
  }

  int divisor() {
    return divisor;
  }

  int lcr() {
    return lcr;
  }

  boolean isDlabSet() {
    return (lcr & Lcr.DLAB) != 0;
  }

  boolean isBreakSet() {
    return (lcr & Lcr.SET_BREAK) != 0;
  }

  void writeDivisorLow(int value) {
    set((divisor & 0xff00) | value, lcr);
  }

  void writeDivisorHigh(int value) {
    set((divisor & 0xff) | (value << 8), lcr);
  }

  void writeLcr(int value) {
    set(divisor, value);
  }

  void set(int newDivisor, int newLcr) {
    divisor = newDivisor;
    lcr = newLcr;
    line = new LineSettings(divisor, lcr);
  }

  /** One character of the present format in nanoseconds. */
  long characterNanos() {
    return nanos(line.characterHalfBits());
  }

  /** {@code halfBits} at the present rate in nanoseconds. */
  long nanos(int halfBits) {
    return timing.nanos(line, halfBits, clockHz);
  }
}
