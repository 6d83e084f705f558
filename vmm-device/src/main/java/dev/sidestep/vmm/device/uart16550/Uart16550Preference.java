package dev.sidestep.vmm.device.uart16550;

import dev.sidestep.device.spec.uart16550.LineSettings;
import dev.sidestep.device.spec.uart16550.Uart16550Registers.Fcr;

/**
 * The mode that the monitor's driver prefers, or was designed for ([0052], [0053]).
 *
 * @param hasLine whether {@code line} counts; if not, every line suits
 * @param line rate and format
 * @param trigger the receiver's trigger level as FCR bits; taken only while the FIFOs are on
 * @param polling true to poll the device instead of using its interrupts
 */
public record Uart16550Preference(
    boolean hasLine, LineSettings line, int trigger, boolean polling) {
  /** Whatever line the guest uses, fewest interrupts: nothing that the far end could notice. */
  public static Uart16550Preference undisturbing() {
    return new Uart16550Preference(false, new LineSettings(0, 0), Fcr.TRIGGER, false);
  }

  /** A line of the driver's own. */
  public static Uart16550Preference ofLine(LineSettings line, boolean polling) {
    return new Uart16550Preference(true, line, Fcr.TRIGGER, polling);
  }
}
