package dev.sidestep.device.model.pci;

import dev.sidestep.base.Bits;
import dev.sidestep.base.Failure;
import dev.sidestep.base.RegisterWindow;
import dev.sidestep.device.spec.Register;
import dev.sidestep.device.spec.RegisterAccess;
import dev.sidestep.device.spec.RegisterTable;
import dev.sidestep.device.spec.pci.PciHeader;
import dev.sidestep.device.spec.pci.PowerManagement;
import dev.sidestep.device.spec.pci.PowerManagement.Pmcsr;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The configuration space of a function, byte by byte: what is there, what a write can change, and
 * what a written one clears. It only stores; {@link PciFunction} acts.
 *
 * <p>Accesses of 1, 2 and 4 bytes are decoded. One of 8 reads as all ones and writes nothing: PCI
 * has no such cycle. Bytes from 256 on are an empty list of extended capabilities: zeros.
 *
 * @datasheet PCI Local Bus 3.0 6.2
 */
final class ConfigurationSpace implements RegisterWindow {
  private final FunctionIdentity identity;
  private final byte[] value = new byte[PciHeader.SPACE_BYTES];
  private final byte[] writable = new byte[PciHeader.SPACE_BYTES];
  private final byte[] oneClears = new byte[PciHeader.SPACE_BYTES];

  ConfigurationSpace(FunctionIdentity identity) {
    this.identity = identity;
    layOut(PciHeader.TABLE, 0);
    put(PciHeader.ROM, writable, 4, 0); // no expansion ROM
    for (int i = 0; i < PciHeader.BARS; i++) {
      put(PciHeader.bar(i), writable, 4, 0);
    }
    for (BaseAddress bar : identity.bars()) {
      put(PciHeader.bar(bar.index()), writable, 4, bar.writableMask());
    }
    if (identity.interruptPin() == 0) {
      put(PciHeader.INTERRUPT_LINE, writable, 1, 0);
    }
    if (identity.power().offset() != 0) {
      layOut(PowerManagement.TABLE, identity.power().offset());
      splitPmcsr();
    }
    reset();
  }

  private void layOut(RegisterTable table, int at) {
    for (Register register : table) {
      int offset = at + (int) register.offset();
      byte[] mask = register.access() == RegisterAccess.W1C ? oneClears : writable;
      put(offset, mask, register.widthBytes(), register.contents().writableMask());
    }
  }

  /** Of PMCSR only the status bit is cleared by a one. */
  private void splitPmcsr() {
    int offset = pmcsr();
    put(offset, oneClears, 2, Pmcsr.PME_STATUS);
    put(offset, writable, 2, Pmcsr.POWER_STATE | Pmcsr.PME_EN);
  }

  private int pmcsr() {
    return identity.power().offset() + PowerManagement.PMCSR;
  }

  /** As after the reset pin. */
  void reset() {
    Arrays.fill(value, (byte) 0);
    put(PciHeader.VENDOR_ID, value, 2, identity.vendorId());
    put(PciHeader.DEVICE_ID, value, 2, identity.deviceId());
    put(PciHeader.REVISION_ID, value, 4, identity.classCode() << 8 | identity.revision());
    put(PciHeader.SUBSYSTEM_VENDOR_ID, value, 2, identity.card().vendorId());
    put(PciHeader.SUBSYSTEM_ID, value, 2, identity.card().id());
    put(PciHeader.INTERRUPT_PIN, value, 1, identity.interruptPin());
    for (BaseAddress bar : identity.bars()) {
      put(PciHeader.bar(bar.index()), value, 4, bar.flags());
    }
    int power = identity.power().offset();
    if (power != 0) {
      put(PciHeader.STATUS, value, 2, PciHeader.Status.CAPABILITIES);
      put(PciHeader.CAPABILITIES_POINTER, value, 1, power);
      put(power + PowerManagement.CAP_ID, value, 1, PowerManagement.ID);
      put(power + PowerManagement.PMC, value, 2, identity.power().capabilities());
    }
  }

