package dev.sidestep.vmm.device.i82540em;

import static dev.sidestep.device.spec.i82540em.I82540emRegisters.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.device.spec.i82540em.Eecd;
import dev.sidestep.device.spec.i82540em.Eerd;
import dev.sidestep.device.spec.i82540em.Icr;
import dev.sidestep.device.spec.i82540em.Mdic;
import dev.sidestep.platform.PciRegion;
import dev.sidestep.vmm.device.EthernetIo;
import org.junit.jupiter.api.Test;

/** EEPROM, PHY and the I/O window. */
class VirtualPortsTest {
  private static final long IO = PciRegion.bar(2);

  private final VirtualRig rig = VirtualRig.create();

  private void drive(int value) {
    rig.write(EECD, Eecd.REQ | value);
  }

  private void clockIn(int value, int bits) {
    for (int i = bits - 1; i >= 0; i--) {
      int data = Eecd.CS | ((value >>> i & 1) != 0 ? Eecd.DI : 0);
      drive(data);
      drive(data | Eecd.SK);
      drive(data);
    }
  }

  private int clockOut(int bits) {
    int value = 0;
    for (int i = 0; i < bits; i++) {
      drive(Eecd.CS | Eecd.SK);
      value = value << 1 | ((rig.read(EECD) & Eecd.DO) != 0 ? 1 : 0);
      drive(Eecd.CS);
    }
    return value;
  }

  private void deselect() {
    drive(0);
  }

  @Test
  void theWiresGiveWordAfterWord() {
    drive(0);
    assertThat(rig.read(EECD) & (Eecd.GNT | Eecd.PRES)).isEqualTo(Eecd.GNT | Eecd.PRES);
    clockIn(6, 3);
    clockIn(0, 6);
    assertThat(rig.read(EECD) & Eecd.DO).isZero();
    assertThat(clockOut(16)).isEqualTo(0x5452);
    assertThat(clockOut(16)).isEqualTo(0x1200);
    deselect();
    assertThat(rig.card.isAtStart()).isFalse();
    rig.write(EECD, 0);
    assertThat(rig.card.isAtStart()).isTrue();
    assertThat(rig.read(EECD) & Eecd.GNT).isZero();
  }

  @Test
  void aProgrammedWordReachesTheRealEeprom() {
    clockIn(0x130, 9);
    deselect();
    clockIn(5, 3);
    clockIn(7, 6);
    clockIn(0xbeef, 16);
    deselect();
    assertThat(rig.driver.last(EthernetIo.EepromWrite.class))
        .isEqualTo(new EthernetIo.EepromWrite(7, 0xbeef));
    rig.write(EECD, 0);
    assertThat(rig.card.end().eeprom().get(7)).isEqualTo(0xbeef);
  }

  @Test
  void withoutWriteEnableNothingIsProgrammed() {
    clockIn(5, 3);
    clockIn(7, 6);
    clockIn(0xbeef, 16);
    deselect();
    assertThat(rig.driver.others).isEmpty();
  }

  @Test
  void withoutRequestTheWiresAreNotConnected() {
    rig.write(EECD, Eecd.CS);
    rig.write(EECD, Eecd.CS | Eecd.DI | Eecd.SK);
    assertThat(rig.read(EECD) & Eecd.GNT).isZero();
    assertThat(rig.card.isAtStart()).isTrue();
  }

  @Test
  void theReadEngineTakesItsTime() {
    rig.write(EERD, Eerd.START | 2 << 8);
    assertThat(rig.read(EERD) & Eerd.DONE).isZero();
    assertThat(rig.card.isAtStart()).isFalse();
    rig.platform.advance(30_000);
    assertThat(rig.card.isAtStart()).isFalse();
    assertThat(rig.read(EERD)).isEqualTo(0x5634 << 16 | 2 << 8 | Eerd.DONE);
    assertThat(rig.card.isAtStart()).isTrue();
  }

  @Test
  void aPhyRegisterIsReadByTheDriver() {
    rig.enable(Icr.MDAC);
    rig.write(MDIC, Mdic.I | Mdic.OP_READ | 1 << 21 | 2 << 16);
    assertThat(rig.driver.last(EthernetIo.PhyAccess.class))
        .isEqualTo(new EthernetIo.PhyAccess(false, 1, 2, 0));
    assertThat(rig.read(MDIC) & Mdic.R).isZero();
    rig.write(MDIC, Mdic.OP_READ | 1 << 21 | 3 << 16);
    rig.card.deliver(new EthernetIo.PhyValue(0x0141, false));
    assertThat(rig.line).isTrue();
    assertThat(rig.card.isAtStart()).isFalse();
    assertThat(rig.read(MDIC))
        .isEqualTo(Mdic.R | Mdic.I | Mdic.OP_READ | 1 << 21 | 2 << 16 | 0x0141);
    assertThat(rig.card.isAtStart()).isTrue();
    assertThat(rig.driver.others).hasSize(1);
  }

  @Test
  void aPhyThatDoesNotAnswerIsAnError() {
    rig.write(MDIC, Mdic.OP_READ | 5 << 21);
    rig.card.deliver(new EthernetIo.PhyValue(0, true));
    assertThat(rig.read(MDIC)).isEqualTo(Mdic.R | Mdic.E | Mdic.OP_READ | 5 << 21 | 0xffff);
  }

  @Test
  void aPhyWriteIsOverWhenItIsDone() {
    rig.write(MDIC, Mdic.OP_WRITE | 1 << 21 | 4 << 16 | 0x0de1);
    assertThat(rig.card.isAtStart()).isFalse();
    rig.card.deliver(new EthernetIo.PhyValue(0x0de1, false));
    assertThat(rig.card.isAtStart()).isTrue();
    assertThat(rig.read(MDIC) & (Mdic.R | Mdic.E | 0xffff)).isEqualTo(Mdic.R | 0x0de1);
  }

  @Test
  void anUnknownOperationIsAnErrorAtOnce() {
    rig.write(MDIC, Mdic.OP | 1 << 21);
    assertThat(rig.driver.others).isEmpty();
    assertThat(rig.read(MDIC) & (Mdic.R | Mdic.E)).isEqualTo(Mdic.R | Mdic.E);
  }

  @Test
  void theIoWindowReachesEveryRegister() {
    rig.store(IO, 4, VET);
    assertThat(rig.load(IO, 4)).isEqualTo(VET);
    assertThat(rig.load(IO + 4, 4)).isEqualTo(0x8100);
    rig.store(IO + 4, 4, 0x88a8);
    assertThat(rig.read(VET)).isEqualTo(0x88a8);
    assertThat(rig.load(IO + 8, 4)).isZero();
    rig.store(IO, 4, 0x2_0000);
    assertThat(rig.load(IO + 4, 4)).isZero();
    rig.store(IO + 4, 4, 1);
    assertThat(rig.card.end().registers().ioAddress()).isEqualTo(0x2_0000);
  }

  @Test
  void registersAreThirtyTwoBitsWide() {
    rig.write(FCAL, 0x11223344);
    assertThat(rig.load(FCAL, 1)).isEqualTo(0x44);
    assertThat(rig.load(FCAL + 2, 2)).isEqualTo(0x1122);
    rig.store(FCAL, 2, 0xffff);
    assertThat(rig.read(FCAL)).isEqualTo(0x11223344);
    rig.store(FCAL, 8, 0x0000_5566_7788_99aaL);
    assertThat(rig.load(FCAL, 8)).isEqualTo(0x0000_5566_7788_99aaL);
    assertThat(rig.load(FCAL + 2, 4)).isEqualTo(0xffff_ffffL);
  }
}
