package dev.sidestep.device.model.i82540em;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.device.model.EthernetOutlet.LinkPartner;
import dev.sidestep.device.spec.i82540em.Ana;
import dev.sidestep.device.spec.i82540em.Gcon;
import dev.sidestep.device.spec.i82540em.Pctrl;
import dev.sidestep.device.spec.i82540em.PhyRegister;
import dev.sidestep.device.spec.i82540em.Pint;
import dev.sidestep.device.spec.i82540em.Psstat;
import dev.sidestep.device.spec.i82540em.Pstatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PhyTest {
  private static final long SECOND = 1_000_000_000L;
  private static final LinkPartner FAST_ETHERNET = new LinkPartner(true, 100_000_000, false);

  private final TestTime time = new TestTime();
  private final TestCable cable = new TestCable(TestCable.GIGABIT);
  private final List<String> events = new ArrayList<>();
  private final Phy phy =
      new Phy(
          time.scheduler(),
          cable,
          ChipTiming.REAL,
          () -> events.add("link"),
          () -> events.add("interrupt"));

  @Test
  void isTheOneThatDriversKnow() {
    assertThat(phy.read(PhyRegister.PHY_ID1)).isEqualTo(0x0141);
    assertThat(phy.read(PhyRegister.PHY_ID2)).isEqualTo(0x0c20);
  }

  @Test
  void negotiatesInTwoSeconds() {
    phy.powerOn();
    time.pass(2 * SECOND - 1);
    assertThat(phy.isLinkUp()).isFalse();
    time.pass(1);
    assertThat(phy.isLinkUp()).isTrue();
    assertThat(phy.speed()).isEqualTo(2);
    assertThat(phy.isFullDuplex()).isTrue();
    assertThat(events).containsExactly("link");
    assertThat(phy.read(PhyRegister.GSTATUS) & Gcon.PARTNER_FULL_1000).isNotZero();
    assertThat(phy.read(PhyRegister.LPA) & Ana.PAUSE).isNotZero();
    assertThat(phy.read(PhyRegister.PSSTAT))
        .isEqualTo(2 << 14 | Psstat.DUPLEX | Psstat.RESOLVED | Psstat.LINK | Psstat.PAUSE);
  }

  @Test
  void linkBitLatchesLow() {
    up();
    assertThat(phy.read(PhyRegister.PSTATUS) & Pstatus.LINK).isZero();
    assertThat(phy.read(PhyRegister.PSTATUS) & Pstatus.LINK).isNotZero();
    flicker();
    assertThat(phy.read(PhyRegister.PSTATUS) & Pstatus.LINK).isZero();
    assertThat(phy.read(PhyRegister.PSTATUS) & (Pstatus.LINK | Pstatus.AUTO_DONE))
        .isEqualTo(Pstatus.LINK | Pstatus.AUTO_DONE);
  }

  @Test
  void takesTheRateOfThePartner() {
    cable.partner(FAST_ETHERNET);
    up();
    assertThat(phy.speed()).isEqualTo(1);
    assertThat(phy.read(PhyRegister.LPA) & (Ana.FULL_100 | Ana.PAUSE)).isEqualTo(Ana.FULL_100);
    assertThat(phy.read(PhyRegister.GSTATUS)).isZero();
    assertThat(phy.read(PhyRegister.PSSTAT) & Psstat.PAUSE).isZero();
  }

  @Test
  void getsNoLinkWithoutACommonRate() {
    phy.write(PhyRegister.GCON, 0);
    up();
    assertThat(phy.isLinkUp()).isFalse();
    assertThat(phy.read(PhyRegister.PSTATUS) & Pstatus.AUTO_DONE).isZero();
  }

  @Test
  void getsNoLinkWithoutACable() {
    cable.partner(LinkPartner.ABSENT);
    up();
    assertThat(phy.isLinkUp()).isFalse();
  }

  @Test
  void restartDropsTheLink() {
    up();
    phy.write(PhyRegister.PCTRL, phy.read(PhyRegister.PCTRL) | Pctrl.RESTART);
    assertThat(phy.isLinkUp()).isFalse();
    assertThat(phy.read(PhyRegister.PCTRL) & Pctrl.RESTART).isZero();
    time.pass(2 * SECOND);
    assertThat(phy.isLinkUp()).isTrue();
  }

  @Test
  void aSpeedThatIsSetMustBeThePartners() {
    cable.partner(FAST_ETHERNET);
    up();
    phy.write(PhyRegister.PCTRL, Pctrl.RESET | Pctrl.SPEED_100);
    time.pass(2 * SECOND);
    assertThat(phy.isLinkUp()).isTrue();
    assertThat(phy.isFullDuplex()).isFalse();
    assertThat(phy.read(PhyRegister.PSTATUS) & Pstatus.AUTO_DONE).isZero();
    phy.write(PhyRegister.PCTRL, Pctrl.RESET);
    time.pass(2 * SECOND);
    assertThat(phy.isLinkUp()).isFalse();
  }

  @Test
  void powerDownAndResetLineDropTheLink() {
    up();
    phy.write(PhyRegister.PCTRL, Pctrl.AUTO | Pctrl.POWER_DOWN);
    assertThat(phy.isLinkUp()).isFalse();
    phy.hold(true);
    phy.hold(false);
    time.pass(2 * SECOND);
    assertThat(phy.isLinkUp()).isTrue();
  }

  @Test
  void resetByRegisterKeepsWhatWasWritten() {
    phy.write(PhyRegister.ANA, 0x0141);
    phy.write(PhyRegister.PCTRL, Pctrl.AUTO | Pctrl.RESET);
    assertThat(phy.read(PhyRegister.ANA)).isEqualTo(0x0141);
    phy.hold(true);
    assertThat(phy.answers()).isFalse();
    assertThat(phy.read(PhyRegister.ANA)).isEqualTo(0x0de1);
  }

  @Test
  void loopbackHasALinkOfItsOwn() {
    cable.partner(LinkPartner.ABSENT);
    phy.write(PhyRegister.PCTRL, Pctrl.LOOPBACK | Pctrl.SPEED_1000 | Pctrl.DUPLEX);
    assertThat(phy.isLoopback()).isTrue();
    assertThat(phy.isLinkUp()).isTrue();
    phy.write(PhyRegister.PCTRL, Pctrl.AUTO);
    assertThat(phy.isLinkUp()).isFalse();
  }

  @Test
  void interruptsUntilItsStatusIsRead() {
    phy.write(PhyRegister.PINTE, Pint.LINK);
    up();
    assertThat(events).containsExactly("interrupt", "link");
    assertThat(phy.isInterrupting()).isTrue();
    assertThat(phy.read(PhyRegister.PINTS)).isEqualTo(Pint.LINK | Pint.AUTO_DONE);
    assertThat(phy.isInterrupting()).isFalse();
    assertThat(phy.read(PhyRegister.PINTS)).isZero();
  }

  @Test
  void statusRegistersIgnoreWrites() {
    int before = phy.read(PhyRegister.PSSTAT);
    phy.write(PhyRegister.PSSTAT, ~before & 0xffff);
    phy.write(PhyRegister.PHY_ID1, 0);
    assertThat(phy.read(PhyRegister.PSSTAT)).isEqualTo(before);
    assertThat(phy.read(PhyRegister.PHY_ID1)).isEqualTo(0x0141);
  }

  @Test
  void anInterruptedNegotiationGoesOnAfterRestore() {
    phy.powerOn();
    time.pass(SECOND);
    Phy.State state = phy.state();
    phy.powerOn();
    phy.restore(state);
    assertThat(phy.state()).isEqualTo(state);
    time.pass(SECOND);
    assertThat(phy.isLinkUp()).isTrue();
  }

  private void up() {
    phy.write(PhyRegister.PCTRL, phy.read(PhyRegister.PCTRL) | Pctrl.RESET);
    time.pass(2 * SECOND);
  }

  private void flicker() {
    LinkPartner partner = cable.partner();
    cable.partner(LinkPartner.ABSENT);
    phy.partnerChanged();
    cable.partner(partner);
    phy.partnerChanged();
    time.pass(2 * SECOND);
  }
}
