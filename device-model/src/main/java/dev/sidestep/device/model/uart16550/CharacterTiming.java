package dev.sidestep.device.model.uart16550;

import dev.sidestep.device.spec.uart16550.LineSettings;

/** How long characters take. */
public enum CharacterTiming {
  /** As long as clock, divisor and format say: 86.8 microseconds at 115200 baud 8N1. */
  REAL {
    @Override
    long nanos(LineSettings line, int halfBits, long clockHz) {
      return line.halfBitsNanos(halfBits, clockHz);
    }
  },
  /**
   * One microsecond, whatever the divisor (0 still stops it). Not nothing: a guest's interrupt
   * handler can fill the FIFO before the first character has left, so that it gets one interrupt
   * for 16 characters as on a real chip, and not one for each.
   */
  FAST {
    @Override
    long nanos(LineSettings line, int halfBits, long clockHz) {
      return FAST_CHARACTER_NANOS * halfBits / line.characterHalfBits();
    }
  };

  private static final long FAST_CHARACTER_NANOS = 1_000;

  /** Guest nanoseconds that {@code halfBits} of a character take. */
  abstract long nanos(LineSettings line, int halfBits, long clockHz);
}
