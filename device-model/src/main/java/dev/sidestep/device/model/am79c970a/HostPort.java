package dev.sidestep.device.model.am79c970a;

import dev.sidestep.base.Bits;
import dev.sidestep.base.RegisterWindow;
import dev.sidestep.device.spec.am79c970a.Am79c970aRegisters;
import dev.sidestep.device.spec.am79c970a.Bcr;
import java.util.ArrayList;
import java.util.List;

/**
 * The 32 bytes of the window. In word mode ports are 16 bits wide, in double word mode 32; a 32-bit
 * write to RDP is what leads to the latter, and only the reset pin leads back. Accesses of another
 * width reach nothing: reads are all ones. The address PROM takes any width.
 *
 * <p>Datasheet: I/O Resources.
 */
final class HostPort implements RegisterWindow {
  private static final int HARDWARE_ID = 0x11;
  private static final int SIGNATURE = 'W';
  private static final int ADDRESS_BYTES = 6;
  private static final int SUM_AT = 12;

  private final Registers registers;
  private final RegisterPort port;
  private final Runnable softwareReset;
  private final byte[] prom = new byte[Am79c970aRegisters.APROM_BYTES];
  private int rap;

  /**
   * The window of a chip.
   *
   * @param macAddress what is in the address PROM, the first byte on the wire highest
   */
  HostPort(Registers registers, RegisterPort port, Runnable softwareReset, long macAddress) {
    this.registers = registers;
    this.port = port;
    this.softwareReset = softwareReset;
    fillProm(macAddress);
  }

  /** Address, hardware identification, checksum and signature. Datasheet: Address PROM Space. */
  private void fillProm(long macAddress) {
    for (int i = 0; i < ADDRESS_BYTES; i++) {
      prom[i] = (byte) (macAddress >>> (Byte.SIZE * (ADDRESS_BYTES - 1 - i)));
    }
    prom[9] = HARDWARE_ID;
    prom[14] = SIGNATURE;
    prom[15] = SIGNATURE;
    int sum = 0;
    for (byte value : prom) {
      sum += value & 0xff;
    }
    prom[SUM_AT] = (byte) sum;
    prom[SUM_AT + 1] = (byte) (sum >>> Byte.SIZE);
  }

  private boolean isWide() {
    return registers.hasBcr(Bcr.BUS_CONTROL, Bcr.DWIO);
  }

  @Override
  public long read(long offset, int width) {
    boolean aligned = (offset & (width - 1)) == 0;
    if (!aligned || offset < 0 || offset + width > Am79c970aRegisters.SIZE_BYTES) {
      return Bits.truncate(-1, width);
    }
    if (offset < Am79c970aRegisters.RDP) {
      return readProm((int) offset, width);
    }
    return width == portWidth() ? readPort((int) offset) : Bits.truncate(-1, width);
  }

  private int portWidth() {
    return isWide() ? Integer.BYTES : Short.BYTES;
  }

  private long readProm(int offset, int width) {
    long value = 0;
    for (int i = width - 1; i >= 0; i--) {
      value = value << Byte.SIZE | prom[offset + i] & 0xff;
    }
    return value;
  }

  private long readPort(int offset) {
    return switch (portAt(offset)) {
      case DATA -> port.readCsr(rap);
      case ADDRESS -> rap;
      case RESET -> {
        rap = 0;
        softwareReset.run();
        yield 0;
      }
      case BUS_DATA -> port.readBcr(rap);
      case NONE -> Bits.truncate(-1, portWidth());
    };
  }

  private enum Port {
    DATA,
    ADDRESS,
    RESET,
    BUS_DATA,
    NONE
  }

  private Port portAt(int offset) {
    return switch ((offset - Am79c970aRegisters.RDP) / portWidth()) {
      case 0 -> Port.DATA;
      case 1 -> Port.ADDRESS;
      case 2 -> Port.RESET;
      case 3 -> Port.BUS_DATA;
      default -> Port.NONE;
    };
  }

  @Override
  public void write(long offset, int width, long value) {
    if (offset == Am79c970aRegisters.RDP && width == Integer.BYTES && !isWide()) {
      registers.setBcr(Bcr.BUS_CONTROL, registers.bcr(Bcr.BUS_CONTROL) | Bcr.DWIO);
    }
    boolean inside = offset >= 0 && offset + width <= Am79c970aRegisters.SIZE_BYTES;
    if (!inside || (offset & (width - 1)) != 0) {
      return;
    }
    if (offset < Am79c970aRegisters.RDP) {
      writeProm((int) offset, width, value);
    } else if (width == portWidth()) {
      writePort((int) offset, (int) value & 0xffff);
    }
  }

  private void writeProm(int offset, int width, long value) {
    if (registers.hasBcr(Bcr.MISCELLANEOUS, Bcr.APROMWE)) {
      for (int i = 0; i < width; i++) {
        prom[offset + i] = (byte) (value >>> (Byte.SIZE * i));
      }
    }
  }

  private void writePort(int offset, int value) {
    switch (portAt(offset)) {
      case DATA -> port.writeCsr(rap, value);
      case ADDRESS -> rap = value & 0xff;
      case BUS_DATA -> port.writeBcr(rap, value);
      case RESET, NONE -> {}
    }
  }

  /** As after a reset of either kind. */
  void reset() {
    rap = 0;
  }

  /**
   * What is here and in no register.
   *
   * @param prom the address PROM, byte by byte
   */
  record State(int rap, List<Byte> prom) {
    State {
      prom = List.copyOf(prom);
    }
  }

  State state() {
    List<Byte> bytes = new ArrayList<>();
    for (byte value : prom) {
      bytes.add(value);
    }
    return new State(rap, bytes);
  }

  void restore(State state) {
    rap = state.rap();
    for (int i = 0; i < prom.length; i++) {
      prom[i] = state.prom().get(i);
    }
  }
}
