package dev.sidestep.vmm.device.uart16550;

import dev.sidestep.device.spec.uart16550.Uart16550Registers.Lsr;

/**
 * The transmitter as the guest sees it, and the latch behind its interrupt.
 *
 * <p>Datasheet: PC16550D 8.4, 8.6, 8.7.
 */
final class VirtualTransmitter {
  private boolean holdingEmpty = true;
  private boolean allSent = true;
  private boolean latch;

  /** It looks as if something were still held ([0048], third method). */
  private boolean busy;

  /** The guest has looked and seen THRE = 0 where it is 1. */
  private boolean busySeen;

  void begin(Uart16550Handover.Transmit state) {
    holdingEmpty = state.holdingEmpty();
    allSent = state.allSent();
    latch = state.interruptOwed();
    busy = false;
    busySeen = false;
  }

  Uart16550Handover.Transmit end() {
    showBusy(false);
    return new Uart16550Handover.Transmit(holdingEmpty, allSent, latch);
  }

  void written() {
    holdingEmpty = false;
    allSent = false;
    latch = false;
  }

  void setStatus(boolean nowAllSent) {
    allSent = nowAllSent;
    if (!holdingEmpty) {
      holdingEmpty = true;
      latch = true;
    }
  }

  /** FCR0 has changed (8.11: the interrupt is immediate), or the FIFO was cleared. */
  void cleared(boolean fifosChanged) {
    latch |= fifosChanged || !holdingEmpty;
    holdingEmpty = true;
  }

  /** IER.ETBEI went from 0 to 1. */
  void interruptEnabled() {
    latch |= holdingEmpty;
  }

  /** IIR has told of it. */
  void interruptRead() {
    latch = false;
  }

  boolean isInterrupting() {
    return latch && !busy;
  }

  int lsrBits() {
    if (busy) {
      busySeen |= holdingEmpty;
      return 0;
    }
    return (holdingEmpty ? Lsr.THRE : 0) | (allSent ? Lsr.TEMT : 0);
  }

  boolean isHoldingEmpty() {
    return holdingEmpty;
  }

  /** When the transmitter stops looking busy, to the guest it becomes empty: an interrupt. */
  void showBusy(boolean nowBusy) {
    if (nowBusy == busy) {
      return;
    }
    if (!nowBusy && busySeen && holdingEmpty) {
      latch = true;
    }
    busySeen = false;
    busy = nowBusy;
  }
}
