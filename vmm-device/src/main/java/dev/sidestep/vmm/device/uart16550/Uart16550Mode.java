package dev.sidestep.vmm.device.uart16550;

import dev.sidestep.device.spec.uart16550.LineSettings;
import dev.sidestep.device.spec.uart16550.Uart16550Registers.Fcr;
import dev.sidestep.device.spec.uart16550.Uart16550Registers.Ier;
import dev.sidestep.device.spec.uart16550.Uart16550Registers.Lcr;

/**
 * The mode of a 16550A ([0051]): everything that stays as it was written. Version 1.
 *
 * @param divisor both latches, 0..65535
 * @param lcr line control, DLAB included
 * @param mcr modem control
 * @param ier interrupt enable
 * @param fcr the bits of FCR that the chip keeps
 * @param scr scratch
 */
public record Uart16550Mode(int divisor, int lcr, int mcr, int ier, int fcr, int scr) {
  /** The version of {@link #toString}'s form. */
  public static final int VERSION = 1;

  /** How characters look. */
  public LineSettings line() {
    return new LineSettings(divisor, lcr);
  }

  /** True if the FIFOs are on. */
  public boolean hasFifos() {
    return (fcr & Fcr.ENABLE) != 0;
  }

  /** True if the line is held low. */
  public boolean isBreaking() {
    return (lcr & Lcr.SET_BREAK) != 0;
  }

  /** True if a received character does not interrupt: polling mode. */
  public boolean isPolling() {
    return (ier & Ier.ERBFI) == 0;
  }

  /** Such as {@code v1 8N1 divisor=1 lcr=03 mcr=0b ier=05 fcr=81 scr=00 fifo=8 interrupt}. */
  @Override
  public String toString() {
    return "v%d %s divisor=%d lcr=%02x mcr=%02x ier=%02x fcr=%02x scr=%02x %s %s"
        .formatted(
            VERSION,
            format(line()),
            divisor,
            lcr,
            mcr,
            ier,
            fcr,
            scr,
            hasFifos() ? "fifo=" + Fcr.triggerLevel(fcr) : "no-fifo",
            isPolling() ? "polling" : "interrupt");
  }

  private static String format(LineSettings line) {
    return line.dataBits() + parity(line) + (line.stopHalfBits() == 2 ? "1" : "2");
  }

  private static String parity(LineSettings line) {
    if (!line.hasParity()) {
      return "N";
    }
    boolean even = (line.lcr() & Lcr.EPS) != 0;
    if ((line.lcr() & Lcr.STICK_PARITY) != 0) {
      return even ? "S" : "M";
    }
    return even ? "E" : "O";
  }
}
