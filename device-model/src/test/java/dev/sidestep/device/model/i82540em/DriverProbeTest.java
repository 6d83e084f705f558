package dev.sidestep.device.model.i82540em;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.base.InterruptLine;
import dev.sidestep.base.MemoryWindow;
import dev.sidestep.device.spec.i82540em.Ana;
import dev.sidestep.device.spec.i82540em.Ctrl;
import dev.sidestep.device.spec.i82540em.Eecd;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Mdic;
import dev.sidestep.device.spec.i82540em.Pctrl;
import dev.sidestep.device.spec.i82540em.PhyRegister;
import dev.sidestep.device.spec.i82540em.Pstatus;
import dev.sidestep.device.spec.i82540em.Status;
import org.junit.jupiter.api.Test;

/** What a driver does until the link is up, in the order in which the family's drivers do it. */
class DriverProbeTest {
  private final TestTime time = new TestTime();
  private final I82540em chip =
      new I82540em(
          time.scheduler(),
          new I82540em.Pins(
              MemoryWindow.NOTHING, InterruptLine.UNCONNECTED, new TestCable(TestCable.GIGABIT)),
          0x0200_0000_0001L,
          ChipTiming.REAL);

  @Test
  void probesAndGetsALink() {
    resetThroughTheIoWindow();
    checkTheEeprom();
    resetThePhyByItsPin();
    identifyThePhy();
    resetThePhyByRegister();
    negotiate();
    seeTheLink();
  }

  private void resetThroughTheIoWindow() {
    write(I82540emRegisters.IMC, -1);
    write(I82540emRegisters.RCTL, 0);
    write(I82540emRegisters.TCTL, 1 << 3);
    int control = read(I82540emRegisters.CTRL);
    chip.write(I82540em.IO_OFFSET, 4, I82540emRegisters.CTRL);
    chip.write(I82540em.IO_OFFSET + 4, 4, control | Ctrl.RST);
    time.pass(5_000_000);
    assertThat(read(I82540emRegisters.CTRL) & Ctrl.RST).isZero();
    write(I82540emRegisters.IMC, -1);
    assertThat(read(I82540emRegisters.ICR)).isZero();
  }

  private void checkTheEeprom() {
    int sum = 0;
    for (int address = 0; address < 64; address++) {
      sum += eepromWord(address);
    }
    assertThat(sum & 0xffff).isEqualTo(0xbaba);
    assertThat(eepromWord(0)).isEqualTo(0x0002);
    assertThat(eepromWord(2)).isEqualTo(0x0100);
    assertThat(read(I82540emRegisters.RAL)).isEqualTo(0x0000_0002);
  }

  private int eepromWord(int address) {
    write(I82540emRegisters.EECD, read(I82540emRegisters.EECD) | Eecd.REQ);
    assertThat(read(I82540emRegisters.EECD) & Eecd.GNT).isNotZero();
    int eecd = read(I82540emRegisters.EECD) & ~(Eecd.DI | Eecd.SK) | Eecd.CS;
    write(I82540emRegisters.EECD, eecd);
    shiftOut(0b110, 3);
    shiftOut(address, 6);
    int word = 0;
    for (int bit = 0; bit < 16; bit++) {
      clock(true);
      word = word << 1 | ((read(I82540emRegisters.EECD) & Eecd.DO) != 0 ? 1 : 0);
      clock(false);
    }
    eecd = read(I82540emRegisters.EECD) & ~(Eecd.CS | Eecd.SK);
    write(I82540emRegisters.EECD, eecd);
    write(I82540emRegisters.EECD, eecd & ~Eecd.REQ);
    return word;
  }

  private void shiftOut(int data, int bits) {
    for (int bit = bits - 1; bit >= 0; bit--) {
      int eecd = read(I82540emRegisters.EECD) & ~Eecd.DI;
      write(I82540emRegisters.EECD, (data >>> bit & 1) != 0 ? eecd | Eecd.DI : eecd);
      clock(true);
      clock(false);
    }
    write(I82540emRegisters.EECD, read(I82540emRegisters.EECD) & ~Eecd.DI);
  }

  private void clock(boolean high) {
    int eecd = read(I82540emRegisters.EECD);
    write(I82540emRegisters.EECD, high ? eecd | Eecd.SK : eecd & ~Eecd.SK);
  }

  private void resetThePhyByItsPin() {
    int control = read(I82540emRegisters.CTRL) & ~(Ctrl.FRCSPD | Ctrl.FRCDPLX) | Ctrl.SLU;
    write(I82540emRegisters.CTRL, control);
    write(I82540emRegisters.CTRL, control | Ctrl.PHY_RST);
    time.pass(10_000_000);
    write(I82540emRegisters.CTRL, control);
  }

  private void identifyThePhy() {
    assertThat(phyRead(PhyRegister.PHY_ID1)).isEqualTo(0x0141);
    assertThat(phyRead(PhyRegister.PHY_ID2) & 0xfff0).isEqualTo(0x0c20);
  }

  private void resetThePhyByRegister() {
    phyWrite(PhyRegister.PSCON, phyRead(PhyRegister.PSCON) | 0x60);
    phyWrite(PhyRegister.PCTRL, phyRead(PhyRegister.PCTRL) | Pctrl.RESET);
    assertThat(phyRead(PhyRegister.PCTRL) & Pctrl.RESET).isZero();
  }

  private void negotiate() {
    phyWrite(PhyRegister.ANA, phyRead(PhyRegister.ANA) | Ana.PAUSE | Ana.ASYMMETRIC_PAUSE);
    phyWrite(PhyRegister.GCON, phyRead(PhyRegister.GCON) & ~0x0100 | 0x0200);
    phyWrite(PhyRegister.PCTRL, phyRead(PhyRegister.PCTRL) | Pctrl.AUTO | Pctrl.RESTART);
    phyRead(PhyRegister.PSTATUS);
    assertThat(phyRead(PhyRegister.PSTATUS) & Pstatus.LINK).isZero();
    time.pass(2_000_000_000);
  }

  private void seeTheLink() {
    phyRead(PhyRegister.PSTATUS);
    assertThat(phyRead(PhyRegister.PSTATUS) & (Pstatus.LINK | Pstatus.AUTO_DONE))
        .isEqualTo(Pstatus.LINK | Pstatus.AUTO_DONE);
    assertThat(phyRead(PhyRegister.LPA) & (Ana.PAUSE | Ana.ASYMMETRIC_PAUSE)).isEqualTo(Ana.PAUSE);
    assertThat(read(I82540emRegisters.STATUS) & (Status.LU | Status.FD | Status.SPEED))
        .isEqualTo(Status.LU | Status.FD | 2 << Status.SPEED_SHIFT);
  }

  private int phyRead(int register) {
    return mdic(Mdic.OP_READ | register << Mdic.REGADD_SHIFT) & Mdic.DATA;
  }

  private void phyWrite(int register, int value) {
    mdic(Mdic.OP_WRITE | register << Mdic.REGADD_SHIFT | value);
  }

  private int mdic(int command) {
    write(I82540emRegisters.MDIC, command | Mdic.INTERNAL_PHY << Mdic.PHYADD_SHIFT);
    for (int poll = 0; (read(I82540emRegisters.MDIC) & Mdic.R) == 0; poll++) {
      assertThat(poll).isLessThan(64);
      time.pass(50_000);
    }
    assertThat(read(I82540emRegisters.MDIC) & Mdic.E).isZero();
    return read(I82540emRegisters.MDIC);
  }

  private int read(int offset) {
    return (int) chip.read(offset, 4);
  }

  private void write(int offset, int value) {
    chip.write(offset, 4, value);
  }
}
