package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.base.Bits;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Rah;
import dev.sidestep.device.spec.i82540em.Rctl;
import dev.sidestep.device.spec.i82540em.Tctl;
import dev.sidestep.vmm.device.EthernetSettings;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The mode of an 82540EM ([0051]): every register that stays as it was written, raw. Heads and
 * tails, interrupt cause and mask, status and counters are not mode. Immutable. Version 1.
 */
public final class I82540emMode implements EthernetSettings {
  /** The version of {@link #toString}'s form. */
  public static final int VERSION = 1;

  private final int[] values;

  private I82540emMode(int[] values) {
    this.values = values;
  }

  /** Where register values come from. */
  @FunctionalInterface
  public interface Source {
    /** The value of the register at {@code offset} in BAR 0. */
    int value(int offset);
  }

  /** The mode of which every register is as {@code source} says. */
  public static I82540emMode of(Source source) {
    return new I82540emMode(Arrays.stream(ModeOffsets.ALL).map(source::value).toArray());
  }

  /**
   * The offsets in BAR 0 of all mode registers, in the order in which they are to be restored:
   * CTRL, TCTL and RCTL last.
   */
  public static int[] offsets() {
    return ModeOffsets.ALL.clone();
  }

  /** True if the register at {@code offset}, 0..0x1ffff, is mode. */
  public static boolean contains(int offset) {
    return ModeOffsets.indexOf(offset) >= 0;
  }

  /** The register at {@code offset}, which must be mode. */
  public int value(int offset) {
    return values[ModeOffsets.indexOf(offset)];
  }

  /** The same but for the register at {@code offset}, which must be mode. */
  public I82540emMode with(int offset, int value) {
    int[] changed = values.clone();
    changed[ModeOffsets.indexOf(offset)] = value;
    return new I82540emMode(changed);
  }

  @Override
  public boolean isReceiveEnabled() {
    return Bits.isSet(value(I82540emRegisters.RCTL), Rctl.EN);
  }

  @Override
  public boolean isTransmitEnabled() {
    return Bits.isSet(value(I82540emRegisters.TCTL), Tctl.EN);
  }

  @Override
  public boolean isPromiscuous() {
    return Bits.isSet(value(I82540emRegisters.RCTL), Rctl.UPE);
  }

  @Override
  public boolean takesAllMulticast() {
    return Bits.isSet(value(I82540emRegisters.RCTL), Rctl.MPE);
  }

  @Override
  public boolean takesBroadcast() {
    return Bits.isSet(value(I82540emRegisters.RCTL), Rctl.BAM);
  }

  @Override
  public boolean takesLongFrames() {
    return Bits.isSet(value(I82540emRegisters.RCTL), Rctl.LPE);
  }

  @Override
  public boolean stripsFcs() {
    return Bits.isSet(value(I82540emRegisters.RCTL), Rctl.SECRC);
  }

  @Override
  public boolean isLoopback() {
    return Bits.isSet(value(I82540emRegisters.RCTL), Rctl.LBM);
  }

  @Override
  public long stationAddress() {
    long little =
        Integer.toUnsignedLong(value(I82540emRegisters.RAL))
            | (long) (value(I82540emRegisters.RAH) & Rah.ADDRESS) << 32;
    return Long.reverseBytes(little) >>> 16;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof I82540emMode mode && Arrays.equals(values, mode.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  /** Such as {@code v1 525400123456 rctl=04008002 tctl=0003f0fa ctrl=00040a41}. */
  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return "v%d %s rctl=%s tctl=%s ctrl=%s"
        .formatted(
            VERSION,
            hex.toHexDigits(stationAddress(), 12),
            hex.toHexDigits(value(I82540emRegisters.RCTL)),
            hex.toHexDigits(value(I82540emRegisters.TCTL)),
            hex.toHexDigits(value(I82540emRegisters.CTRL)));
  }
}
