package dev.sidestep.vmm.device.i82540em;

import static dev.sidestep.device.spec.i82540em.I82540emRegisters.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.device.spec.i82540em.Ctrl;
import dev.sidestep.device.spec.i82540em.Icr;
import dev.sidestep.device.spec.i82540em.Status;
import dev.sidestep.device.spec.i82540em.Tctl;
import dev.sidestep.vmm.device.EthernetIo;
import dev.sidestep.vmm.device.Offload;
import org.junit.jupiter.api.Test;

class VirtualTransmitterTest {
  private static final long EXTENDED = (long) RingDescriptor.DEXT << 24;
  private static final long DATA = EXTENDED | 1L << 20;
  private static final long TSE = (long) RingDescriptor.TSE << 24;
  private static final long EOP = (long) RingDescriptor.EOP << 24;
  private static final long IFCS = (long) RingDescriptor.IFCS << 24;
  private static final long RS = (long) RingDescriptor.RS << 24;

  private final VirtualRig rig = VirtualRig.running();

  @Test
  void oneDoorbellSendsManyPackets() {
    for (int i = 0; i < 10; i++) {
      rig.describeLegacy(i, VirtualRig.PLAIN, VirtualRig.bytes(60 + i, i));
    }
    rig.write(TDT, 10);
    assertThat(rig.driver.packets).hasSize(10);
    for (int i = 0; i < 10; i++) {
      assertThat(rig.driver.packets.get(i).bytes()).isEqualTo(VirtualRig.bytes(60 + i, i));
      assertThat(rig.driver.packets.get(i).offload()).isEqualTo(Offload.NONE);
      assertThat(rig.isDone(i)).isTrue();
    }
    assertThat(rig.read(TDH)).isEqualTo(10);
    assertThat(rig.causes()).isEqualTo(Icr.TXDW | Icr.TXQE);
  }

  @Test
  void withoutReportStatusNothingIsWrittenBack() {
    rig.describeLegacy(0, RingDescriptor.EOP | RingDescriptor.IFCS, VirtualRig.bytes(60, 1));
    rig.write(TDT, 1);
    assertThat(rig.isDone(0)).isFalse();
    assertThat(rig.causes()).isEqualTo(Icr.TXQE);
  }

