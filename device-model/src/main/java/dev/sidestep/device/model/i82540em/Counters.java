package dev.sidestep.device.model.i82540em;

import dev.sidestep.device.spec.i82540em.StatisticsRegisters;

/**
 * The statistics registers. They stick at all ones and are cleared by a read; a pair is cleared by
 * the read of its high half, and a read of its low half holds nothing. Datasheet: SDM 13.7.
 */
final class Counters implements Statistics {
  /** The longest frame that each but the last of the six registers by length counts. */
  private static final int[] SIZE_CLASSES = {64, 127, 255, 511, 1023};

  private final RegisterFile registers;

  /** Counters that are kept in {@code registers}. */
  Counters(RegisterFile registers) {
    this.registers = registers;
  }

  @Override
  public void arrived(int length) {
    count(StatisticsRegisters.TPR);
    addToPair(StatisticsRegisters.TORL, length);
  }

  @Override
  public void received(int length, FrameKind kind) {
    count(StatisticsRegisters.PRC64 + sizeClass(length));
    count(StatisticsRegisters.GPRC);
    addToPair(StatisticsRegisters.GORCL, length);
    countKind(kind, StatisticsRegisters.MPRC, StatisticsRegisters.BPRC);
  }

  @Override
  public void sent(int length, FrameKind kind) {
    countSent(length);
    count(StatisticsRegisters.PTC64 + sizeClass(length));
    count(StatisticsRegisters.GPTC);
    addToPair(StatisticsRegisters.GOTCL, length);
    countKind(kind, StatisticsRegisters.MPTC, StatisticsRegisters.BPTC);
  }

  @Override
  public void pauseSent(int length, boolean xon) {
    countSent(length);
    count(xon ? StatisticsRegisters.XONTXC : StatisticsRegisters.XOFFTXC);
  }

  private void countSent(int length) {
    count(StatisticsRegisters.TPT);
    addToPair(StatisticsRegisters.TOTL, length);
  }

  private void countKind(FrameKind kind, int multicast, int broadcast) {
    switch (kind) {
      case MULTICAST -> count(multicast);
      case BROADCAST -> count(broadcast);
      case UNICAST -> {}
    }
  }

  @Override
  public void count(int offset) {
    int value = registers.get(offset);
    if (value != -1) {
      registers.set(offset, value + 1);
    }
  }

  private void addToPair(int lowOffset, int length) {
    long before = registers.pair(lowOffset, lowOffset + Integer.BYTES);
    long sum = before + length;
    long value = Long.compareUnsigned(sum, before) < 0 ? -1 : sum;
    setPair(lowOffset, value);
  }

  private void setPair(int lowOffset, long value) {
    registers.set(lowOffset, (int) value);
    registers.set(lowOffset + Integer.BYTES, (int) (value >>> Integer.SIZE));
  }

  private static int sizeClass(int length) {
    int index = 0;
    while (index < SIZE_CLASSES.length && length > SIZE_CLASSES[index]) {
      index++;
    }
    return index * Integer.BYTES;
  }

  /** What software reads at {@code offset}. */
  int read(int offset) {
    int value = registers.get(offset);
    switch (offset) {
      case StatisticsRegisters.GORCL,
          StatisticsRegisters.GOTCL,
          StatisticsRegisters.TORL,
          StatisticsRegisters.TOTL -> {}
      case StatisticsRegisters.GORCH,
          StatisticsRegisters.GOTCH,
          StatisticsRegisters.TORH,
          StatisticsRegisters.TOTH ->
          setPair(offset - Integer.BYTES, 0);
      default -> registers.set(offset, 0);
    }
    return value;
  }
}
