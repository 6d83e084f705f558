package dev.sidestep.vmm.device.uart16550;

import dev.sidestep.vmm.DeviceState;
import dev.sidestep.vmm.KnownField;
import dev.sidestep.vmm.Provenance;
import java.util.List;

/**
 * What a switch carries of a 16550A.
 *
 * @param mode as the guest has set it
 * @param fcrProvenance how FCR, which cannot be read, is known
 * @param receive what the chip had received and the guest has not seen
 * @param transmit where the transmitter stands
 */
public record Uart16550Handover(
    Uart16550Mode mode, Provenance fcrProvenance, Receive receive, Transmit transmit)
    implements DeviceState {

  /**
   * The receiver.
   *
   * @param characters oldest first, errors in bits 15:8 as in LSR
   * @param errors of LSR that the guest has not read
   * @param timedOut the time-out interrupt is pending
   */
  public record Receive(List<Integer> characters, int errors, boolean timedOut) {
    /** Nothing received. */
    public static final Receive NOTHING = new Receive(List.of(), 0, false);

    /** Keeps its own list. */
    public Receive {
      characters = List.copyOf(characters);
    }
  }

  /**
   * The transmitter.
   *
   * @param holdingEmpty LSR.THRE
   * @param allSent LSR.TEMT
   * @param interruptOwed the guest is owed a THRE interrupt: it has been raised, and neither IIR
   *     read nor THR written since
   */
  public record Transmit(boolean holdingEmpty, boolean allSent, boolean interruptOwed) {}

  @Override
  public List<KnownField> fields() {
    return List.of(
        read("divisor", Integer.toString(mode.divisor())),
        read("LCR", hex(mode.lcr())),
        read("MCR", hex(mode.mcr())),
        read("IER", hex(mode.ier())),
        new KnownField("FCR", hex(mode.fcr()), fcrProvenance),
        read("SCR", hex(mode.scr())),
        read("receiver FIFO", receive.characters().size() + " characters"),
        read("line errors", hex(receive.errors())),
        read("receiver time-out", receive.timedOut() ? "pending" : "not pending"),
        read("LSR.THRE", Boolean.toString(transmit.holdingEmpty())),
        read("LSR.TEMT", Boolean.toString(transmit.allSent())),
        read("THRE interrupt", transmit.interruptOwed() ? "owed" : "not owed"),
        new KnownField("modem deltas", "left in the device", Provenance.INFERRED));
  }

  private static KnownField read(String name, String value) {
    return new KnownField(name, value, Provenance.READ);
  }

  private static String hex(int value) {
    return "%02x".formatted(value);
  }
}
