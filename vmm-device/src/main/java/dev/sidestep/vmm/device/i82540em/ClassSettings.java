package dev.sidestep.vmm.device.i82540em;

import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Rah;
import dev.sidestep.device.spec.i82540em.Rctl;
import dev.sidestep.device.spec.i82540em.Tctl;
import dev.sidestep.vmm.device.EthernetSettings;

/** Settings of any network card in the form of this chip's mode ([0044]). */
public final class ClassSettings {
  private ClassSettings() {}

  /** {@code settings} as a mode; what they do not say is as in {@code base}. */
  public static I82540emMode mode(I82540emMode base, EthernetSettings settings) {
    if (settings instanceof I82540emMode mode) {
      return mode;
    }
    long little = Long.reverseBytes(settings.stationAddress()) >>> 16;
    return base.with(I82540emRegisters.RAL, (int) little)
        .with(I82540emRegisters.RAH, (int) (little >>> Integer.SIZE) | Rah.AV)
        .with(I82540emRegisters.RCTL, rctl(base.value(I82540emRegisters.RCTL), settings))
        .with(
            I82540emRegisters.TCTL,
            with(base.value(I82540emRegisters.TCTL), Tctl.EN, settings.isTransmitEnabled()));
  }

  private static int rctl(int before, EthernetSettings settings) {
    int rctl = with(before, Rctl.EN, settings.isReceiveEnabled());
    rctl = with(rctl, Rctl.UPE, settings.isPromiscuous());
    rctl = with(rctl, Rctl.MPE, settings.takesAllMulticast());
    rctl = with(rctl, Rctl.BAM, settings.takesBroadcast());
    rctl = with(rctl, Rctl.LPE, settings.takesLongFrames());
    rctl = with(rctl, Rctl.SECRC, settings.stripsFcs());
    return with(rctl, Rctl.LBM, settings.isLoopback());
  }

  private static int with(int register, int bits, boolean set) {
    return set ? register | bits : register & ~bits;
  }
}
