package dev.sidestep.device.model.i82540em;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.base.MemoryWindow;
import dev.sidestep.device.model.EthernetOutlet.LinkPartner;
import dev.sidestep.device.spec.i82540em.Ctrl;
import dev.sidestep.device.spec.i82540em.CtrlExt;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Icr;
import dev.sidestep.device.spec.i82540em.Mdic;
import dev.sidestep.device.spec.i82540em.PhyRegister;
import dev.sidestep.device.spec.i82540em.Pint;
import dev.sidestep.device.spec.i82540em.Rah;
import dev.sidestep.device.spec.i82540em.Rctl;
import dev.sidestep.device.spec.i82540em.StatisticsRegisters;
import dev.sidestep.device.spec.i82540em.Status;
import dev.sidestep.device.spec.i82540em.Wakeup;
import org.junit.jupiter.api.Test;

class I82540emTest {
  private static final long MAC = 0x5254_0012_3456L;
  private static final long NEGOTIATION = 2_000_000_000L;

  private final TestTime time = new TestTime();
  private final TestCable cable = new TestCable(TestCable.GIGABIT);
  private boolean line;
  private final I82540em chip =
      new I82540em(
          time.scheduler(),
          new I82540em.Pins(MemoryWindow.NOTHING, level -> line = level, cable),
          MAC,
          ChipTiming.REAL);

  @Test
  void linkComesUpOnceSluIsSet() {
    time.pass(NEGOTIATION);
    assertThat(read(I82540emRegisters.STATUS) & Status.LU).isZero();
    assertThat(read(I82540emRegisters.ICR)).isZero();
    write(I82540emRegisters.CTRL, Ctrl.SLU);
    assertThat(read(I82540emRegisters.STATUS))
        .isEqualTo(Status.LU | Status.FD | 2 << Status.SPEED_SHIFT | 2 << Status.ASDV_SHIFT);
    assertThat(read(I82540emRegisters.ICR)).isEqualTo(Icr.LSC);
  }

  @Test
  void unpluggingTakesTheLinkAndInterrupts() {
    linkUp();
    write(I82540emRegisters.IMS, Icr.LSC);
    cable.partner(LinkPartner.ABSENT);
    chip.partnerChanged();
    assertThat(line).isTrue();
    assertThat(read(I82540emRegisters.STATUS) & Status.LU).isZero();
    assertThat(read(I82540emRegisters.ICR)).isEqualTo(Icr.LSC);
    assertThat(line).isFalse();
  }

  @Test
  void forcedSpeedAndDuplexShowInStatus() {
    linkUp();
    write(I82540emRegisters.CTRL, Ctrl.SLU | Ctrl.FRCSPD | Ctrl.FRCDPLX | 1 << Ctrl.SPEED_SHIFT);
    assertThat(read(I82540emRegisters.STATUS))
        .isEqualTo(Status.LU | 1 << Status.SPEED_SHIFT | 2 << Status.ASDV_SHIFT);
  }

  @Test
  void softwareResetClearsAndReloads() {
    linkUp();
    dirty();
    write(I82540emRegisters.CTRL, Ctrl.RST);
    assertThat(read(I82540emRegisters.CTRL)).isEqualTo(Ctrl.FD | 2 << Ctrl.SPEED_SHIFT);
    assertThat(read(I82540emRegisters.IMS)).isZero();
    assertThat(read(I82540emRegisters.ICR)).isZero();
    assertThat(read(I82540emRegisters.RCTL)).isZero();
    assertThat(read(I82540emRegisters.MTA + 4 * 127)).isZero();
    assertThat(read(I82540emRegisters.VFTA)).isZero();
    assertThat(read(I82540emRegisters.RAL)).isEqualTo(0x1200_5452);
    assertThat(read(I82540emRegisters.RAH)).isEqualTo(Rah.AV | 0x5634);
    assertThat(read(I82540emRegisters.RAH + 8)).isZero();
    assertThat(read(I82540emRegisters.STATUS) & Status.LU).isZero();
    assertThat(read(StatisticsRegisters.GPRC)).isZero();
    assertThat(line).isFalse();
  }

