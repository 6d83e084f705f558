package dev.sidestep.device.model.i82540em;

import dev.sidestep.base.Bits;
import dev.sidestep.device.spec.i82540em.Ctrl;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Icr;
import dev.sidestep.device.spec.i82540em.Status;

/**
 * The MAC's view of the link: STATUS from the PHY and CTRL. Without CTRL.SLU the MAC does not look
 * at the PHY, and has no link. Datasheet: SDM 8.6, 13.4.1, 13.4.2.
 */
final class LinkMonitor implements Link {
  private static final long[] BITS_PER_SECOND = {10_000_000, 100_000_000, 1_000_000_000};

  private final RegisterFile registers;
  private final Causes causes;
  private final Phy phy;

  LinkMonitor(RegisterFile registers, Causes causes, Phy phy) {
    this.registers = registers;
    this.causes = causes;
    this.phy = phy;
  }

  @Override
  public boolean isUp() {
    return registers.isSet(I82540emRegisters.STATUS, Status.LU);
  }

  @Override
  public long bitsPerSecond() {
    return BITS_PER_SECOND[phy.speed()];
  }

  @Override
  public boolean isLoopback() {
    return phy.isLoopback();
  }

  /** CTRL or the PHY has changed: shows it in STATUS, and raises LSC if the link came or went. */
  void update() {
    boolean before = isUp();
    boolean up = registers.isSet(I82540emRegisters.CTRL, Ctrl.SLU) && phy.isLinkUp();
    int control = registers.get(I82540emRegisters.CTRL);
    boolean duplex =
        Bits.isSet(control, Ctrl.FRCDPLX) ? Bits.isSet(control, Ctrl.FD) : phy.isFullDuplex();
    int forced = Math.min((control & Ctrl.SPEED) >>> Ctrl.SPEED_SHIFT, Negotiation.GIGABIT);
    int speed = Bits.isSet(control, Ctrl.FRCSPD) ? forced : phy.speed();
    int status = registers.get(I82540emRegisters.STATUS) & Status.TXOFF;
    status |= speed << Status.SPEED_SHIFT | phy.speed() << Status.ASDV_SHIFT;
    status = Bits.with(status, Status.FD, duplex);
    registers.set(I82540emRegisters.STATUS, Bits.with(status, Status.LU, up));
    if (up != before) {
      causes.raise(Icr.LSC);
    }
  }
}
