package dev.sidestep.device.model.i82540em;

/**
 * What the data path counts. Lengths are in bytes from the destination address to the end of the
 * frame check sequence. Datasheet: SDM 13.7.
 */
interface Statistics {
  /** Any frame has come off the wire, be it good, bad, filtered out or missed: TPR, TOR. */
  void arrived(int length);

  /**
   * A good frame that passed the filters: PRCn, GPRC, GORC, and MPRC or BPRC. PAUSE frames that the
   * MAC takes for itself are none.
   */
  void received(int length, FrameKind kind);

  /** A frame was sent: PTCn, GPTC, GOTC, TPT, TOT, and MPTC or BPTC. Not for PAUSE frames. */
  void sent(int length, FrameKind kind);

  /** A PAUSE frame was sent: XONTXC or XOFFTXC, and TPT, TOT. */
  void pauseSent(int length, boolean xon);

  /**
   * Adds one to a counter of 32 bits that is not in a pair and that the methods above do not count.
   *
   * @param offset as in {@link dev.sidestep.device.spec.i82540em.StatisticsRegisters}, such as MPC,
   *     RNBC, CRCERRS, RUC, RFC, ROC, RJC, XONRXC, XOFFRXC, FCRUC, TSCTC
   */
  void count(int offset);
}
