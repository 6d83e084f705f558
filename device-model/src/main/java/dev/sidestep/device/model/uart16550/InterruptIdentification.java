package dev.sidestep.device.model.uart16550;

import dev.sidestep.device.spec.uart16550.Uart16550Registers.Ier;
import dev.sidestep.device.spec.uart16550.Uart16550Registers.Iir;

/**
 * IER, IIR and the latch behind the THRE interrupt. The other sources follow from their state.
 *
 * <p>Datasheet: PC16550D 8.6, 8.7, table IV.
 */
final class InterruptIdentification {
  private final Receiver receiver;
  private final ModemControl modem;
  private int ier;
  private boolean thrEmptyLatch;

  InterruptIdentification(Receiver receiver, ModemControl modem) {
    this.receiver = receiver;
    this.modem = modem;
  }

  int ier() {
    return ier;
  }

  boolean thrEmptyLatch() {
    return thrEmptyLatch;
  }

  /** Enabling the THRE interrupt while THR is empty raises it. */
  void writeIer(int value, boolean thrEmpty) {
    boolean enables = isSet(value, Ier.ETBEI) && !isSet(ier, Ier.ETBEI);
    thrEmptyLatch |= enables && thrEmpty;
    ier = value & Ier.ALL;
  }

  /** LSR.THRE has become 1. */
  void thrBecameEmpty() {
    thrEmptyLatch = true;
  }

  /** THR was written. */
  void thrWritten() {
    thrEmptyLatch = false;
  }

  boolean isPending() {
    return source() != Iir.NONE;
  }

  /** The pending source of the highest priority, as IIR spells it. */
  private int source() {
    if (isSet(ier, Ier.ELSI) && receiver.hasErrors()) {
      return Iir.LINE_STATUS;
    } else if (isSet(ier, Ier.ERBFI) && receiver.isDataAvailable()) {
      return Iir.DATA_AVAILABLE;
    } else if (isSet(ier, Ier.ERBFI) && receiver.isTimedOut()) {
      return Iir.TIME_OUT;
    } else if (isSet(ier, Ier.ETBEI) && thrEmptyLatch) {
      return Iir.THR_EMPTY;
    } else if (isSet(ier, Ier.EDSSI) && modem.hasDeltas()) {
      return Iir.MODEM_STATUS;
    }
    return Iir.NONE;
  }

  /** A read that reports THRE, and only that one, clears it. */
  int readIir(boolean fifoMode) {
    int source = source();
    if (source == Iir.THR_EMPTY) {
      thrEmptyLatch = false;
    }
    return source | (fifoMode ? Iir.FIFOS_ENABLED : 0);
  }

  void restore(int newIer, boolean latch) {
    ier = newIer;
    thrEmptyLatch = latch;
  }

  private static boolean isSet(int value, int bit) {
    return (value & bit) != 0;
  }
}
