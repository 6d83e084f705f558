package dev.sidestep.vmm.device.i82540em;

import static dev.sidestep.device.spec.i82540em.I82540emRegisters.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.device.spec.i82540em.Ctrl;
import dev.sidestep.device.spec.i82540em.Icr;
import dev.sidestep.device.spec.i82540em.Rctl;
import dev.sidestep.device.spec.i82540em.RxStatus;
import dev.sidestep.vmm.device.EthernetIo;
import org.junit.jupiter.api.Test;

class VirtualReceiveQueueTest {
  private static final int DONE = RxStatus.DD | RxStatus.EOP;

  private final VirtualRig rig = VirtualRig.running();

  @Test
  void aFrameGoesToTheNextBufferWithAllThatTheHardwareFound() {
    byte[] frame = VirtualRig.bytes(100, 1);
    rig.receive(
        new EthernetIo.ReceiveResult(RxStatus.TCPCS | RxStatus.VP, 0x20, 0x1234, 0x64), frame);
    assertThat(rig.receivedData(0, 100)).isEqualTo(frame);
    long status = DONE | RxStatus.TCPCS | RxStatus.VP;
    assertThat(rig.received(0))
        .isEqualTo(100 | 0x1234L << 16 | status << 32 | 0x20L << 40 | 0x64L << 48);
    assertThat(rig.read(RDH)).isEqualTo(1);
    assertThat(rig.causes()).isEqualTo(Icr.RXT0);
  }

  @Test
  void aLongFrameTakesSeveralBuffers() {
    rig.write(RCTL, Rctl.EN | Rctl.LPE);
    byte[] frame = VirtualRig.bytes(5_000, 2);
    rig.receive(new EthernetIo.ReceiveResult(0, 0, 0xabcd, 0), frame);
    assertThat(rig.received(0)).isEqualTo(2_048 | (long) RxStatus.DD << 32);
    assertThat(rig.received(1)).isEqualTo(2_048 | (long) RxStatus.DD << 32);
    assertThat(rig.received(2)).isEqualTo(904 | 0xabcdL << 16 | (long) DONE << 32);
    assertThat(rig.ram.get(VirtualRig.RX_BUFFERS, 5_000)).isEqualTo(frame);
  }

  @Test
  void roomIsWhatTheGuestHasGivenOut() {
    assertThat(rig.driver.receiveRoom).isEqualTo(15);
    rig.write(RCTL, Rctl.EN | 3 << 16);
    assertThat(rig.driver.receiveRoom).isEqualTo(2);
    rig.write(RCTL, 0);
    assertThat(rig.driver.receiveRoom).isZero();
    rig.write(RCTL, Rctl.EN);
    assertThat(rig.driver.receiveRoom).isEqualTo(15);
  }

  @Test
  void frameAfterFrameFillsTheRingAndRoomComesBack() {
    for (int i = 0; i < 15; i++) {
      rig.receive(VirtualRig.bytes(64, i));
    }
    assertThat(rig.driver.receiveRoom).isZero();
    assertThat(rig.read(RDH)).isEqualTo(15);
    rig.write(RDT, 3);
    assertThat(rig.driver.receiveRoom).isEqualTo(4);
    rig.receive(VirtualRig.bytes(70, 99));
    assertThat(rig.receivedData(15, 70)).isEqualTo(VirtualRig.bytes(70, 99));
  }

  @Test
  void aFrameThatFindsTooFewBuffersWaitsForMore() {
    rig.write(RCTL, Rctl.EN | Rctl.LPE);
    rig.write(RDT, 2);
    assertThat(rig.driver.receiveRoom).isEqualTo(1);
    byte[] frame = VirtualRig.bytes(5_000, 3);
    rig.receive(frame);
    assertThat(rig.card.isQuiet()).isFalse();
    assertThat(rig.card.owed()).containsExactly("1 received frames");
    assertThat(rig.driver.receiveRoom).isZero();
    assertThat(rig.causes() & Icr.RXT0).isZero();
    rig.write(RDT, 3);
    assertThat(rig.card.isQuiet()).isTrue();
    assertThat(rig.ram.get(VirtualRig.RX_BUFFERS, 5_000)).isEqualTo(frame);
    assertThat(rig.causes() & Icr.RXT0).isNotZero();
  }

  @Test
  void framesThatCameWhileTheReceiverIsOffWaitInOrder() {
    rig.write(RCTL, 0);
    rig.receive(VirtualRig.bytes(64, 1));
    rig.receive(VirtualRig.bytes(65, 2));
    assertThat(rig.read(RDH)).isZero();
    rig.write(RCTL, Rctl.EN);
    assertThat(rig.receivedData(0, 64)).isEqualTo(VirtualRig.bytes(64, 1));
    assertThat(rig.receivedData(1, 65)).isEqualTo(VirtualRig.bytes(65, 2));
    assertThat(rig.card.isQuiet()).isTrue();
  }

  @Test
  void aNullAddressTakesNoData() {
    rig.ram.setQuadword(VirtualRig.RX_RING, 0);
    rig.receive(VirtualRig.bytes(64, 1));
    assertThat(rig.received(0)).isEqualTo((long) RxStatus.DD << 32);
    assertThat(rig.received(1)).isEqualTo(64 | (long) DONE << 32);
  }

  @Test
  void theThresholdInterruptsWhenItIsReached() {
    for (int i = 0; i < 6; i++) {
      rig.receive(VirtualRig.bytes(64, i));
    }
    assertThat(rig.causes() & Icr.RXDMT0).isZero();
    rig.receive(VirtualRig.bytes(64, 7));
    assertThat(rig.causes() & Icr.RXDMT0).isNotZero();
    rig.receive(VirtualRig.bytes(64, 8));
    assertThat(rig.causes() & Icr.RXDMT0).isZero();
  }

  @Test
  void aSmallPacketInterruptsByItself() {
    rig.write(RSRPD, 100);
    rig.receive(VirtualRig.bytes(100, 1));
    assertThat(rig.causes() & Icr.SRPD).isNotZero();
    rig.receive(VirtualRig.bytes(101, 1));
    assertThat(rig.causes() & Icr.SRPD).isZero();
  }

  @Test
  void aRefusedBufferStopsTheQueueUntilItIsEnabledAnew() {
    rig.ram.setQuadword(VirtualRig.RX_RING, 0x10);
    rig.receive(VirtualRig.bytes(64, 1));
    assertThat(rig.read(RDH)).isZero();
    assertThat(rig.driver.receiveRoom).isZero();
    rig.ram.setQuadword(VirtualRig.RX_RING, VirtualRig.RX_BUFFERS);
    rig.write(RDT, 15);
    assertThat(rig.read(RDH)).isZero();
    rig.write(RCTL, 0);
    rig.write(RCTL, Rctl.EN);
    assertThat(rig.receivedData(0, 64)).isEqualTo(VirtualRig.bytes(64, 1));
  }

  @Test
  void lostFramesAreAnOverrun() {
    rig.card.deliver(EthernetIo.OutOfBuffers.INSTANCE);
    assertThat(rig.causes()).isEqualTo(Icr.RXO);
  }

  @Test
  void aResetDropsWhatWaits() {
    rig.write(RCTL, 0);
    rig.receive(VirtualRig.bytes(64, 1));
    rig.write(CTRL, Ctrl.RST);
    assertThat(rig.card.isQuiet()).isTrue();
    assertThat(rig.driver.receiveRoom).isZero();
    assertThat(rig.read(RDLEN)).isZero();
  }
}