  @Test
  void aRingWrapsAround() {
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < VirtualRig.RING; i++) {
        rig.describeLegacy(i, VirtualRig.PLAIN, VirtualRig.bytes(64, i));
        rig.write(TDT, (i + 1) % VirtualRig.RING);
      }
    }
    assertThat(rig.driver.packets).hasSize(3 * VirtualRig.RING);
    assertThat(rig.read(TDH)).isZero();
  }

  @Test
  void aPacketInSeveralDescriptorsIsOnePacket() {
    rig.describeLegacy(0, RingDescriptor.RS, VirtualRig.bytes(14, 1));
    rig.describeLegacy(1, VirtualRig.PLAIN, VirtualRig.bytes(100, 2));
    rig.write(TDT, 1);
    assertThat(rig.driver.packets).isEmpty();
    assertThat(rig.isDone(0)).isTrue();
    assertThat(rig.read(TDH)).isEqualTo(1);
    assertThat(rig.card.isAtStart()).isFalse();
    rig.write(TDT, 2);
    assertThat(rig.card.isAtStart()).isTrue();
    byte[] packet = rig.driver.packets.getFirst().bytes();
    assertThat(packet).hasSize(114).startsWith(VirtualRig.bytes(14, 1));
    assertThat(packet).endsWith(VirtualRig.bytes(100, 2));
  }

  @Test
  void aLegacyChecksumIsThatOfTheWholePacket() {
    int command = VirtualRig.PLAIN | RingDescriptor.IC;
    rig.describe(0, VirtualRig.TX_BUFFERS, 60 | 24L << 16 | (long) command << 24 | 14L << 40);
    rig.write(TDT, 1);
    Offload offload = rig.driver.packets.getFirst().offload();
    assertThat(offload.insertIpChecksum()).isTrue();
    assertThat(offload.insertTransportChecksum()).isFalse();
    assertThat(offload.layout().ip()).isEqualTo(new Offload.Checksum(14, 24, 0));
  }

  @Test
  void aTagComesFromTheLastDescriptor() {
    rig.describe(0, VirtualRig.TX_BUFFERS, 20 | 0x1111L << 48);
    int command = VirtualRig.PLAIN | RingDescriptor.VLE;
    rig.describe(1, VirtualRig.TX_BUFFERS, 40 | (long) command << 24 | 0x2064L << 48);
    rig.write(TDT, 2);
    assertThat(rig.driver.packets.getFirst().offload().vlanTag()).isEqualTo(0x2064);
  }

  @Test
  void aContextDescribesTheChecksumsOfLaterPackets() {
    rig.describe(0, 0x0000_1032_0021_180eL | 0x22L << 32, EXTENDED | RS);
    rig.describe(1, VirtualRig.TX_BUFFERS, 60 | DATA | EOP | IFCS | 3L << 40);
    rig.describe(2, VirtualRig.TX_BUFFERS, 61 | DATA | EOP | IFCS | 2L << 40);
    rig.write(TDT, 3);
    assertThat(rig.isDone(0)).isTrue();
    Offload first = rig.driver.packets.getFirst().offload();
    assertThat(first.insertIpChecksum()).isTrue();
    assertThat(first.insertTransportChecksum()).isTrue();
    assertThat(first.isSegmented()).isFalse();
    assertThat(first.layout().ip()).isEqualTo(new Offload.Checksum(14, 24, 0x21));
    assertThat(first.layout().transport()).isEqualTo(new Offload.Checksum(0x32, 0x10, 0));
    Offload second = rig.driver.packets.get(1).offload();
    assertThat(second.insertIpChecksum()).isFalse();
    assertThat(second.layout()).isEqualTo(first.layout());
  }

  /** MSS 1000, headers of 54 bytes, TCP over IPv4, 3000 bytes of payload. */
  private void describeSegmentationContext(int index) {
    long low = 14 | 24L << 8 | 33L << 16 | 34L << 32 | 50L << 40;
    rig.describe(index, low, 3_000 | EXTENDED | TSE | 3L << 24 | 54L << 40 | 1_000L << 48);
  }

  @Test
  void aSegmentationIsOnePacketForTheDriver() {
    describeSegmentationContext(0);
    rig.describe(1, VirtualRig.TX_BUFFERS, 54 | DATA | TSE | IFCS | 3L << 40);
    rig.describe(2, VirtualRig.TX_BUFFERS + 54, 3_000 | DATA | TSE | EOP | RS);
    rig.ram.put(VirtualRig.TX_BUFFERS, VirtualRig.bytes(3_054, 9));
    rig.write(TDT, 3);
    RecordingDriver.Packet packet = rig.driver.packets.getFirst();
    assertThat(packet.bytes()).isEqualTo(VirtualRig.bytes(3_054, 9));
    assertThat(packet.offload().insertFcs()).isTrue();
    assertThat(packet.offload().segmentation())
        .isEqualTo(new Offload.Segmentation(1_000, 54, 3_000, true, true));
    assertThat(packet.offload().layout().transport()).isEqualTo(new Offload.Checksum(34, 50, 0));
  }

  @Test
  void theTwoContextsAreKeptApart() {
    describeSegmentationContext(0);
    rig.describe(1, 5 | 6L << 8 | 7L << 16, EXTENDED);
    rig.describe(2, VirtualRig.TX_BUFFERS, 3_054 | DATA | TSE | EOP | IFCS);
    rig.describe(3, VirtualRig.TX_BUFFERS, 60 | DATA | EOP | IFCS | 1L << 40);
    rig.write(TDT, 4);
    assertThat(rig.driver.packets.getFirst().offload().segmentation().headerLength()).isEqualTo(54);
    assertThat(rig.driver.packets.get(1).offload().layout().ip())
        .isEqualTo(new Offload.Checksum(5, 6, 7));
    I82540emHandover.TransmitContexts contexts = rig.card.end().contexts();
    assertThat(contexts.checksum()).isEqualTo(new Descriptor(5 | 6L << 8 | 7L << 16, EXTENDED));
    assertThat(contexts.segmentation().isNone()).isFalse();
  }

  @Test
  void surplusDataOfASegmentationIsAsLongAsOneByteMore() {
    describeSegmentationContext(0);
    rig.describe(1, VirtualRig.TX_BUFFERS, 4_000 | DATA | TSE | EOP | IFCS);
    rig.write(TDT, 2);
    assertThat(rig.driver.packets.getFirst().bytes()).hasSize(3_055);
  }

  @Test
  void packetsThatTheChipMakesNoFrameOfAreDroppedAndDone() {
    rig.describe(0, VirtualRig.TX_BUFFERS, 16_289 | DATA | EOP | IFCS | RS);
    rig.describe(1, VirtualRig.TX_BUFFERS, 100 | DATA | TSE | EOP | IFCS | RS);
    rig.describe(2, VirtualRig.TX_BUFFERS, DATA | EOP | IFCS | RS);
    rig.describe(3, 0, 60 | DATA | EOP | IFCS | RS);
    rig.describe(4, VirtualRig.TX_BUFFERS, 60 | EXTENDED | 7L << 20 | EOP | RS);
    rig.describeLegacy(5, VirtualRig.PLAIN, VirtualRig.bytes(60, 5));
    rig.write(TDT, 6);
    assertThat(rig.driver.packets).hasSize(1);
    assertThat(rig.isDone(4)).isTrue();
    assertThat(rig.read(TDH)).isEqualTo(6);
  }

  @Test
  void whatTheDriverHasNoRoomForWaitsInTheRing() {
    rig.driver.makeRoom(2);
    for (int i = 0; i < 5; i++) {
      rig.describeLegacy(i, VirtualRig.PLAIN, VirtualRig.bytes(60, i));
    }
    rig.write(TDT, 5);
    assertThat(rig.driver.packets).hasSize(2);
    assertThat(rig.read(TDH)).isEqualTo(2);
    assertThat(rig.isDone(2)).isFalse();
    rig.driver.makeRoom(10);
    assertThat(rig.driver.packets).hasSize(5);
    assertThat(rig.isDone(4)).isTrue();
  }

  @Test
  void nothingIsSentWhileTheTransmitterIsOff() {
    rig.write(TCTL, 0);
    rig.describeLegacy(0, VirtualRig.PLAIN, VirtualRig.bytes(60, 1));
    rig.write(TDT, 1);
    assertThat(rig.driver.packets).isEmpty();
    rig.write(TCTL, Tctl.EN);
    assertThat(rig.driver.packets).hasSize(1);
  }

  @Test
  void nothingIsFetchedWithoutBusMaster() {
    rig.storeConfiguration(0x04, 2, 0x0002);
    rig.describeLegacy(0, VirtualRig.PLAIN, VirtualRig.bytes(60, 1));
    rig.write(TDT, 1);
    assertThat(rig.read(TDH)).isZero();
    rig.storeConfiguration(0x04, 2, 0x0006);
    assertThat(rig.driver.packets).hasSize(1);
  }

  @Test
  void busyShowsAsPauseAndStopsBetweenPackets() {
    rig.describeLegacy(0, 0, VirtualRig.bytes(14, 1));
    rig.write(TDT, 1);
    rig.card.showBusy(true);
    assertThat(rig.read(STATUS) & Status.TXOFF).isNotZero();
    rig.describeLegacy(1, VirtualRig.PLAIN, VirtualRig.bytes(50, 2));
    rig.describeLegacy(2, VirtualRig.PLAIN, VirtualRig.bytes(60, 3));
    rig.write(TDT, 3);
    assertThat(rig.driver.packets).hasSize(1);
    assertThat(rig.read(TDH)).isEqualTo(2);
    rig.card.showBusy(false);
    assertThat(rig.driver.packets).hasSize(2);
    assertThat(rig.read(STATUS) & Status.TXOFF).isZero();
  }

  @Test
  void aRefusedDescriptorStopsTheQueueUntilItIsEnabledAnew() {
    rig.write(TDBAL, 0x1000);
    rig.write(TDT, 1);
    assertThat(rig.read(TDH)).isZero();
    rig.write(TDBAL, (int) VirtualRig.TX_RING);
    rig.describeLegacy(0, VirtualRig.PLAIN, VirtualRig.bytes(60, 1));
    rig.describeLegacy(1, VirtualRig.PLAIN, VirtualRig.bytes(60, 1));
    rig.write(TDT, 2);
    assertThat(rig.driver.packets).isEmpty();
    rig.write(TCTL, 0);
    rig.write(TCTL, Tctl.EN);
    assertThat(rig.driver.packets).hasSize(2);
  }

  @Test
  void aRefusedBufferStopsTheQueueAtItsDescriptor() {
    rig.describe(0, 0x1234, 60 | (long) VirtualRig.PLAIN << 24);
    rig.write(TDT, 1);
    assertThat(rig.read(TDH)).isZero();
    assertThat(rig.isDone(0)).isFalse();
    assertThat(rig.card.isAtStart()).isTrue();
  }

  @Test
  void aLongListIsUsedInTurns() {
    rig.write(TDLEN, 0x1000);
    for (int i = 0; i < 200; i++) {
      rig.describe(i, VirtualRig.TX_BUFFERS, 60 | (long) VirtualRig.PLAIN << 24);
    }
    rig.write(TDT, 200);
    assertThat(rig.driver.packets.size()).isLessThan(200);
    rig.platform.advance(1);
    assertThat(rig.driver.packets).hasSize(200);
  }

  @Test
  void lowThresholdIsCrossedOnce() {
    rig.write(TXDCTL, 1 << 25);
    for (int i = 0; i < 12; i++) {
      rig.describeLegacy(i, RingDescriptor.EOP, VirtualRig.bytes(60, i));
    }
    rig.driver.makeRoom(4);
    rig.write(TDT, 12);
    assertThat(rig.causes()).isZero();
    rig.driver.makeRoom(1);
    assertThat(rig.causes()).isEqualTo(Icr.TXD_LOW);
    rig.driver.makeRoom(7);
    assertThat(rig.causes()).isEqualTo(Icr.TXQE);
  }

  @Test
  void aPacketThatIsCutOffIsFetchedAnew() {
    rig.describe(0, 0, EXTENDED);
    rig.describeLegacy(1, 0, VirtualRig.bytes(14, 1));
    rig.describeLegacy(2, 0, VirtualRig.bytes(20, 2));
    rig.write(TDT, 3);
    assertThat(rig.card.end().rings().transmitHead()).isEqualTo(1);
  }

  @Test
  void aResetForgetsThePacketAndTheContexts() {
    describeSegmentationContext(0);
    rig.describeLegacy(1, 0, VirtualRig.bytes(14, 1));
    rig.write(TDT, 2);
    rig.write(CTRL, Ctrl.RST);
    assertThat(rig.card.isAtStart()).isTrue();
    assertThat(rig.read(TDT)).isZero();
    assertThat(rig.driver.last(EthernetIo.Reset.class).phy()).isFalse();
    assertThat(rig.card.end().contexts().segmentation().isNone()).isTrue();
  }
}
