package dev.sidestep.device.model.i82540em;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.device.spec.i82540em.Ctrl;
import dev.sidestep.device.spec.i82540em.FlowControl;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Rctl;
import dev.sidestep.device.spec.i82540em.StatisticsRegisters;
import dev.sidestep.device.spec.i82540em.Status;
import dev.sidestep.device.spec.i82540em.Tctl;
import org.junit.jupiter.api.Test;

/** PAUSE frames in both directions. */
final class PauseTest {
  private static final byte[] GROUP = {1, (byte) 0x80, (byte) 0xc2, 0, 0, 1};
  private static final long QUANTUM_NANOS = 512;

  private final Rig rig = Rig.running();

  private void ctrl(int mask) {
    rig.setControlBits(I82540emRegisters.CTRL, mask, true);
  }

  private static byte[] control(byte[] destination, int opcode, int time) {
    byte[] frame = new byte[60];
    System.arraycopy(destination, 0, frame, 0, 6);
    frame[6] = 2;
    Bytes.setShortBig(frame, 12, 0x8808);
    Bytes.setShortBig(frame, 14, opcode);
    Bytes.setShortBig(frame, 16, time);
    return frame;
  }

  private static byte[] ownPause(int time) {
    byte[] frame = control(GROUP, 1, time);
    System.arraycopy(Rig.STATION, 0, frame, 6, 6);
    return Rig.withCheck(frame);
  }

  private boolean isOff() {
    return rig.registers.isSet(I82540emRegisters.STATUS, Status.TXOFF);
  }

  private void send(int count) {
    for (int index = 0; index < count; index++) {
      rig.putLegacy(index, Rig.BUFFERS, 60);
    }
    rig.tail(count);
    rig.settle();
  }

  @Test
  void aPauseHoldsTheTransmitterBackForItsTime() {
    ctrl(Ctrl.RFCE);
    rig.arrive(control(GROUP, 1, 100));
    assertThat(isOff()).isTrue();
    send(2);
    rig.advance(100 * QUANTUM_NANOS - 1);
    assertThat(rig.sent).isEmpty();

    rig.advance(1);
    assertThat(isOff()).isFalse();
    rig.drain();
    assertThat(rig.sent).hasSize(2);
    assertThat(rig.counter(StatisticsRegisters.XOFFRXC)).isEqualTo(1);
  }

  @Test
  void theFrameOnTheWireIsFinished() {
    ctrl(Ctrl.RFCE);
    send(2);
    rig.arrive(control(GROUP, 1, 100));
    rig.drain();
    assertThat(rig.goodSent).isEqualTo(1);
    assertThat(rig.sent).hasSize(1);
  }

  @Test
  void timeZeroEndsAPause() {
    ctrl(Ctrl.RFCE);
    rig.arrive(control(GROUP, 1, 0xffff));
    send(1);
    rig.arrive(control(Rig.STATION, 1, 0));
    assertThat(isOff()).isFalse();
    assertThat(rig.sent).hasSize(1);
    assertThat(rig.counter(StatisticsRegisters.XONRXC)).isEqualTo(1);
  }

  @Test
  void withoutRfceItIsAFrameLikeAnyOther() {
    rig.giveBuffers(7);
    rig.arrive(control(Rig.STATION, 1, 100));
    assertThat(isOff()).isFalse();
    assertThat(rig.goodReceived).isEqualTo(1);
  }

  @Test
  void takingRfceAwayEndsAPause() {
    ctrl(Ctrl.RFCE);
    rig.arrive(control(GROUP, 1, 0xffff));
    send(1);
    rig.setControlBits(I82540emRegisters.CTRL, Ctrl.RFCE, false);
    assertThat(isOff()).isFalse();
    assertThat(rig.sent).hasSize(1);
  }

