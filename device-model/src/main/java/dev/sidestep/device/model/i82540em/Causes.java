package dev.sidestep.device.model.i82540em;

/** Where the parts of the chip report what may interrupt. Datasheet: SDM 3.2.7, 3.4.3, 13.4.17. */
interface Causes {
  /** Sets bits of ICR at once; {@link dev.sidestep.device.spec.i82540em.Icr}. */
  void raise(int causes);

  /**
   * A transmit descriptor with RS has been written back: TXDW, at once or delayed.
   *
   * @param delayed IDE of the descriptor: TIDV and TADV say when
   */
  void transmitted(boolean delayed);

  /** A frame and its descriptors are in memory: RXT0, when RDTR and RADV say. */
  void received();
}
