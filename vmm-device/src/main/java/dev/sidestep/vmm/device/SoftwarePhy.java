package dev.sidestep.vmm.device;

import dev.sidestep.device.spec.i82540em.Gcon;
import dev.sidestep.device.spec.i82540em.Pctrl;
import dev.sidestep.device.spec.i82540em.PhyRegister;
import dev.sidestep.device.spec.i82540em.Psstat;
import dev.sidestep.device.spec.i82540em.Pstatus;

/**
 * A PHY for a guest whose card has none that software can reach: an M88E1011 at address 1, as in an
 * 82540EM, which has agreed with its far end on all that both could do. Only the link is real. That
 * it says 1000 Mbit/s is a promise of a rate as little as any virtual card's is.
 *
 * @datasheet 82540EM 13.4.7.1
 */
public final class SoftwarePhy {
  private static final int ADDRESS = 1;
  private static final int GIGABIT = 2;
  private static final int PARTNER = 0x4de1;
  private static final int NEGOTIATED = 0x5;

  private final int[] registers = new int[32];
  private boolean link;
  private boolean linkSinceRead;

  /** One after power-on, without a link. */
  public SoftwarePhy() {
    reset();
  }

  /** As after power-on. */
  public void reset() {
    registers[PhyRegister.PCTRL] = Pctrl.AUTO | Pctrl.DUPLEX | Pctrl.SPEED_1000;
    registers[PhyRegister.PHY_ID1] = 0x0141;
    registers[PhyRegister.PHY_ID2] = 0x0c20;
    registers[PhyRegister.ANA] = 0x0de1;
    registers[PhyRegister.NPT] = 0x2001;
    registers[PhyRegister.GCON] = 0x0e00;
    registers[PhyRegister.EPSTATUS] = 0x3000;
    registers[PhyRegister.PSCON] = 0x0360;
    registers[PhyRegister.EPSCON1] = 0x0d60;
    linkSinceRead = link;
  }

  /** The link is there, or is not. */
  public void setLink(boolean up) {
    linkSinceRead = up && (linkSinceRead || !link);
    link = up;
  }

  /** True if the guest lets it have a link. */
  public boolean isUp() {
    return link && (registers[PhyRegister.PCTRL] & Pctrl.POWER_DOWN) == 0;
  }

  /** Performs one access at once. */
  public EthernetIo.PhyValue access(EthernetIo.PhyAccess access) {
    if (access.phy() != ADDRESS) {
      return new EthernetIo.PhyValue(0xffff, true);
    }
    if (access.write()) {
      write(access.register(), access.data());
      return new EthernetIo.PhyValue(access.data(), false);
    }
    return new EthernetIo.PhyValue(read(access.register()), false);
  }

  private int read(int register) {
    boolean up = isUp();
    return switch (register) {
      case PhyRegister.PSTATUS -> readStatus(up);
      case PhyRegister.LPA -> up ? PARTNER : 0;
      case PhyRegister.ANE -> up ? NEGOTIATED : 0x4;
      case PhyRegister.GSTATUS -> up ? Gcon.PARTNER_FULL_1000 | Gcon.LOCAL_OK | Gcon.REMOTE_OK : 0;
      case PhyRegister.PSSTAT ->
          GIGABIT << Psstat.SPEED_SHIFT
              | Psstat.DUPLEX
              | (up ? Psstat.RESOLVED | Psstat.LINK | Psstat.PAUSE : 0);
      default -> registers[register];
    };
  }

  private int readStatus(boolean up) {
    int value = Pstatus.ABILITIES | (up ? Pstatus.AUTO_DONE : 0);
    boolean latched = up && linkSinceRead;
    linkSinceRead = up;
    return latched ? value | Pstatus.LINK : value;
  }

  private void write(int register, int value) {
    switch (register) {
      case PhyRegister.PCTRL -> registers[register] = value & ~(Pctrl.RESET | Pctrl.RESTART);
      case PhyRegister.ANA,
          PhyRegister.NPT,
          PhyRegister.GCON,
          PhyRegister.PSCON,
          PhyRegister.PINTE,
          PhyRegister.EPSCON1,
          PhyRegister.EPSCON2,
          PhyRegister.R30PS,
          PhyRegister.R30AW ->
          registers[register] = value;
      default -> {}
    }
  }
}
