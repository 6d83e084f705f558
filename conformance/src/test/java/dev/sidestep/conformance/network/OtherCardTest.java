package dev.sidestep.conformance.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.base.Failure;
import dev.sidestep.vmm.Custody;
import dev.sidestep.vmm.SwitchReport;
import dev.sidestep.vmm.SwitchReport.Outcome;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Type mismatch: the guest sees an 82540EM, its frames leave through another card ([0044]). */
class OtherCardTest {
  private static final int SCRIPT_FRAMES = 12;
  private static final int BURST_FRAMES = 8;
  private static final int POINTS = 100;

  /** Instructions before the first frame, in which the guest sets its card up. */
  private static final long LEAD = 2_000;

  /** What a guest sends whose 82540EM is real, and its own all the time. */
  private static List<String> expected = List.of();

  @BeforeAll
  static void runTwin() {
    try (OtherCard twin = new OtherCard(OtherCard.INTEL)) {
      expected = twin.finish();
    }
    assertThat(expected).hasSize(SCRIPT_FRAMES + BURST_FRAMES);
  }

  @Test
  void theGuestSendsTheSameThroughAnotherCard() {
    try (OtherCard guest = new OtherCard(OtherCard.AMD)) {
      assertThat(guest.virtualizeAtBoot().outcome()).isEqualTo(Outcome.DONE);
      assertThat(guest.finish()).isEqualTo(expected);
      assertThat(guest.custody()).isEqualTo(Custody.EMULATED);
    }
  }

  @Test
  void devirtualizationIsRefusedWithTheReasonAndChangesNothing() {
    try (OtherCard guest = new OtherCard(OtherCard.AMD)) {
      guest.virtualizeAtBoot();
      guest.run(100_000);
      SwitchReport refusal = guest.devirtualize().report().join();
      assertThat(refusal.outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(refusal.reason())
          .contains("The guest sees the 82540EM")
          .contains("the hardware is the Am79C970A")
          .contains("Replace the hardware by the 82540EM");
      assertThat(guest.finish()).isEqualTo(expected);
    }
  }

  @Test
  void atRunTimeAPairThatIsNotAlikeIsRefusedToo() {
    try (OtherCard guest = new OtherCard(OtherCard.AMD)) {
      assertThat(guest.virtualize().report().join().outcome()).isEqualTo(Outcome.REFUSED);
    }
  }

  @Test
  void aCardThatTheGuestHasIsNotReplaced() {
    try (OtherCard guest = new OtherCard(OtherCard.INTEL)) {
      assertThat(guest.replaceBy(OtherCard.AMD).join()).contains("virtualize it first");
      assertThatThrownBy(() -> guest.machine().replaceCard(0, OtherCard.AMD))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("virtualize it first");
    }
  }

  @Test
  void whateverTheGuestIsDoingTheCardCanBeReplacedAndHandedOver() {
    Set<Integer> hadSent = new TreeSet<>();
    List<Long> moments = momentsOfFrames();
    long first = moments.getFirst() - LEAD;
    long span = moments.getLast() - first;
    for (int point = 0; point < POINTS; point++) {
      try (OtherCard guest = new OtherCard(OtherCard.AMD)) {
        guest.virtualizeAtBoot();
        guest.run(first + span * point / POINTS);
        assertThat(guest.await(guest.replaceBy(OtherCard.INTEL))).isEmpty();
        hadSent.add(guest.framesSent());
        assertThat(guest.custody()).isEqualTo(Custody.EMULATED);
        SwitchReport report = guest.await(guest.devirtualize().report());
        assertThat(report.outcome()).as(report.reason()).isEqualTo(Outcome.DONE);
        assertThat(guest.finish()).as("replaced at point %d", point).isEqualTo(expected);
        assertThat(guest.custody()).isEqualTo(Custody.DIRECT);
      }
    }
    assertThat(hadSent).hasSizeGreaterThan(5);
  }

  private static List<Long> momentsOfFrames() {
    try (OtherCard guest = new OtherCard(OtherCard.AMD)) {
      guest.virtualizeAtBoot();
      guest.finish();
      return guest.moments();
    }
  }

  @Test
  void aCardThatCameLaterCanBeTakenBackAndGivenAgain() {
    try (OtherCard guest = new OtherCard(OtherCard.AMD)) {
      guest.virtualizeAtBoot();
      guest.run(10_000);
      guest.await(guest.replaceBy(OtherCard.INTEL));
      for (int round = 0; round < 3; round++) {
        SwitchReport given = guest.await(guest.devirtualize().report());
        assertThat(given.outcome()).as(given.reason()).isEqualTo(Outcome.DONE);
        SwitchReport taken = guest.await(guest.virtualize().report());
        assertThat(taken.outcome()).as(taken.reason()).isEqualTo(Outcome.DONE);
      }
      assertThat(guest.finish()).isEqualTo(expected);
    }
  }
}
