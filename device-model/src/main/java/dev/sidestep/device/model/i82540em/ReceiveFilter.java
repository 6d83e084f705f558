package dev.sidestep.device.model.i82540em;

import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Rah;
import dev.sidestep.device.spec.i82540em.Rctl;

/**
 * Which frames are for this station: by address, and by VLAN for those that have a tag of type VET.
 *
 * <p>Datasheet: SDM 3.2.1, 9.3, 13.4.22, 13.5.
 */
final class ReceiveFilter {
  /** Bytes that the filter looks at. */
  static final int HEADER = 16;

  private static final int TYPE = 12;
  private static final int TAG = 14;
  private static final int SOURCE = 6;
  private static final int AS_DESTINATION = 0;
  private static final int AS_SOURCE = 1;
  private static final int CFI = 0x1000;
  private static final int VLAN = 0xfff;
  private static final int WORD_BITS = 5;

  /** How far the hash is shifted down by RCTL.MO, from the last two bytes of an address. */
  private static final int[] HASH_SHIFT = {4, 3, 2, 0};

  private static final int HASH = 0xfff;

  private final RegisterFile registers;

  ReceiveFilter(RegisterFile registers) {
    this.registers = registers;
  }

  /** What the filter says of a frame. */
  enum Verdict {
    /** Not for this station. */
    REJECTED,
    /** By its address alone, or a broadcast. */
    EXACT,
    /** By the hash or because everything passes: software has to look; sets the PIF bit. */
    INEXACT
  }

  /** Judges a frame by its first {@link #HEADER} bytes. */
  Verdict judge(byte[] frame) {
    int rctl = registers.get(I82540emRegisters.RCTL);
    Verdict verdict = judgeAddress(frame, rctl);
    return verdict == Verdict.REJECTED || passesVlan(frame, rctl) ? verdict : Verdict.REJECTED;
  }

  private Verdict judgeAddress(byte[] frame, int rctl) {
    FrameKind kind = FrameKind.of(frame);
    if (kind == FrameKind.BROADCAST && (rctl & Rctl.BAM) != 0 || isListed(frame)) {
      return Verdict.EXACT;
    }
    boolean passes =
        kind == FrameKind.UNICAST
            ? (rctl & Rctl.UPE) != 0
            : (rctl & Rctl.MPE) != 0 || isHashed(frame, rctl);
    return passes ? Verdict.INEXACT : Verdict.REJECTED;
  }

  /** RAL and RAH: the low byte of RAL is the first on the wire. AS = 2 and 3 never match. */
  private boolean isListed(byte[] frame) {
    for (int index = 0; index < I82540emRegisters.RECEIVE_ADDRESSES; index++) {
      int at = index * I82540emRegisters.RECEIVE_ADDRESS_STRIDE;
      int high = registers.get(I82540emRegisters.RAH + at);
      int select = (high & Rah.AS) >>> Rah.AS_SHIFT;
      if ((high & Rah.AV) != 0 && select <= AS_SOURCE) {
        int address = select == AS_DESTINATION ? 0 : SOURCE;
        if (Bytes.intLittle(frame, address) == registers.get(I82540emRegisters.RAL + at)
            && twoLittle(frame, address + Integer.BYTES) == (high & Rah.ADDRESS)) {
          return true;
        }
      }
    }
    return false;
  }

  private static int twoLittle(byte[] frame, int at) {
    return (frame[at] & 0xff) | (frame[at + 1] & 0xff) << Byte.SIZE;
  }

  private boolean isHashed(byte[] frame, int rctl) {
    return isInTable(I82540emRegisters.MTA, hash(frame, rctl));
  }

  /** Twelve bits of the destination: 47:36, 46:35, 45:34 or 43:32, bit 47 sent last. */
  static int hash(byte[] frame, int rctl) {
    return twoLittle(frame, 4) >>> HASH_SHIFT[(rctl & Rctl.MO) >>> Rctl.MO_SHIFT] & HASH;
  }

  private boolean passesVlan(byte[] frame, int rctl) {
    if ((rctl & Rctl.VFE) == 0 || !isTagged(frame)) {
      return true;
    }
    int tag = Bytes.shortBig(frame, TAG);
    boolean cfiWanted = (rctl & Rctl.CFI) != 0;
    boolean cfiFits = (rctl & Rctl.CFIEN) == 0 || (tag & CFI) != 0 == cfiWanted;
    return cfiFits && isInTable(I82540emRegisters.VFTA, tag & VLAN);
  }

  /** True if the frame has a VLAN tag of the type in VET. */
  boolean isTagged(byte[] frame) {
    return Bytes.shortBig(frame, TYPE) == (registers.get(I82540emRegisters.VET) & 0xffff);
  }

  private boolean isInTable(int table, int bit) {
    int word = registers.get(table + (bit >>> WORD_BITS) * Integer.BYTES);
    return (word >>> bit & 1) != 0;
  }
}