  @Test
  void softwareResetKeepsPbaWakeupAndPhy() {
    linkUp();
    dirty();
    chip.write(I82540em.IO_OFFSET, 4, 0x1234);
    write(I82540emRegisters.CTRL, Ctrl.RST);
    assertThat(read(I82540emRegisters.PBA)).isEqualTo(0x0018_0028);
    assertThat(read(I82540emRegisters.WUC)).isEqualTo(Wakeup.APME);
    assertThat(read(I82540emRegisters.FFVT)).isEqualTo(7);
    assertThat(phyRead(PhyRegister.ANA)).isEqualTo(0x0141);
    assertThat(chip.read(I82540em.IO_OFFSET, 4)).isEqualTo(0x1234);
    write(I82540emRegisters.CTRL, Ctrl.SLU);
    assertThat(read(I82540emRegisters.STATUS) & Status.LU).isNotZero();
  }

  @Test
  void leavingD3ResetsPbaAsWell() {
    dirty();
    chip.write(I82540em.IO_OFFSET, 4, 0x1234);
    chip.resetFromD3();
    assertThat(read(I82540emRegisters.PBA)).isEqualTo(0x0010_0030);
    assertThat(read(I82540emRegisters.WUC)).isEqualTo(Wakeup.APME);
    assertThat(phyRead(PhyRegister.ANA)).isEqualTo(0x0141);
    assertThat(chip.read(I82540em.IO_OFFSET, 4)).isZero();
  }

  @Test
  void powerOnResetsEverythingButTheEeprom() {
    linkUp();
    dirty();
    write(I82540emRegisters.IMS, Icr.ALL);
    chip.reset();
    assertThat(line).isFalse();
    assertThat(read(I82540emRegisters.WUC)).isZero();
    assertThat(phyRead(PhyRegister.ANA)).isEqualTo(0x0de1);
    assertThat(read(I82540emRegisters.RAL)).isEqualTo(0x1200_5452);
    write(I82540emRegisters.CTRL, Ctrl.SLU);
    assertThat(read(I82540emRegisters.STATUS) & Status.LU).isZero();
    time.pass(NEGOTIATION);
    assertThat(read(I82540emRegisters.STATUS) & Status.LU).isNotZero();
  }

  @Test
  void phyResetLineHoldsThePhy() {
    linkUp();
    write(I82540emRegisters.CTRL, Ctrl.SLU | Ctrl.PHY_RST);
    assertThat(read(I82540emRegisters.STATUS) & Status.LU).isZero();
    time.pass(2 * NEGOTIATION);
    assertThat(read(I82540emRegisters.STATUS) & Status.LU).isZero();
    write(I82540emRegisters.CTRL, Ctrl.SLU);
    time.pass(NEGOTIATION);
    assertThat(read(I82540emRegisters.STATUS) & Status.LU).isNotZero();
  }

  @Test
  void phyInterruptIsACauseAndALevel() {
    phyWrite(PhyRegister.PINTE, Pint.LINK);
    time.pass(NEGOTIATION);
    assertThat(read(I82540emRegisters.ICR)).isEqualTo(Icr.PHYINT);
    assertThat(read(I82540emRegisters.CTRL_EXT) & CtrlExt.PHYINT).isNotZero();
    phyRead(PhyRegister.PINTS);
    assertThat(read(I82540emRegisters.CTRL_EXT) & CtrlExt.PHYINT).isZero();
  }

  @Test
  void ioWindowReachesTheRegisters() {
    chip.write(I82540em.IO_OFFSET, 4, I82540emRegisters.RCTL);
    chip.write(I82540em.IO_OFFSET + 4, 4, Rctl.BAM);
    assertThat(read(I82540emRegisters.RCTL)).isEqualTo(Rctl.BAM);
    assertThat(chip.read(I82540em.IO_OFFSET + 4, 4)).isEqualTo(Rctl.BAM);
    chip.write(I82540em.IO_OFFSET, 4, I82540emRegisters.CTRL);
    chip.write(I82540em.IO_OFFSET + 4, 4, Ctrl.RST);
    assertThat(read(I82540emRegisters.RCTL)).isZero();
  }

  @Test
  void eachBarIsAWindow() {
    chip.bar(2).write(0, 4, I82540emRegisters.RAL);
    assertThat(chip.bar(2).read(4, 4)).isEqualTo(0x1200_5452);
    assertThat(chip.bar(0).read(I82540emRegisters.RAL, 4)).isEqualTo(0x1200_5452);
  }