  private static void put(int offset, byte[] into, int widthBytes, long bits) {
    for (int i = 0; i < widthBytes; i++) {
      into[offset + i] = (byte) (bits >>> (Byte.SIZE * i));
    }
  }

  private long get(int offset, int widthBytes) {
    long bits = 0;
    for (int i = widthBytes - 1; i >= 0; i--) {
      bits = bits << Byte.SIZE | (value[offset + i] & 0xff);
    }
    return bits;
  }

  private static boolean isDecoded(long offset, int width) {
    return width <= Integer.BYTES && (offset & (width - 1)) == 0;
  }

  @Override
  public long read(long offset, int width) {
    if (!isDecoded(offset, width)) {
      return Bits.truncate(-1, width);
    }
    return offset < PciHeader.SPACE_BYTES ? get((int) offset, width) : 0;
  }

  @Override
  public void write(long offset, int width, long bits) {
    if (!isDecoded(offset, width) || offset >= PciHeader.SPACE_BYTES) {
      return;
    }
    int power = powerState();
    for (int i = 0; i < width; i++) {
      writeByte((int) offset + i, (int) (bits >>> (Byte.SIZE * i)));
    }
    if (powerState() != Pmcsr.D0 && powerState() != Pmcsr.D3HOT) {
      setPowerState(power); // 3.2.4: an optional state that is not there changes nothing
    }
  }

  private void writeByte(int at, int bits) {
    int stays = value[at] & ~writable[at] & ~(oneClears[at] & bits);
    value[at] = (byte) (stays | bits & writable[at]);
  }

  int command() {
    return (int) get(PciHeader.COMMAND, 2);
  }

  /** Sets or clears bits of the status register, as the function does. */
  void setStatus(int mask, boolean on) {
    int status = Bits.with((int) get(PciHeader.STATUS, 2), mask, on);
    put(PciHeader.STATUS, value, 2, status);
  }

  /** {@link Pmcsr#D0} or {@link Pmcsr#D3HOT}. */
  int powerState() {
    return identity.power().offset() == 0 ? Pmcsr.D0 : (int) get(pmcsr(), 2) & Pmcsr.POWER_STATE;
  }

  private void setPowerState(int state) {
    int others = (int) get(pmcsr(), 2) & ~Pmcsr.POWER_STATE;
    put(pmcsr(), value, 2, others | state);
  }

  /** The context for PME#, which outlives a reset by the way back to D0: section 5.4. */
  int wakeContext() {
    return (int) get(pmcsr(), 2) & (Pmcsr.PME_EN | Pmcsr.PME_STATUS);
  }

  void setWakeContext(int context) {
    put(pmcsr(), value, 2, (int) get(pmcsr(), 2) | context);
  }

  /** The address in a base address register, its flags taken off. */
  long address(BaseAddress bar) {
    return get(PciHeader.bar(bar.index()), 4) & bar.writableMask() & 0xffff_ffffL;
  }

  /** All 256 bytes, 4 at a time. */
  List<Integer> words() {
    List<Integer> words = new ArrayList<>();
    for (int at = 0; at < value.length; at += Integer.BYTES) {
      words.add((int) get(at, Integer.BYTES));
    }
    return words;
  }

  /** Puts back what {@link #words} gave; only what can change is taken from it. */
  void restore(List<Integer> words) {
    if (words.size() != value.length / Integer.BYTES) {
      throw new Failure(
          Failure.Reason.BAD_INPUT,
          "The saved state of a configuration space has %d words instead of 64; the snapshot is"
                  .formatted(words.size())
              + " damaged, take it again.");
    }
    reset();
    for (int at = 0; at < value.length; at++) {
      int saved = words.get(at >>> 2) >>> (Byte.SIZE * (at & 3));
      int changeable = writable[at] | oneClears[at];
      value[at] = (byte) (value[at] & ~changeable | saved & changeable);
    }
  }
}
