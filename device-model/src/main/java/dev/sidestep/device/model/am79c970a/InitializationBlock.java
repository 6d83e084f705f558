package dev.sidestep.device.model.am79c970a;

import dev.sidestep.device.spec.am79c970a.Csr;
import dev.sidestep.device.spec.am79c970a.SoftwareStyle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads the initialization block into the control registers. Datasheet: Initialization Block. */
final class InitializationBlock {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int ADDRESS_WORDS = 3;
  private static final int FILTER_WORDS = 4;
  private static final int HIGHEST_LENGTH = 9;
  private static final int NARROW_ADDRESS = 0xff_ffff;
  private static final int HIGH_BYTE = 0xff00_0000;

  private final Registers registers;
  private final Bus bus;
  private final Receiver receiver;
  private final Transmitter transmitter;
  private final byte[] block = new byte[SoftwareStyle.PCNET_PCI.blockBytes()];

  InitializationBlock(Registers registers, Bus bus, Receiver receiver, Transmitter transmitter) {
    this.registers = registers;
    this.bus = bus;
    this.receiver = receiver;
    this.transmitter = transmitter;
  }

  /** Returns false after a master abort. */
  boolean load() {
    SoftwareStyle style = registers.style();
    long address = Integer.toUnsignedLong(registers.pair(Csr.IADR) & (style.isWide() ? ~3 : ~1));
    if (!bus.read(address, block, 0, style.blockBytes())) {
      return false;
    }
    registers.setCsr(Csr.MODE, word(0));
    if (style.isWide()) {
      loadWide();
    } else {
      loadNarrow();
    }
    return true;
  }

  private int word(int offset) {
    return Short.toUnsignedInt((short) SHORT.get(block, offset));
  }

  private int doubleWord(int offset) {
    return (int) INT.get(block, offset);
  }

  private void loadWide() {
    loadWords(4, Csr.PADR, ADDRESS_WORDS);
    loadWords(0x0c, Csr.LADRF, FILTER_WORDS);
    begin(doubleWord(0x14), word(2) >>> 4 & 0xf, doubleWord(0x18), word(2) >>> 12);
  }

  private void loadNarrow() {
    loadWords(2, Csr.PADR, ADDRESS_WORDS);
    loadWords(8, Csr.LADRF, FILTER_WORDS);
    int segment = registers.pair(Csr.IADR) & HIGH_BYTE;
    int receive = doubleWord(0x10);
    int transmit = doubleWord(0x14);
    begin(
        segment | receive & NARROW_ADDRESS,
        receive >>> 29,
        segment | transmit & NARROW_ADDRESS,
        transmit >>> 29);
  }

  private void loadWords(int from, int csr, int count) {
    for (int i = 0; i < count; i++) {
      registers.setCsr(csr + i, word(from + 2 * i));
    }
  }

  /** RLEN and TLEN are exponents; in the wide form everything from 9 on means 512. */
  private void begin(int receive, int rlen, int transmit, int tlen) {
    registers.setCsr(Csr.LENGTHS, tlen << 12 | rlen << 8);
    receiver.begin(receive, 1 << Math.min(rlen, HIGHEST_LENGTH));
    transmitter.begin(transmit, 1 << Math.min(tlen, HIGHEST_LENGTH));
  }
}
