package dev.sidestep.device.model.uart16550;

import dev.sidestep.device.model.SerialOutlet;
import dev.sidestep.device.spec.uart16550.Uart16550Registers.Mcr;
import dev.sidestep.device.spec.uart16550.Uart16550Registers.Msr;

/**
 * MCR, MSR and the modem pins.
 *
 * <p>Datasheet: PC16550D 8.8, 8.9.
 */
final class ModemControl {
  private static final int OUTPUTS = Mcr.DTR | Mcr.RTS | Mcr.OUT1 | Mcr.OUT2;

  private final SerialOutlet outlet;
  private int mcr;
  private int pins;
  private int deltas;

  ModemControl(SerialOutlet outlet) {
    this.outlet = outlet;
  }

  int mcr() {
    return mcr;
  }

  boolean isLoop() {
    return (mcr & Mcr.LOOP) != 0;
  }

  boolean hasDeltas() {
    return deltas != 0;
  }

  int readMsr() {
    int value = inputs() | deltas;
    deltas = 0;
    return value;
  }

  void writeMcr(int value) {
    int inputsBefore = inputs();
    int outputsBefore = outputs();
    mcr = value & Mcr.ALL;
    recordChanges(inputsBefore);
    if (outputs() != outputsBefore) {
      driveOutputs();
    }
  }

  /** Sets the input pins, as MSR bits 7:4. */
  void setPins(int newPins) {
    int inputsBefore = inputs();
    pins = newPins;
    recordChanges(inputsBefore);
  }

  /** Master reset, table I: MCR and the deltas are cleared, the inputs stay what the pins say. */
  void reset() {
    writeMcr(0);
    deltas = 0;
  }

  /** In loopback the outputs feed the inputs, RTS to CTS and DTR to DSR; the pins do not count. */
  private int inputs() {
    if (!isLoop()) {
      return pins;
    }
    return ((mcr & Mcr.RTS) != 0 ? Msr.CTS : 0)
        | ((mcr & Mcr.DTR) != 0 ? Msr.DSR : 0)
        | ((mcr & Mcr.OUT1) != 0 ? Msr.RI : 0)
        | ((mcr & Mcr.OUT2) != 0 ? Msr.DCD : 0);
  }

  /** CTS, DSR and DCD tell of any change, RI of its trailing edge only. */
  private void recordChanges(int before) {
    int changed = before ^ inputs();
    deltas |= (changed & (Msr.CTS | Msr.DSR | Msr.DCD)) >>> 4;
    deltas |= (changed & before & Msr.RI) >>> 4;
  }

  /** In loopback the output pins are inactive. */
  private int outputs() {
    return isLoop() ? 0 : mcr & OUTPUTS;
  }

  void driveOutputs() {
    int active = outputs();
    outlet.modemOutputs(
        (active & Mcr.DTR) != 0,
        (active & Mcr.RTS) != 0,
        (active & Mcr.OUT1) != 0,
        (active & Mcr.OUT2) != 0);
  }

  Uart16550State.Modem state() {
    return new Uart16550State.Modem(mcr, pins, deltas);
  }

  void restore(Uart16550State.Modem state) {
    mcr = state.mcr();
    pins = state.pins();
    deltas = state.deltas();
  }
}
