package dev.sidestep.device.model.i82540em;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.device.spec.i82540em.Ctrl;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Icr;
import dev.sidestep.device.spec.i82540em.Rctl;
import dev.sidestep.device.spec.i82540em.RxDescriptor;
import dev.sidestep.device.spec.i82540em.RxErrors;
import dev.sidestep.device.spec.i82540em.RxStatus;
import dev.sidestep.device.spec.i82540em.StatisticsRegisters;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class ReceiverTest {
  private static final int DONE = RxStatus.DD | RxStatus.EOP;

  private final Rig rig = Rig.running();

  private void rctl(int mask, boolean set) {
    rig.setControlBits(I82540emRegisters.RCTL, mask, set);
  }

  private int length(int index) {
    return rig.field(Rig.RX_RING, index, RxDescriptor.LENGTH, 2);
  }

  private int errors(int index) {
    return rig.field(Rig.RX_RING, index, RxDescriptor.ERRORS, 1);
  }

  @Test
  void storesAFrameWithItsCheckSequence() {
    rig.giveBuffers(7);
    byte[] frame = Rig.frameTo(Rig.STATION, 100);

    rig.arrive(frame);

    assertThat(rig.get(Rig.buffer(0), 104)).isEqualTo(Rig.withCheck(frame));
    assertThat(length(0)).isEqualTo(104);
    assertThat(rig.receiveStatus(0)).isEqualTo(DONE | RxStatus.IXSM);
    assertThat(errors(0)).isZero();
    assertThat(rig.receiveHead()).isEqualTo(1);
    assertThat(rig.events).containsExactly("arrived 104", "received", "received 104UNICAST");
  }

  @Test
  void stripsTheCheckSequenceIfAsked() {
    rctl(Rctl.SECRC, true);
    rig.registers.set(I82540emRegisters.RXCSUM, 14);
    rig.giveBuffers(7);
    byte[] frame = Rig.frameTo(Rig.STATION, 101);

    rig.arrive(frame);

    assertThat(length(0)).isEqualTo(101);
    assertThat(rig.get(Rig.buffer(0) + 101, 4)).containsOnly(0);
    assertThat(rig.field(Rig.RX_RING, 0, RxDescriptor.CHECKSUM, 2))
        .isEqualTo(~ChecksumTest.slow(frame, 14, 101) & 0xffff);
  }

  @Test
  void spreadsAFrameOverBuffers() {
    rctl(Rctl.BSIZE, true);
    rig.giveBuffers(7);
    byte[] frame = Rig.frameTo(Rig.STATION, 600);

    rig.arrive(frame);

    byte[] whole = Rig.withCheck(frame);
    assertThat(rig.get(Rig.buffer(0), 256)).isEqualTo(Arrays.copyOf(whole, 256));
    assertThat(rig.get(Rig.buffer(1), 256)).isEqualTo(Arrays.copyOfRange(whole, 256, 512));
    assertThat(rig.get(Rig.buffer(2), 92)).isEqualTo(Arrays.copyOfRange(whole, 512, 604));
    assertThat(rig.receiveStatus(0)).isEqualTo(RxStatus.DD);
    assertThat(rig.receiveStatus(2)).isEqualTo(DONE | RxStatus.IXSM);
    assertThat(length(1)).isEqualTo(256);
    assertThat(length(2)).isEqualTo(92);
    assertThat(rig.received).isEqualTo(1);
  }

  @Test
  void waitsForDescriptorsForAWholeFrame() {
    rctl(Rctl.BSIZE, true);
    rig.giveBuffers(2);
    byte[] frame = Rig.frameTo(Rig.STATION, 600);
    rig.arrive(frame);
    assertThat(rig.receiveHead()).isZero();
    assertThat(rig.receiveStatus(0)).isZero();

    rig.registers.set(I82540emRegisters.RDT, 3);
    rig.path.receiveDoorbell();
    assertThat(rig.received).isEqualTo(1);
    assertThat(rig.receiveHead()).isEqualTo(3);
  }

  @Test
  void storesWhatTheRingCannotHoldPieceByPiece() {
    rctl(Rctl.BSIZE | Rctl.LPE, true);
    rig.giveBuffers(7);
    byte[] frame = Rig.frameTo(Rig.STATION, 2000);
    rig.arrive(frame);
    assertThat(rig.receiveHead()).isEqualTo(7);
    assertThat(rig.received).isZero();

    rig.registers.set(I82540emRegisters.RDT, 4);
    rig.path.receiveDoorbell();
    assertThat(rig.received).isEqualTo(1);
    assertThat(rig.receiveHead()).isZero();
    assertThat(rig.get(Rig.buffer(7), 212))
        .isEqualTo(Arrays.copyOfRange(Rig.withCheck(frame), 1792, 2004));
  }

  @Test
  void takesLongFramesIfAsked() {
    rig.giveBuffers(7);
    byte[] frame = Rig.frameTo(Rig.STATION, 16380);
    rig.arrive(frame);
    assertThat(rig.counter(StatisticsRegisters.ROC)).isEqualTo(1);

    rctl(Rctl.LPE | Rctl.BSEX, true);
    rctl(Rctl.BSIZE, false);
    rctl(1 << Rctl.BSIZE_SHIFT, true);
    rig.arrive(frame);
    assertThat(length(0)).isEqualTo(16384);
    assertThat(rig.get(Rig.buffer(0), 16384)).isEqualTo(Rig.withCheck(frame));
    rig.arrive(Rig.frameTo(Rig.STATION, 16381));
    assertThat(rig.counter(StatisticsRegisters.ROC)).isEqualTo(2);
  }

  @Test
  void countsBadFramesAndStoresThemOnlyIfAsked() {
    rig.giveBuffers(7);
    byte[] broken = Rig.withCheck(Rig.frameTo(Rig.STATION, 60));
    broken[40] ^= 4;
    byte[] runt = Rig.withCheck(Rig.frameTo(Rig.STATION, 40));

    rig.path.receive(broken, 64);
    rig.path.receive(runt, 44);
    rig.path.receive(broken, 50);
    assertThat(rig.receiveHead()).isZero();
    assertThat(rig.counter(StatisticsRegisters.CRCERRS)).isEqualTo(1);
    assertThat(rig.counter(StatisticsRegisters.RUC)).isEqualTo(1);
    assertThat(rig.counter(StatisticsRegisters.RFC)).isEqualTo(1);
    assertThat(rig.counter(StatisticsRegisters.RLEC)).isEqualTo(2);

    rctl(Rctl.SBP, true);
    rig.path.receive(broken, 64);
    rig.path.receive(runt, 44);
    assertThat(errors(0)).isEqualTo(RxErrors.CE);
    assertThat(errors(1)).isZero();
    assertThat(rig.goodReceived).isZero();
    assertThat(rig.received).isEqualTo(2);
  }

  @Test
  void ignoresFramesForOthersAndCountsOnlyThatTheyCame() {
    rig.giveBuffers(7);
    rig.arrive(Rig.frameTo(new byte[] {2, 0, 0, 0, 0, 9}, 60));
    rig.path.receive(new byte[64], 0);
    rig.path.receive(new byte[64], 15);

    assertThat(rig.receiveHead()).isZero();
    assertThat(rig.events).containsExactly("arrived 64", "arrived 0", "arrived 15");
  }

  @Test
  void marksWhatPassedAnInexactFilter() {
    rctl(Rctl.MPE, true);
    rig.giveBuffers(7);
    rig.arrive(Rig.frameTo(new byte[] {1, 0, 0x5e, 0, 0, 1}, 60));
    assertThat(rig.receiveStatus(0)).isEqualTo(DONE | RxStatus.IXSM | RxStatus.PIF);
  }

  @Test
  void stripsAVlanTag() {
    rig.setControlBits(I82540emRegisters.CTRL, Ctrl.VME, true);
    rig.giveBuffers(7);
    byte[] frame = Rig.frameTo(Rig.STATION, 100);
    Bytes.setIntBig(frame, 12, 0x8100_2005);

    rig.arrive(frame);

    assertThat(rig.receiveStatus(0)).isEqualTo(DONE | RxStatus.IXSM | RxStatus.VP);
    assertThat(rig.field(Rig.RX_RING, 0, RxDescriptor.SPECIAL, 2)).isEqualTo(0x2005);
    assertThat(length(0)).isEqualTo(100);
    byte[] stored = rig.get(Rig.buffer(0), 96);
    assertThat(Arrays.copyOf(stored, 12)).isEqualTo(Arrays.copyOf(frame, 12));
    assertThat(Arrays.copyOfRange(stored, 12, 96)).isEqualTo(Arrays.copyOfRange(frame, 16, 100));
  }

  @Test
  void waitsInTheFifoForDescriptors() {
    rig.arrive(Rig.frameTo(Rig.STATION, 60));
    rig.arrive(Rig.frameTo(Rig.STATION, 80));
    assertThat(rig.counter(StatisticsRegisters.RNBC)).isEqualTo(2);
    assertThat(rig.goodReceived).isEqualTo(2);
    assertThat(rig.memoryAccesses).isZero();

    rig.giveBuffers(4);
    assertThat(length(0)).isEqualTo(64);
    assertThat(length(1)).isEqualTo(84);
  }

  @Test
  void losesWhatTheFifoCannotHold() {
    byte[] frame = Rig.frameTo(Rig.STATION, 1514);
    for (int count = 0; count < 40; count++) {
      rig.arrive(frame);
    }
    int held = 48 * 1024 / (16 + 1520);
    assertThat(rig.goodReceived).isEqualTo(held);
    assertThat(rig.counter(StatisticsRegisters.MPC)).isEqualTo(40 - held);
    assertThat(rig.raised).isEqualTo(Icr.RXO);
  }

  @Test
  void tellsWhenFewDescriptorsAreLeft() {
    rctl(1 << Rctl.RDMTS_SHIFT, true);
    rig.giveBuffers(5);
    for (int count = 0; count < 5; count++) {
      assertThat(rig.raised).isEqualTo(count > 2 ? Icr.RXDMT0 : 0);
      rig.arrive(Rig.frameTo(Rig.STATION, 60));
    }
    assertThat(rig.events.stream().filter(event -> event.startsWith("raise"))).hasSize(1);
  }

  @Test
  void detectsSmallPackets() {
    rig.registers.set(I82540emRegisters.RSRPD, 70);
    rig.giveBuffers(7);
    rig.arrive(Rig.frameTo(Rig.STATION, 80));
    assertThat(rig.raised).isZero();
    rig.arrive(Rig.frameTo(Rig.STATION, 66));
    assertThat(rig.raised).isEqualTo(Icr.SRPD);
  }

  @Test
  void aDescriptorWithoutBufferIsDoneAndTakesNothing() {
    rig.giveBuffers(7);
    rig.putDescriptor(Rig.RX_RING, 0, 0, 0x1234_5600_0000_0000L);
    rig.arrive(Rig.frameTo(Rig.STATION, 60));

    assertThat(rig.receiveStatus(0)).isEqualTo(RxStatus.DD);
    assertThat(rig.field(Rig.RX_RING, 0, RxDescriptor.SPECIAL, 2)).isEqualTo(0x1234);
    assertThat(rig.receiveStatus(1)).isEqualTo(DONE | RxStatus.IXSM);
  }

  @Test
  void keepsTheFifoWhileDisabledAndDropsWhatComes() {
    rig.arrive(Rig.frameTo(Rig.STATION, 60));
    rctl(Rctl.EN, false);
    rig.giveBuffers(7);
    rig.arrive(Rig.frameTo(Rig.STATION, 80));
    assertThat(rig.receiveHead()).isZero();
    assertThat(rig.path.readFifoPointer(I82540emRegisters.RDFPC)).isEqualTo(1);
    assertThat(rig.path.troubles().framesDroppedWhileDisabled()).isEqualTo(1);

    rctl(Rctl.EN, true);
    assertThat(length(0)).isEqualTo(64);
    assertThat(rig.receiveHead()).isEqualTo(1);
  }

  @Test
  void stopsAtARefusedAccessUntilItIsEnabledAgain() {
    rig.giveBuffers(7);
    rig.putDescriptor(Rig.RX_RING, 0, 0x10, 0);
    rig.arrive(Rig.frameTo(Rig.STATION, 60));
    rig.arrive(Rig.frameTo(Rig.STATION, 60));
    assertThat(rig.path.troubles().masterAborts()).isEqualTo(1);
    assertThat(rig.receiveHead()).isZero();

    rig.putDescriptor(Rig.RX_RING, 0, Rig.buffer(0), 0);
    rctl(Rctl.EN, false);
    rctl(Rctl.EN, true);
    assertThat(rig.receiveHead()).isEqualTo(2);
  }

  @Test
  void waitsForTheBus() {
    rig.busMaster = false;
    rig.giveBuffers(7);
    rig.arrive(Rig.frameTo(Rig.STATION, 60));
    assertThat(rig.memoryAccesses).isZero();
    rig.busMaster = true;
    rig.path.busMasterChanged();
    assertThat(rig.receiveHead()).isEqualTo(1);
  }

  @Test
  void movesManyFramesInStepsOfTheirOwn() {
    rig.registers.set(I82540emRegisters.RDLEN, 128 * 16);
    for (int count = 0; count < 100; count++) {
      rig.arrive(Rig.frameTo(Rig.STATION, 60));
    }
    for (int index = 0; index < 128; index++) {
      rig.putDescriptor(Rig.RX_RING, index, Rig.buffer(0), 0);
    }
    rig.registers.set(I82540emRegisters.RDT, 127);
    rig.path.receiveDoorbell();
    assertThat(rig.receiveHead()).isEqualTo(32);
    rig.settle();
    assertThat(rig.receiveHead()).isEqualTo(100);
  }
}
