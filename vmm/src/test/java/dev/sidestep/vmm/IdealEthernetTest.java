package dev.sidestep.vmm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.vmm.IdealEthernet.Send;
import dev.sidestep.vmm.SwitchReport.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** FIG. 3 and FIG. 4 on the card that the patent describes. */
class IdealEthernetTest {
  private final IdealEthernet card = new IdealEthernet("ideal");
  private final Vmm vmm = Vmm.attach(card.platform, List.of(card.binding));

  private Switch virtualize(int sequences) {
    return vmm.virtualize(card.device.id(), SwitchPolicies.defaults().watching(sequences));
  }

  private Custody custody() {
    return vmm.status(card.device.id()).custody();
  }

  private void virtualized() {
    virtualize(1);
    card.send(0, 0, 0);
    card.chip.sent.clear();
  }

  @Test
  void threeWritesAreOneMessage() {
    virtualized();
    card.write(IdealEthernet.A, 0x1000);
    assertThat(card.virtual.cursor.state()).isEqualTo("2");
    assertThat(card.virtual.address).isEqualTo(0x1000);
    card.write(IdealEthernet.B, 60);
    assertThat(card.virtual.cursor.state()).isEqualTo("3");
    assertThat(card.virtual.length).isEqualTo(60);
    assertThat(card.chip.sent).isEmpty();
    card.write(IdealEthernet.C, 0xabcd);
    assertThat(card.virtual.cursor.state()).isEqualTo("1");
    assertThat(card.chip.sent).containsExactly(new Send(0x1000, 60, 0xabcd));
  }

  @Test
  void messagesBackToBackKeepTheirOrder() {
    virtualized();
    card.send(1, 2, 3);
    card.send(4, 5, 6);
    assertThat(card.chip.sent).containsExactly(new Send(1, 2, 3), new Send(4, 5, 6));
  }

  @Test
  void anIllegalAccessSendsNothing() {
    virtualized();
    card.write(IdealEthernet.C, 9);
    card.write(IdealEthernet.B, 9);
    assertThat(card.chip.sent).isEmpty();
  }

  /** Every place in a sequence, and status reads in between. */
  @Test
  void emulationBeginsBetweenSequencesWhereverTheWatchBegins() {
    for (int at = 0; at < 3; at++) {
      IdealEthernet each = new IdealEthernet("ideal");
      Vmm monitor = Vmm.attach(each.platform, List.of(each.binding));
      long[] registers = {IdealEthernet.A, IdealEthernet.B, IdealEthernet.C};
      Switch change = null;
      for (int i = 0; i < 12; i++) {
        if (i == at) {
          change = monitor.virtualize(each.device.id(), SwitchPolicies.defaults());
        }
        each.write(registers[i % 3], i);
        each.platform.load(IdealEthernet.BASE + IdealEthernet.STATUS, 8);
        each.platform.advance(5_000_000);
      }
      assertThat(change).isNotNull();
      assertThat(change.report().join().isDone()).isTrue();
      assertThat(each.chip.sent)
          .containsExactly(
              new Send(0, 1, 2), new Send(3, 4, 5), new Send(6, 7, 8), new Send(9, 10, 11));
    }
  }

  @Test
  void theAccessThatEndsTheSequenceStillReachesTheDevice() {
    Switch change = virtualize(1);
    card.write(IdealEthernet.C, 7);
    assertThat(change.isDone()).isFalse();
    card.send(1, 2, 3);
    assertThat(change.report().join().numerals())
        .containsExactly(
            210, 212, 214, 216, 410, 412, 414, 416, 410, 412, 414, 416, 418, 412, 414, 416, 418,
            412, 414, 416, 418, 420, 218);
    assertThat(card.chip.sent).hasSize(2);
  }

  @Test
  void severalSequencesCanBeWatched() {
    Switch change = virtualize(2);
    card.send(1, 2, 3);
    assertThat(change.isDone()).isFalse();
    card.send(1, 2, 3);
    assertThat(change.report().join().figures().sequencesObserved()).isEqualTo(2);
  }

  @Test
  void anIdleDeviceThatCannotTellIsGivenUpAfterTheLimit() {
    Switch change = virtualize(0);
    card.platform.advance(1_000_000_000);
    SwitchReport report = change.report().join();
    assertThat(report.outcome()).isEqualTo(Outcome.UNDONE);
    assertThat(report.reason()).contains("No boundary");
    assertThat(custody()).isEqualTo(Custody.DIRECT);
    card.send(1, 2, 3);
    assertThat(vmm.status(card.device.id()).counters().trapsWhileDirect()).isZero();
  }

  @Test
  void thePairMustHaveOneInterface() {
    IdealEthernet mismatched = new IdealEthernet("3Com");
    Vmm monitor = Vmm.attach(mismatched.platform, List.of(mismatched.binding));
    SwitchReport report =
        monitor.virtualize(mismatched.device.id(), SwitchPolicies.defaults()).report().join();
    assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(report.reason()).contains("3Com");
    assertThat(mismatched.platform.effects()).isEmpty();
  }

  @Test
  void aLongWatchIsTracedWithinBounds() {
    Switch change = virtualize(100);
    for (int i = 0; i < 100; i++) {
      card.send(i, i, i);
    }
    assertThat(change.report().join().steps()).hasSizeLessThan(80);
    assertThat(change.report().join().numerals()).endsWith(218);
  }

  @Test
  void theTableCanBeRead() {
    assertThat(IdealEthernet.MACHINE.dump())
        .contains("1 --store 0--> 2  FILE_ADDRESS")
        .contains("* --load 18--> *  READ_STATUS")
        .contains("end 4 -> 1");
  }
}
