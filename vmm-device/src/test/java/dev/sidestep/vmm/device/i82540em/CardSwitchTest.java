package dev.sidestep.vmm.device.i82540em;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.device.spec.i82540em.Ctrl;
import dev.sidestep.device.spec.i82540em.I82540emRegisters;
import dev.sidestep.device.spec.i82540em.Icr;
import dev.sidestep.device.spec.i82540em.Rctl;
import dev.sidestep.device.spec.i82540em.StatisticsRegisters;
import dev.sidestep.device.spec.i82540em.Tctl;
import dev.sidestep.device.spec.i82540em.TxCommand;
import dev.sidestep.device.spec.i82540em.TxDescriptor;
import dev.sidestep.vmm.CorrectivePolicy;
import dev.sidestep.vmm.Custody;
import dev.sidestep.vmm.SwitchPolicies;
import dev.sidestep.vmm.SwitchReport.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Switches of a card in states that are easily forgotten. */
class CardSwitchTest {
  private final CardRig rig = CardRig.slow(true);
  private final MonitoredCard card = new MonitoredCard(rig);

  private static void assertFrames(List<byte[]> actual, List<byte[]> expected) {
    assertThat(actual.stream().map(CardGuest::number).toList())
        .isEqualTo(expected.stream().map(CardGuest::number).toList());
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i)).isEqualTo(expected.get(i));
    }
  }

  private static List<byte[]> frames(int count, int length) {
    List<byte[]> frames = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      frames.add(CardGuest.frame(i, length));
    }
    return frames;
  }

  private void roundTrip() {
    assertThat(card.virtualized().outcome()).isEqualTo(Outcome.DONE);
    assertThat(card.custody()).isEqualTo(Custody.EMULATED);
    assertThat(card.devirtualized().outcome()).isEqualTo(Outcome.DONE);
    assertThat(card.custody()).isEqualTo(Custody.DIRECT);
  }

  private void settle() {
    for (int i = 0; i < 1_000; i++) {
      rig.platform.advance(100_000);
      card.guest.serveInterrupt();
    }
  }

  @Test
  void aCardThatNobodyHasSetUpYet() {
    I82540emMode before = I82540emMode.of(rig::read);
    roundTrip();
    assertThat(I82540emMode.of(rig::read)).isEqualTo(before);
    assertThat(rig.read(I82540emRegisters.IMS)).isZero();
  }

  @Test
  void aGuestThatSetsUpItsRingsWhileTheCardIsEmulated() {
    card.virtualized();
    card.guest.start();
    List<byte[]> out = frames(40, 400);
    out.forEach(card.guest::send);
    card.devirtualized();
    frames(20, 900).forEach(rig::arrive);
    settle();
    assertFrames(rig.sent, out);
    assertFrames(card.guest.received, frames(20, 900));
  }

  @Test
  void aFullTransmitRingAndAFullFifoKeepTheirOrder() {
    card.guest.start();
    List<byte[]> out = frames(40, 1514);
    out.subList(0, 26).forEach(card.guest::send);
    assertThat(rig.chip.read(I82540emRegisters.TDFPC, 4)).isPositive();
    card.virtualized();
    out.subList(26, 40).forEach(card.guest::send);
    card.devirtualized();
    settle();
    assertFrames(rig.sent, out);
  }

  @Test
  void framesThatTheGuestHasNoBuffersForWaitInTheFifo() {
    card.guest.start();
    rig.write(I82540emRegisters.IMC, Icr.ALL);
    List<byte[]> in = frames(30, 1000);
    in.forEach(rig::arrive);
    rig.platform.advance(20_000_000);
    assertThat(rig.chip.read(I82540emRegisters.RDFPC, 4)).isPositive();
    roundTrip();
    assertThat(rig.chip.read(I82540emRegisters.RDFPC, 4)).isPositive();
    card.virtualized();
    card.guest.receive();
    rig.platform.advance(20_000_000);
    card.guest.receive();
    assertFrames(card.guest.received, in);
    card.devirtualized();
    rig.write(I82540emRegisters.IMS, CardGuest.CAUSES);
    rig.arrive(CardGuest.frame(30, 100));
    settle();
    assertThat(card.guest.received).hasSize(31);
  }

  @Test
  void aFifoThatIsFullStaysAsSilentAsTheChipWantsIt() {
    card.guest.start();
    rig.write(I82540emRegisters.FCTTV, 0xffff);
    rig.write(I82540emRegisters.IMC, Icr.ALL);
    List<byte[]> in = frames(120, 1000);
    in.forEach(rig::arrive);
    rig.platform.advance(20_000_000);
    for (int i = 0; i < 4; i++) {
      roundTrip();
      // Longer than the monitor's own pause, and much shorter than the guest's.
      rig.platform.advance(10_000_000);
    }
    rig.write(I82540emRegisters.IMS, CardGuest.CAUSES);
    settle();
    assertFrames(card.guest.received, in);
    assertThat(rig.read(StatisticsRegisters.MPC)).isZero();
  }

  @Test
  void causesThatNobodyHasReadSurviveARoundTrip() {
    card.guest.start();
    rig.write(I82540emRegisters.IMC, Icr.ALL);
    rig.read(I82540emRegisters.ICR);
    rig.write(I82540emRegisters.ICS, Icr.TXDW | Icr.RXO | Icr.GPI_SDP6);
    roundTrip();
    assertThat(rig.device.isInterruptingGuest()).isFalse();
    rig.write(I82540emRegisters.IMS, Icr.GPI_SDP6);
    assertThat(rig.device.isInterruptingGuest()).isTrue();
    assertThat(rig.read(I82540emRegisters.ICR)).isEqualTo(Icr.TXDW | Icr.RXO | Icr.GPI_SDP6);
  }

  @Test
  void aPauseOfTheFarEndHoldsFramesBackWhateverTheCustody() {
    card.guest.start();
    pause(rig, 8);
    List<byte[]> out = frames(8, 1514);
    out.forEach(card.guest::send);
    card.virtualized();
    assertThat(rig.sent).isEmpty();
    card.devirtualized();
    assertThat(rig.sent).isEmpty();
    settle();
    assertFrames(rig.sent, out);
  }

  @Test
  void aLinkThatIsDown() {
    card.guest.start();
    rig.cable.connect(false);
    settle();
    card.virtualized();
    card.devirtualized();
    card.virtualized();
    rig.cable.connect(true);
    settle();
    frames(3, 100).forEach(card.guest::send);
    card.devirtualized();
    settle();
    assertFrames(rig.sent, frames(3, 100));
  }

  @Test
  void aCardThatMayNotMasterTheBus() {
    card.guest.start();
    rig.setBusMaster(false);
    card.guest.send(CardGuest.frame(0, 100));
    rig.arrive(CardGuest.frame(0, 100));
    rig.platform.advance(1_000_000);
    roundTrip();
    card.virtualized();
    rig.platform.advance(10_000_000);
    assertThat(rig.sent).isEmpty();
    assertThat(card.guest.received).isEmpty();
    card.devirtualized();
    rig.setBusMaster(true);
    settle();
    assertThat(rig.sent).hasSize(1);
    assertThat(card.guest.received).hasSize(1);
  }

  @Test
  void aGuestThatResetsTheEmulatedCardFindsItAsAfterAnyReset() {
    card.guest.start();
    CardRig other = CardRig.slow(true);
    CardGuest twin = new CardGuest(other);
    twin.start();
    card.virtualized();
    for (CardRig each : List.of(rig, other)) {
      each.write(I82540emRegisters.CTRL, each.read(I82540emRegisters.CTRL) | Ctrl.RST);
      each.platform.advance(1_000_000);
    }
    for (int offset :
        new int[] {
          I82540emRegisters.ICR,
          I82540emRegisters.IMS,
          I82540emRegisters.STATUS,
          I82540emRegisters.TDT,
          I82540emRegisters.RDH
        }) {
      assertThat(rig.read(offset)).as("%x", offset).isEqualTo(other.read(offset));
    }
    assertThat(I82540emMode.of(rig::read)).isEqualTo(I82540emMode.of(other::read));
    card.devirtualized();
    assertThat(I82540emMode.of(rig::read)).isEqualTo(I82540emMode.of(other::read));
    card.guest.start();
    card.virtualized();
    card.guest.send(CardGuest.frame(0, 100));
    settle();
    assertThat(rig.sent).hasSize(1);
  }

  @Test
  void aTransmitterThatTheGuestHasStoppedKeepsItsFrames() {
    card.guest.start();
    List<byte[]> out = frames(6, 1000);
    out.forEach(card.guest::send);
    rig.write(I82540emRegisters.TCTL, Tctl.PSP);
    rig.platform.advance(1_000_000);
    int before = rig.sent.size();
    roundTrip();
    settle();
    assertThat(rig.sent).hasSize(before);
    rig.write(I82540emRegisters.TCTL, Tctl.PSP | Tctl.EN);
    settle();
    assertFrames(rig.sent, out);
  }

  @Test
  void theGuestsBufferSizeHoldsForLongFramesToo() {
    card.guest.start();
    rig.write(I82540emRegisters.RCTL, rig.read(I82540emRegisters.RCTL) | Rctl.LPE);
    card.virtualized();
    rig.arrive(CardGuest.frame(0, 9000));
    settle();
    byte[] joined = new byte[0];
    for (byte[] piece : card.guest.received) {
      int at = joined.length;
      joined = Arrays.copyOf(joined, at + piece.length);
      System.arraycopy(piece, 0, joined, at, piece.length);
    }
    assertThat(joined).isEqualTo(CardGuest.frame(0, 9000));
    assertThat(card.guest.received).hasSize(5);
    card.devirtualized();
  }

  @Test
  void aCardThatIsNotQuietIsResetAndGoesOn() {
    card.guest.start();
    rig.write(I82540emRegisters.FCTTV, 0x1234);
    card.policies =
        SwitchPolicies.defaults()
            .with(new CorrectivePolicy.ResetAndRestore())
            .with(new SwitchPolicies.Limits(0, 2_000_000, 500_000_000, 5_000_000));
    card.virtualized();
    I82540emMode before = I82540emMode.of(rig::read);
    // A packet of which the guest never posts the end.
    card.guest.put(card.guest.stage(new byte[100]), 100);
    card.guest.ring();
    assertThat(card.devirtualized().outcome()).isEqualTo(Outcome.DONE_BY_RESET);
    assertThat(I82540emMode.of(rig::read)).isEqualTo(before);
    assertThat(rig.read(I82540emRegisters.FCTTV)).isEqualTo(0x1234);
    assertThat(rig.read(I82540emRegisters.IMS)).isEqualTo(CardGuest.CAUSES);
    rig.arrive(CardGuest.frame(0, 100));
    settle();
    assertThat(card.guest.received).hasSize(1);
    assertThat(rig.dma.faults()).isZero();
  }

  private static void segmentationContext(CardGuest guest, int payload, int segment) {
    int command = TxCommand.DEXT | TxCommand.TSE | TxCommand.IP | TxCommand.TCP;
    guest.put(
        14 | 24L << 8 | 33L << 16 | 34L << 32 | 50L << 40,
        payload | (long) command << 24 | 54L << 40 | (long) segment << 48);
  }

  private static void segmented(CardGuest guest, int payload) {
    byte[] packet = CardGuest.frame(7, 54 + payload);
    packet[14] = 0x45;
    packet[46] = 0x50;
    int command = TxCommand.DEXT | TxCommand.TSE | TxCommand.IFCS | TxCommand.EOP | TxCommand.RS;
    guest.put(
        guest.stage(packet),
        packet.length
            | TxDescriptor.DTYP_DATA
            | (long) command << 24
            | (long) (TxDescriptor.IXSM | TxDescriptor.TXSM) << 40);
    guest.ring();
  }

  /** A pause of the far end, 1.3 ms at this rate times {@code length}. */
  private static void pause(CardRig rig, int length) {
    byte[] pause = new byte[60];
    long address = 0x0180_c200_0001L;
    for (int i = 0; i < 6; i++) {
      pause[i] = (byte) (address >>> (40 - 8 * i));
    }
    pause[12] = (byte) 0x88;
    pause[13] = 0x08;
    pause[15] = 0x01;
    pause[16] = (byte) length;
    rig.arrive(pause);
    rig.platform.advance(50_000);
  }

  /** A context that was posted last, but never used, holds after the card is direct again. */
  private List<byte[]> contextOutlivesEmulation(CardRig on, CardGuest guest, Runnable middle) {
    pause(on, 255);
    segmentationContext(guest, 40_000, 1_000);
    segmented(guest, 40_000);
    segmentationContext(guest, 3_000, 700);
    guest.ring();
    on.platform.advance(1_000_000);
    middle.run();
    segmented(guest, 3_000);
    for (int i = 0; i < 10_000; i++) {
      on.platform.advance(100_000);
      guest.serveInterrupt();
    }
    return on.sent;
  }

  @Test
  void aContextThatWasNeverUsedIsTheChipsAfterwardsEvenIfItsFifoIsFull() {
    CardRig other = CardRig.slow(true);
    CardGuest twin = new CardGuest(other);
    twin.start();
    List<byte[]> expected = contextOutlivesEmulation(other, twin, () -> {});
    card.guest.start();
    card.virtualized();
    List<byte[]> actual =
        contextOutlivesEmulation(
            rig,
            card.guest,
            () -> assertThat(card.devirtualized().outcome()).isEqualTo(Outcome.DONE));
    assertThat(actual).hasSizeGreaterThan(44).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i)).as("frame %d", i).isEqualTo(expected.get(i));
    }
  }
}
