package dev.sidestep.device.spec.uart16550;

import dev.sidestep.device.spec.uart16550.Uart16550Registers.Lcr;

/**
 * How characters look on the wire: rate and format.
 *
 * <p>Lengths are in half bits, because a 5-bit character can have one and a half stop bits.
 *
 * <p>Datasheet: PC16550D 8.1, 8.3.
 *
 * @param divisor of the clock, 0..65535; 16 times the baud rate is the clock divided by it. The
 *     datasheet says nothing about 0; here it means that there is no clock
 * @param lcr the format bits of LCR (5..0); break and DLAB are no part of the format and are
 *     dropped
 */
public record LineSettings(int divisor, int lcr) {
  private static final int MAX_DIVISOR = 0xffff;
  private static final int CLOCKS_PER_HALF_BIT = 8;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  /** Checks the divisor and drops what is no part of the format. */
  public LineSettings {
    if (divisor < 0 || divisor > MAX_DIVISOR) {
      throw new IllegalArgumentException("A divisor has 16 bits, " + divisor + " has not");
    }
    lcr &= Lcr.FORMAT;
  }

  /** True if characters can move at all. */
  public boolean hasClock() {
    return divisor != 0;
  }

  /** Bits of data in a character, 5..8. */
  public int dataBits() {
    return 5 + (lcr & Lcr.WLS);
  }

  /** The bits of a byte that a character carries. */
  public int dataMask() {
    return (1 << dataBits()) - 1;
  }

  /** True if a parity bit follows the data. */
  public boolean hasParity() {
    return (lcr & Lcr.PEN) != 0;
  }

  /** The level of the parity bit that belongs to {@code data}; meaningful if there is parity. */
  public boolean parityOf(int data) {
    boolean even = (lcr & Lcr.EPS) != 0;
    if ((lcr & Lcr.STICK_PARITY) != 0) {
      return !even;
    }
    boolean oddOnes = (Integer.bitCount(data & dataMask()) & 1) != 0;
    return even == oddOnes;
  }

  /** Stop bits in half bits: 2, 3 (5-bit characters with STB) or 4. */
  public int stopHalfBits() {
    if ((lcr & Lcr.STB) == 0) {
      return 2;
    }
    return dataBits() == 5 ? 3 : 4;
  }

  /** The last stop bit in half bits: 2, or 1 where it is the half one. */
  public int lastStopHalfBits() {
    return stopHalfBits() == 3 ? 1 : 2;
  }

  /** A whole character in half bits: start, data, parity and stop bits. */
  public int characterHalfBits() {
    int startHalfBits = 2;
    return startHalfBits + 2 * dataBits() + (hasParity() ? 2 : 0) + stopHalfBits();
  }

  /** How long {@code halfBits} take with a clock of {@code clockHz}, rounded down. */
  public long halfBitsNanos(int halfBits, long clockHz) {
    return NANOS_PER_SECOND * CLOCKS_PER_HALF_BIT * halfBits * divisor / clockHz;
  }

  /** How long a character takes with a clock of {@code clockHz}; 0 without a divisor. */
  public long characterNanos(long clockHz) {
    return halfBitsNanos(characterHalfBits(), clockHz);
  }
}
