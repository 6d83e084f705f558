package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.device.spec.i82540em.Ctrl;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Rah;
import dev.sidestep.device.spec.i82540em.Rctl;
import dev.sidestep.device.spec.i82540em.RxStatus;
import dev.sidestep.vmm.device.EthernetIo;
import java.util.Arrays;
import java.util.Optional;

/**
 * What an 82540EM would make of a frame, for a card that takes all frames: filters, VLAN tag, check
 * sequence. Checksums are left to the guest: IXSM says so. Frames with a wrong check sequence, and
 * MAC control frames, are not for guests.
 *
 * @datasheet 82540EM 3.2, 13.4.22, 13.5
 */
public final class SoftwareReceiver {
  private static final int HEADER = 14;
  private static final int FCS = 4;
  private static final int ADDRESS = 6;
  private static final int TYPE_AT = 12;
  private static final int TAG_BYTES = 4;
  private static final int NORMAL = 1_522;
  private static final int MAC_CONTROL = 0x8808;
  private static final int RECEIVE_ADDRESSES = 16;
  private static final int TAG = 0xffff;
  private static final int VLAN = 0xfff;
  private static final int CFI = 0x1000;

  private SoftwareReceiver() {}

  /**
   * The frame as the guest gets it; empty if it does not.
   *
   * @param frame begins with {@code length} bytes, check sequence included and good
   */
  public static Optional<EthernetIo.Received> receive(I82540emMode mode, byte[] frame, int length) {
    int rctl = mode.value(I82540emRegisters.RCTL);
    boolean fits = length <= NORMAL || (rctl & Rctl.LPE) != 0;
    if ((rctl & Rctl.EN) == 0 || length < HEADER + FCS || !fits || isMacControl(rctl, frame)) {
      return Optional.empty();
    }
    boolean exact = matchesExactly(mode, rctl, frame);
    if (!exact && !isHashed(mode, rctl, frame) || !passesVlan(mode, rctl, frame)) {
      return Optional.empty();
    }
    return Optional.of(store(mode, frame, length, exact ? 0 : RxStatus.PIF));
  }

  private static boolean isMacControl(int rctl, byte[] frame) {
    return type(frame) == MAC_CONTROL && (rctl & Rctl.PMCF) == 0;
  }

  private static boolean isGroup(byte[] frame) {
    return (frame[0] & 1) != 0;
  }

  private static boolean isBroadcast(byte[] frame) {
    return destination(frame) == 0xffff_ffff_ffffL;
  }

  /** Little-endian, as RAL and RAH have it. */
  private static long destination(byte[] frame) {
    long address = 0;
    for (int i = ADDRESS - 1; i >= 0; i--) {
      address = address << Byte.SIZE | frame[i] & 0xff;
    }
    return address;
  }

  private static boolean matchesExactly(I82540emMode mode, int rctl, byte[] frame) {
    int promiscuous = isGroup(frame) ? Rctl.MPE : Rctl.UPE;
    boolean broadcast = (rctl & Rctl.BAM) != 0 && isBroadcast(frame);
    return (rctl & promiscuous) != 0 || broadcast || isStation(mode, destination(frame));
  }

  private static boolean isStation(I82540emMode mode, long destination) {
    boolean found = false;
    for (int i = 0; i < RECEIVE_ADDRESSES; i++) {
      int high = mode.value(I82540emRegisters.RAH + 8 * i);
      long low = Integer.toUnsignedLong(mode.value(I82540emRegisters.RAL + 8 * i));
      boolean valid = (high & (Rah.AV | Rah.AS)) == Rah.AV;
      found |= valid && (low | (long) (high & Rah.ADDRESS) << 32) == destination;
    }
    return found;
  }

  /** RCTL.MO says which 12 bits of the address are looked up (13.5.1). */
  private static boolean isHashed(I82540emMode mode, int rctl, byte[] frame) {
    if (!isGroup(frame)) {
      return false;
    }
    int shift = new int[] {4, 3, 2, 0}[(rctl & Rctl.MO) >>> Rctl.MO_SHIFT];
    int pair = frame[4] & 0xff | (frame[5] & 0xff) << Byte.SIZE;
    int index = pair >>> shift & 0xfff;
    int word = mode.value(I82540emRegisters.MTA + (index >>> 5) * Integer.BYTES);
    return (word >>> index & 1) != 0;
  }

  private static int type(byte[] frame) {
    return (frame[TYPE_AT] & 0xff) << Byte.SIZE | frame[TYPE_AT + 1] & 0xff;
  }

  private static boolean isTagged(I82540emMode mode, byte[] frame) {
    return type(frame) == (mode.value(I82540emRegisters.VET) & TAG);
  }

  private static int tag(byte[] frame) {
    return (frame[HEADER] & 0xff) << Byte.SIZE | frame[HEADER + 1] & 0xff;
  }

  private static boolean passesVlan(I82540emMode mode, int rctl, byte[] frame) {
    if ((rctl & Rctl.VFE) == 0 || !isTagged(mode, frame)) {
      return true;
    }
    int tag = tag(frame);
    boolean cfi = (rctl & Rctl.CFIEN) == 0 || ((tag & CFI) != 0) == ((rctl & Rctl.CFI) != 0);
    int id = tag & VLAN;
    int word = mode.value(I82540emRegisters.VFTA + (id >>> 5) * Integer.BYTES);
    return cfi && (word >>> id & 1) != 0;
  }

  private static EthernetIo.Received store(
      I82540emMode mode, byte[] frame, int length, int status) {
    boolean strips = (mode.value(I82540emRegisters.RCTL) & Rctl.SECRC) != 0;
    int kept = strips ? length - FCS : length;
    int said = status | RxStatus.IXSM;
    boolean tagged =
        isTagged(mode, frame)
            && (mode.value(I82540emRegisters.CTRL) & Ctrl.VME) != 0
            && kept >= HEADER + TAG_BYTES;
    if (!tagged) {
      return new EthernetIo.Received(frame, kept, new EthernetIo.ReceiveResult(said, 0, 0, 0));
    }
    byte[] untagged = Arrays.copyOf(frame, kept - TAG_BYTES);
    System.arraycopy(frame, TYPE_AT + TAG_BYTES, untagged, TYPE_AT, kept - TYPE_AT - TAG_BYTES);
    EthernetIo.ReceiveResult result =
        new EthernetIo.ReceiveResult(said | RxStatus.VP, 0, 0, tag(frame));
    return new EthernetIo.Received(untagged, untagged.length, result);
  }
}
