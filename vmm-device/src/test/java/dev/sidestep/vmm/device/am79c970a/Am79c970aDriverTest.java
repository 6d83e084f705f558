package dev.sidestep.vmm.device.am79c970a;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.device.spec.i82540em.Ctrl;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Rctl;
import dev.sidestep.device.spec.i82540em.StatisticsRegisters;
import dev.sidestep.device.spec.i82540em.Status;
import dev.sidestep.vmm.ModePolicy;
import dev.sidestep.vmm.device.EthernetIo;
import dev.sidestep.vmm.device.Offload;
import dev.sidestep.vmm.device.i82540em.I82540emHandover;
import dev.sidestep.vmm.device.i82540em.I82540emMode;
import org.junit.jupiter.api.Test;

class Am79c970aDriverTest {
  private static final long SOON = 100_000;
  private static final long LATER = 5_000_000;
  private final DriverRig rig = new DriverRig();

  private static byte[] frame(int number) {
    byte[] frame = new byte[100];
    for (int i = 0; i < 6; i++) {
      frame[i] = (byte) (DriverRig.MAC >>> (40 - 8 * i));
    }
    frame[12] = 0x08;
    frame[20] = (byte) number;
    return frame;
  }

  private I82540emMode start() {
    I82540emMode mode = rig.adopt().mode();
    int ctrl = mode.value(I82540emRegisters.CTRL) | Ctrl.SLU | Ctrl.TFCE;
    I82540emMode set =
        mode.with(I82540emRegisters.RCTL, Rctl.EN | Rctl.SECRC).with(I82540emRegisters.CTRL, ctrl);
    rig.driver.perform(new EthernetIo.Configure(set));
    return set;
  }

  private void transmit(byte[] frame) {
    rig.driver.perform(new EthernetIo.Transmit(frame, frame.length, Offload.NONE));
  }

  private void arrive(int frames) {
    for (int i = 0; i < frames; i++) {
      rig.network.add(frame(i));
    }
    rig.cable.wake();
  }

  @Test
  void theGuestGetsACardAsAfterPowerOnWithTheRealAddress() {
    assertThat(rig.driver.objection(new ModePolicy.AdoptByQuery())).isEmpty();
    I82540emHandover found = rig.adopt();
    assertThat(found.mode().stationAddress()).isEqualTo(DriverRig.MAC);
    assertThat(found.eeprom().get(0)).isEqualTo(0x5452);
    int sum = found.eeprom().stream().mapToInt(Integer::intValue).sum();
    assertThat(sum & 0xffff).isEqualTo(0xbaba);
    assertThat(found.mode().isReceiveEnabled()).isFalse();
  }

  @Test
  void aPacketLeavesAndTheDriverIsDrained() {
    start();
    transmit(frame(1));
    assertThat(rig.driver.isDrained()).isFalse();
    rig.pass(SOON);
    assertThat(rig.wire).containsExactly(frame(1));
    assertThat(rig.driver.isDrained()).isTrue();
  }

  @Test
  void noMoreFramesAreDeliveredThanThereIsRoomFor() {
    start();
    rig.driver.perform(new EthernetIo.ReceiveRoom(2));
    arrive(5);
    rig.pass(SOON);
    assertThat(rig.received).containsExactly(frame(0), frame(1));
    assertThat(rig.driver.isSettled()).isFalse();
    rig.driver.perform(new EthernetIo.ReceiveRoom(10));
    assertThat(rig.received).hasSize(5);
    assertThat(rig.driver.isSettled()).isTrue();
  }

  @Test
  void aGuestThatTakesNothingSilencesTheFarEndInsteadOfLosingFrames() {
    start();
    arrive(500);
    rig.pass(LATER);
    assertThat(rig.cable.isPaused()).isTrue();
    rig.driver.perform(new EthernetIo.ReceiveRoom(1000));
    rig.pass(LATER);
    assertThat(rig.received).hasSize(500);
    for (int i = 0; i < 500; i++) {
      assertThat(rig.received.get(i)).isEqualTo(frame(i));
    }
    assertThat(rig.cable.isPaused()).isFalse();
    assertThat(rig.wire).isEmpty();
  }

  @Test
  void withoutALinkPacketsWait() {
    start();
    rig.cable.connect(false);
    transmit(frame(1));
    rig.pass(LATER);
    assertThat(rig.wire).isEmpty();
    assertThat(rig.heard)
        .anyMatch(
            io -> io instanceof EthernetIo.LinkChanged(int status) && (status & Status.LU) == 0);
    rig.cable.connect(true);
    rig.pass(LATER);
    assertThat(rig.wire).containsExactly(frame(1));
  }

  @Test
  void aFailureOfTheBusIsSurvived() {
    start();
    rig.refuseDma(true);
    transmit(frame(1));
    rig.refuseDma(false);
    assertThat(rig.chip.troubles().masterAborts()).isPositive();
    rig.pass(LATER);
    transmit(frame(2));
    rig.pass(SOON);
    assertThat(rig.wire).contains(frame(2));
  }

  @Test
  void whatTheGuestDoesNotWantIsCountedAndDropped() {
    I82540emMode mode = start();
    rig.driver.perform(new EthernetIo.ReceiveRoom(10));
    byte[] other = frame(0);
    other[5]++;
    rig.network.add(other);
    arrive(1);
    rig.pass(SOON);
    assertThat(rig.received).containsExactly(frame(0));
    rig.driver.perform(new EthernetIo.ReadCounter(StatisticsRegisters.TPR));
    rig.driver.perform(new EthernetIo.ReadCounter(StatisticsRegisters.GPRC));
    assertThat(rig.heard)
        .contains(
            new EthernetIo.RegisterValue(StatisticsRegisters.TPR, 2),
            new EthernetIo.RegisterValue(StatisticsRegisters.GPRC, 1));
    rig.driver.perform(new EthernetIo.Configure(mode.with(I82540emRegisters.RCTL, 0)));
    arrive(3);
    rig.pass(SOON);
    assertThat(rig.received).hasSize(1);
    assertThat(rig.driver.isSettled()).isTrue();
  }

  @Test
  void aDetachedChipIsStopped() {
    start();
    rig.driver.detach();
    arrive(1);
    rig.pass(LATER);
    assertThat(rig.received).isEmpty();
    assertThat(rig.chip.troubles().framesDropped()).isEqualTo(1);
  }
}