  @Test
  void dpfAndPmcfDecideWhatGoesToMemory() {
    ctrl(Ctrl.RFCE);
    rig.giveBuffers(7);
    rig.arrive(control(Rig.STATION, 1, 0));
    assertThat(rig.received).isEqualTo(1);
    rig.setControlBits(I82540emRegisters.RCTL, Rctl.DPF, true);
    rig.arrive(control(Rig.STATION, 1, 0));
    rig.arrive(control(GROUP, 1, 0));
    assertThat(rig.received).isEqualTo(1);

    rig.arrive(control(GROUP, 2, 0));
    assertThat(rig.received).isEqualTo(1);
    rig.setControlBits(I82540emRegisters.RCTL, Rctl.PMCF, true);
    rig.arrive(control(GROUP, 2, 0));
    assertThat(rig.received).isEqualTo(2);
    assertThat(rig.counter(StatisticsRegisters.FCRUC)).isEqualTo(2);
  }

  @Test
  void softwareSendsXoffAndXonWhateverTfceSays() {
    rig.registers.set(I82540emRegisters.FCTTV, 0x1234);
    rig.setControlBits(I82540emRegisters.TCTL, Tctl.SWXOFF, true);
    assertThat(rig.sent).containsExactly(ownPause(0x1234));
    assertThat(rig.registers.isSet(I82540emRegisters.TCTL, Tctl.SWXOFF)).isTrue();
    rig.finishWire();
    assertThat(rig.registers.isSet(I82540emRegisters.TCTL, Tctl.SWXOFF)).isFalse();

    rig.registers.set(I82540emRegisters.FCTTV, 0);
    rig.setControlBits(I82540emRegisters.TCTL, Tctl.SWXOFF, true);
    rig.drain();
    assertThat(rig.sent).containsExactly(ownPause(0x1234), ownPause(0));
    assertThat(rig.events).containsExactly("pause off", "pause on");
  }

  @Test
  void aPauseFrameGoesBeforeTheFifoAndWhileHeldBack() {
    ctrl(Ctrl.RFCE);
    send(3);
    rig.arrive(control(GROUP, 1, 0xffff));
    rig.setControlBits(I82540emRegisters.TCTL, Tctl.SWXOFF, true);
    rig.drain();
    assertThat(rig.sent).hasSize(2);
    assertThat(rig.sent.get(1)).isEqualTo(ownPause(0));
  }

  @Test
  void theReceiveFifoSendsXoffAndXonAtItsThresholds() {
    ctrl(Ctrl.TFCE);
    rig.registers.set(I82540emRegisters.FCTTV, 0x680);
    rig.registers.set(I82540emRegisters.FCRTH, 400);
    rig.registers.set(I82540emRegisters.FCRTL, 160 | FlowControl.XONE);
    for (int count = 0; count < 4; count++) {
      rig.arrive(Rig.frameTo(Rig.STATION, 60));
    }
    assertThat(rig.sent).isEmpty();
    rig.arrive(Rig.frameTo(Rig.STATION, 60));
    rig.arrive(Rig.frameTo(Rig.STATION, 60));
    rig.drain();
    assertThat(rig.sent).containsExactly(ownPause(0x680));

    rig.giveBuffers(3);
    rig.drain();
    assertThat(rig.sent).hasSize(1);
    rig.registers.set(I82540emRegisters.RDT, 4);
    rig.path.receiveDoorbell();
    rig.drain();
    assertThat(rig.sent).containsExactly(ownPause(0x680), ownPause(0));
  }

  @Test
  void anOverflowAfterXoffSendsXoffAgain() {
    ctrl(Ctrl.TFCE);
    rig.registers.set(I82540emRegisters.FCTTV, 7);
    rig.registers.set(I82540emRegisters.FCRTH, 0xb000);
    for (int count = 0; count < 32; count++) {
      rig.arrive(Rig.frameTo(Rig.STATION, 1514));
    }
    rig.drain();
    assertThat(rig.sent).containsExactly(ownPause(7));
    rig.arrive(Rig.frameTo(Rig.STATION, 1514));
    rig.drain();
    assertThat(rig.sent).containsExactly(ownPause(7), ownPause(7));
  }

  @Test
  void withoutTfceTheFifoSendsNothing() {
    rig.registers.set(I82540emRegisters.FCRTH, 80);
    rig.arrive(Rig.frameTo(Rig.STATION, 60));
    rig.drain();
    assertThat(rig.sent).isEmpty();
  }
}