  @Test
  void ioWindowHasNothingElse() {
    chip.write(I82540em.IO_OFFSET, 4, 0x8000_0000L);
    assertThat(chip.read(I82540em.IO_OFFSET + 4, 4)).isZero();
    assertThat(chip.read(I82540em.IO_OFFSET + 8, 4)).isZero();
    assertThat(chip.read(I82540em.IO_OFFSET + 64, 4)).isEqualTo(0xffff_ffffL);
    assertThat(chip.read(I82540emRegisters.SIZE_BYTES, 4)).isEqualTo(0xffff_ffffL);
  }

  @Test
  void narrowReadsReturnTheirPartAndNarrowWritesDoNothing() {
    assertThat(chip.read(I82540emRegisters.RAL, 1)).isEqualTo(0x52);
    assertThat(chip.read(I82540emRegisters.RAL + 1, 1)).isEqualTo(0x54);
    assertThat(chip.read(I82540emRegisters.RAL + 2, 2)).isEqualTo(0x1200);
    assertThat(chip.read(I82540emRegisters.RAL + 1, 2)).isEqualTo(0xffff);
    assertThat(chip.read(I82540emRegisters.RAL, 8)).isEqualTo((0x8000_5634L << 32) | 0x1200_5452L);
    chip.write(I82540emRegisters.RAL, 2, 0);
    chip.write(I82540emRegisters.RAL + 2, 4, 0);
    assertThat(read(I82540emRegisters.RAL)).isEqualTo(0x1200_5452);
    chip.write(I82540emRegisters.RAL, 8, 0x8000_0002_0000_0001L);
    assertThat(read(I82540emRegisters.RAL)).isOne();
    assertThat(read(I82540emRegisters.RAH)).isEqualTo(0x8000_0002);
  }

  @Test
  void pbaGivesTheRestToTheTransmitter() {
    write(I82540emRegisters.PBA, 0xffff_0017);
    assertThat(read(I82540emRegisters.PBA)).isEqualTo(0x0030_0010);
  }

  @Test
  void eepromReloadRestoresTheAddress() {
    write(I82540emRegisters.RAL, 0);
    write(I82540emRegisters.CTRL_EXT, CtrlExt.EE_RST);
    assertThat(read(I82540emRegisters.RAL)).isEqualTo(0x1200_5452);
    assertThat(read(I82540emRegisters.CTRL_EXT)).isZero();
  }

  private void linkUp() {
    write(I82540emRegisters.CTRL, Ctrl.SLU);
    time.pass(NEGOTIATION);
    assertThat(read(I82540emRegisters.ICR)).isEqualTo(Icr.LSC);
  }

  private void dirty() {
    write(I82540emRegisters.PBA, 0x28);
    write(I82540emRegisters.IMS, Icr.LSC | Icr.RXT0);
    write(I82540emRegisters.ICS, Icr.RXT0);
    write(I82540emRegisters.RCTL, Rctl.BAM);
    write(I82540emRegisters.MTA + 4 * 127, -1);
    write(I82540emRegisters.VFTA, -1);
    write(I82540emRegisters.RAL, 1);
    write(I82540emRegisters.RAH, 2);
    write(I82540emRegisters.RAH + 8, Rah.AV);
    write(I82540emRegisters.WUC, Wakeup.APME);
    write(I82540emRegisters.FFVT, 7);
    phyWrite(PhyRegister.ANA, 0x0141);
  }

  private int phyRead(int register) {
    return mdic(Mdic.OP_READ | register << Mdic.REGADD_SHIFT) & Mdic.DATA;
  }

  private void phyWrite(int register, int value) {
    mdic(Mdic.OP_WRITE | register << Mdic.REGADD_SHIFT | value);
  }

  private int mdic(int command) {
    write(I82540emRegisters.MDIC, command | Mdic.INTERNAL_PHY << Mdic.PHYADD_SHIFT);
    time.pass(64_000);
    int result = read(I82540emRegisters.MDIC);
    assertThat(result & (Mdic.R | Mdic.E)).isEqualTo(Mdic.R);
    return result;
  }

  private int read(int offset) {
    return (int) chip.read(offset, 4);
  }

  private void write(int offset, int value) {
    chip.write(offset, 4, value);
  }
}
