package dev.sidestep.device.model.i82540em;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.device.spec.i82540em.Ctrl;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Icr;
import dev.sidestep.device.spec.i82540em.StatisticsRegisters;
import dev.sidestep.device.spec.i82540em.Tctl;
import dev.sidestep.device.spec.i82540em.TxCommand;
import dev.sidestep.device.spec.i82540em.TxStatus;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class TransmitterTest {
  private static final int WHOLE = TxCommand.EOP | TxCommand.IFCS;
  private static final int DATA = TxCommand.DEXT;
  private static final long DTYP_DATA = 1L << 20;

  private final Rig rig = Rig.running();

  private void legacy(int index, long address, int length, int command) {
    rig.putDescriptor(Rig.TX_RING, index, address, length | (long) command << 24);
  }

  private byte[] putFrame(int length) {
    byte[] frame = Rig.frameTo(Rig.STATION, length);
    rig.put(Rig.BUFFERS, frame);
    return frame;
  }

  @Test
  void sendsALegacyPacketAndWritesItsDescriptorBack() {
    byte[] frame = putFrame(100);
    rig.putLegacy(0, Rig.BUFFERS, 100);

    rig.tail(1);

    assertThat(rig.sent).containsExactly(Rig.withCheck(frame));
    assertThat(rig.transmitHead()).isEqualTo(1);
    assertThat(rig.transmitStatus(0)).isEqualTo(TxStatus.DD);
    assertThat(rig.transmitted).isEqualTo(1);
    assertThat(rig.raised).isEqualTo(Icr.TXQE);
    assertThat(rig.goodSent).isZero();
    rig.finishWire();
    assertThat(rig.goodSent).isEqualTo(1);
  }

  @Test
  void writesBackOnlyWhatAsksForIt() {
    putFrame(100);
    legacy(0, Rig.BUFFERS, 100, WHOLE);
    legacy(1, Rig.BUFFERS, 100, WHOLE | TxCommand.RS | TxCommand.IDE);

    rig.tail(2);
    rig.drain();

    assertThat(rig.transmitStatus(0)).isZero();
    assertThat(rig.transmitStatus(1)).isEqualTo(TxStatus.DD);
    assertThat(rig.transmitted).isEqualTo(1);
    assertThat(rig.transmittedDelayed).isEqualTo(1);
  }

  @Test
  void gathersAPacketFromSeveralBuffers() {
    byte[] frame = putFrame(300);
    legacy(0, Rig.BUFFERS, 14, 0);
    legacy(1, Rig.BUFFERS + 14, 86, TxCommand.RS);
    legacy(2, Rig.BUFFERS + 100, 200, WHOLE);

    rig.tail(3);

    assertThat(rig.sent).containsExactly(Rig.withCheck(frame));
  }

  @Test
  void waitsForTheEndOfAPacket() {
    byte[] frame = putFrame(100);
    legacy(0, Rig.BUFFERS, 50, 0);
    legacy(1, Rig.BUFFERS + 50, 50, WHOLE);

    rig.tail(1);
    rig.drain();
    assertThat(rig.sent).isEmpty();
    assertThat(rig.transmitHead()).isEqualTo(1);

    rig.tail(2);
    assertThat(rig.sent).containsExactly(Rig.withCheck(frame));
  }

  @Test
  void goesRoundTheRing() {
    byte[] frame = putFrame(80);
    for (int round = 0; round < 20; round++) {
      int index = round % Rig.RING_SIZE;
      rig.putLegacy(index, Rig.BUFFERS, 80);
      rig.tail((index + 1) % Rig.RING_SIZE);
      rig.drain();
    }
    assertThat(rig.sent).hasSize(20).containsOnly(Rig.withCheck(frame));
  }

  @Test
  void padsShortPacketsOnlyIfAsked() {
    byte[] frame = putFrame(20);
    rig.putLegacy(0, Rig.BUFFERS, 20);
    rig.putLegacy(1, Rig.BUFFERS, 20);

    rig.tail(1);
    rig.drain();
    rig.setControlBits(I82540emRegisters.TCTL, Tctl.PSP, false);
    rig.tail(2);
    rig.drain();

    assertThat(rig.sent.get(0)).isEqualTo(Rig.withCheck(Arrays.copyOf(frame, 60)));
    assertThat(rig.sent.get(1)).isEqualTo(Rig.withCheck(frame));
  }

  @Test
  void leavesTheCheckSequenceToSoftware() {
    byte[] frame = putFrame(64);
    legacy(0, Rig.BUFFERS, 64, TxCommand.EOP);

    rig.tail(1);

    assertThat(rig.sent).containsExactly(frame);
  }

  @Test
  void insertsALegacyChecksum() {
    byte[] frame = putFrame(100);
    long fields = 50L << 16 | (long) (WHOLE | TxCommand.IC) << 24 | 34L << 40;
    rig.putDescriptor(Rig.TX_RING, 0, Rig.BUFFERS, 100 | fields);

    rig.tail(1);

    Bytes.setShortBig(frame, 50, Checksum.complement(ChecksumTest.slow(frame, 34, 100)));
    assertThat(rig.sent).containsExactly(Rig.withCheck(frame));
  }

  @Test
  void ignoresAChecksumOutsideOfThePacket() {
    byte[] frame = putFrame(100);
    long command = (long) (WHOLE | TxCommand.IC) << 24;
    rig.putDescriptor(Rig.TX_RING, 0, Rig.BUFFERS, 100 | command | 99L << 16 | 34L << 40);
    rig.putDescriptor(Rig.TX_RING, 1, Rig.BUFFERS, 100 | command | 50L << 16 | 100L << 40);

    rig.tail(2);
    rig.drain();

    assertThat(rig.sent).hasSize(2).containsOnly(Rig.withCheck(frame));
  }

  @Test
  void insertsAVlanTagWhereCtrlAllows() {
    byte[] frame = putFrame(60);
    long high = 60 | (long) (WHOLE | TxCommand.VLE) << 24 | 0x2abcL << 48;
    rig.putDescriptor(Rig.TX_RING, 0, Rig.BUFFERS, high);
    rig.putDescriptor(Rig.TX_RING, 1, Rig.BUFFERS, high);

    rig.tail(1);
    rig.drain();
    rig.setControlBits(I82540emRegisters.CTRL, Ctrl.VME, true);
    rig.tail(2);
    rig.drain();

    byte[] tagged = new byte[64];
    System.arraycopy(frame, 0, tagged, 0, 12);
    Bytes.setIntBig(tagged, 12, 0x81002abc);
    System.arraycopy(frame, 12, tagged, 16, 48);
    assertThat(rig.sent).containsExactly(Rig.withCheck(frame), Rig.withCheck(tagged));
  }

  @Test
  void keepsTheChecksumContextForLaterPackets() {
    byte[] frame = putFrame(100);
    long context = 14L | 24L << 8 | 33L << 16 | 34L << 32 | 50L << 40;
    rig.putDescriptor(Rig.TX_RING, 0, context, (long) (TxCommand.DEXT | TxCommand.RS) << 24);
    for (int index = 1; index < 3; index++) {
      long high = 100 | DTYP_DATA | (long) (WHOLE | DATA) << 24 | 3L << 40;
      rig.putDescriptor(Rig.TX_RING, index, Rig.BUFFERS, high);
    }

    rig.tail(3);
    rig.drain();

    Bytes.setShortBig(frame, 24, Checksum.complement(ChecksumTest.slow(frame, 14, 34)));
    Bytes.setShortBig(frame, 50, Checksum.complement(ChecksumTest.slow(frame, 34, 100)));
    assertThat(rig.sent).hasSize(2).containsOnly(Rig.withCheck(frame));
    assertThat(rig.transmitStatus(0)).isEqualTo(TxStatus.DD);
  }

  @Test
  void emptyDescriptorsTransferNothing() {
    byte[] frame = putFrame(60);
    legacy(0, 0, 60, WHOLE | TxCommand.RS);
    legacy(1, Rig.BUFFERS, 0, WHOLE | TxCommand.RS);
    rig.putDescriptor(
        Rig.TX_RING, 2, 0, 60 | 7L << 20 | (long) (WHOLE | DATA | TxCommand.RS) << 24);
    rig.putLegacy(3, Rig.BUFFERS, 60);

    rig.tail(4);
    rig.drain();

    assertThat(rig.sent).containsExactly(Rig.withCheck(frame));
    assertThat(rig.transmitted).isEqualTo(4);
  }

  @Test
  void dropsAPacketThatIsTooLong() {
    byte[] frame = putFrame(16288);
    legacy(0, Rig.BUFFERS, 16288, 0);
    legacy(1, Rig.BUFFERS, 1, WHOLE | TxCommand.RS);
    rig.putLegacy(2, Rig.BUFFERS, 60);

    rig.tail(3);
    rig.drain();

    assertThat(rig.sent).containsExactly(Rig.withCheck(Arrays.copyOf(frame, 60)));
    assertThat(rig.transmitStatus(1)).isEqualTo(TxStatus.DD);
    assertThat(rig.path.troubles().packetsDropped()).isEqualTo(1);
  }

  @Test
  void sendsTheLongestPacketIfItsFifoCanHoldIt() {
    byte[] frame = putFrame(16288);
    rig.putLegacy(0, Rig.BUFFERS, 16288);
    rig.tail(1);
    rig.drain();
    assertThat(rig.sent).containsExactly(Rig.withCheck(frame));

    rig.registers.set(I82540emRegisters.PBA, 56);
    rig.path.reset();
    rig.putLegacy(1, Rig.BUFFERS, 16288);
    rig.tail(2);
    rig.drain();
    assertThat(rig.sent).hasSize(1);
    assertThat(rig.path.troubles().packetsDropped()).isEqualTo(1);
  }

  @Test
  void tellsWhenFewDescriptorsAreLeft() {
    putFrame(60);
    rig.registers.set(I82540emRegisters.TDLEN, 32 * 16);
    rig.registers.set(I82540emRegisters.TXDCTL, 1 << 25);
    for (int index = 0; index < 10; index++) {
      rig.putLegacy(index, Rig.BUFFERS, 60);
    }
    rig.tail(10);
    rig.drain();

    assertThat(rig.events.stream().filter(event -> event.equals("raise 8000"))).hasSize(1);
    assertThat(rig.raised).isEqualTo(Icr.TXD_LOW | Icr.TXQE);
  }

  @Test
  void fetchesOnePacketAStep() {
    putFrame(60);
    for (int index = 0; index < 5; index++) {
      rig.putLegacy(index, Rig.BUFFERS, 60);
    }
    rig.tail(5);
    assertThat(rig.transmitHead()).isEqualTo(1);
    rig.settle();
    assertThat(rig.transmitHead()).isEqualTo(5);
    assertThat(rig.path.readFifoPointer(I82540emRegisters.TDFPC)).isEqualTo(4);
  }

  @Test
  void waitsForRoomInTheFifo() {
    putFrame(6000);
    for (int index = 0; index < 6; index++) {
      rig.putLegacy(index, Rig.BUFFERS, 6000);
    }
    rig.tail(6);
    rig.settle();
    // One on the wire, two in the FIFO, one fetched and waiting for room.
    assertThat(rig.transmitHead()).isEqualTo(4);
    assertThat(rig.path.readFifoPointer(I82540emRegisters.TDFPC)).isEqualTo(2);
    rig.drain();
    assertThat(rig.sent).hasSize(6);
  }

  @Test
  void stopsAfterThePacketInProgressAndKeepsTheFifo() {
    byte[] first = putFrame(60);
    for (int index = 0; index < 3; index++) {
      rig.putLegacy(index, Rig.BUFFERS, 60);
    }
    rig.tail(2);
    rig.settle();
    rig.setControlBits(I82540emRegisters.TCTL, Tctl.EN, false);
    rig.tail(3);
    rig.drain();

    assertThat(rig.sent).hasSize(1);
    assertThat(rig.transmitHead()).isEqualTo(2);
    assertThat(rig.path.readFifoPointer(I82540emRegisters.TDFPC)).isEqualTo(1);

    rig.registers.set(I82540emRegisters.TDT, 2);
    rig.setControlBits(I82540emRegisters.TCTL, Tctl.EN, true);
    rig.drain();
    assertThat(rig.sent).hasSize(2).containsOnly(Rig.withCheck(first));
  }

  @Test
  void waitsForTheBusAndForTheLink() {
    putFrame(60);
    rig.putLegacy(0, Rig.BUFFERS, 60);
    rig.busMaster = false;
    rig.up = false;
    rig.tail(1);
    rig.drain();
    assertThat(rig.transmitHead()).isZero();

    rig.busMaster = true;
    rig.path.busMasterChanged();
    assertThat(rig.transmitHead()).isEqualTo(1);
    assertThat(rig.sent).isEmpty();

    rig.up = true;
    rig.path.linkChanged();
    assertThat(rig.sent).hasSize(1);
    assertThat(rig.path.troubles().masterAborts()).isZero();
  }

  @Test
  void stopsAtARefusedAccessUntilItIsEnabledAgain() {
    putFrame(60);
    rig.putLegacy(0, Rig.MEMORY - 30, 60);
    rig.putLegacy(1, Rig.BUFFERS, 60);
    rig.tail(2);
    rig.drain();

    assertThat(rig.transmitHead()).isZero();
    assertThat(rig.path.troubles().masterAborts()).isEqualTo(1);

    rig.putLegacy(0, Rig.BUFFERS, 60);
    rig.setControlBits(I82540emRegisters.TCTL, Tctl.EN, false);
    rig.setControlBits(I82540emRegisters.TCTL, Tctl.EN, true);
    rig.drain();
    assertThat(rig.sent).hasSize(2);
  }

  @Test
  void ownsNothingWhileHeadOrTailIsOutsideOfTheRing() {
    rig.putLegacy(0, Rig.BUFFERS, 60);
    rig.tail(Rig.RING_SIZE);
    rig.drain();
    assertThat(rig.transmitHead()).isZero();

    rig.registers.set(I82540emRegisters.TDH, 0xffff);
    rig.tail(1);
    rig.registers.set(I82540emRegisters.TDLEN, 0);
    rig.tail(1);
    rig.drain();
    assertThat(rig.sent).isEmpty();
    assertThat(rig.memoryAccesses).isZero();
  }

  @Test
  void aResetForgetsEverythingButTheWire() {
    putFrame(60);
    for (int index = 0; index < 3; index++) {
      rig.putLegacy(index, Rig.BUFFERS, 60);
    }
    rig.tail(3);
    rig.settle();
    rig.path.reset();

    rig.finishWire();
    rig.drain();
    assertThat(rig.sent).hasSize(1);
    assertThat(rig.goodSent).isZero();
    assertThat(rig.counter(StatisticsRegisters.TSCTC)).isZero();
  }

  @Test
  void loopsBackThroughThePhy() {
    byte[] frame = putFrame(60);
    rig.loopback = true;
    rig.giveBuffers(4);
    rig.putLegacy(0, Rig.BUFFERS, 60);

    rig.tail(1);
    rig.advance(100_000);

    assertThat(rig.sent).isEmpty();
    assertThat(rig.get(Rig.buffer(0), 64)).isEqualTo(Rig.withCheck(frame));
    assertThat(rig.goodSent).isEqualTo(1);
    rig.arrive(frame);
    assertThat(rig.received).isEqualTo(1);
  }
}
