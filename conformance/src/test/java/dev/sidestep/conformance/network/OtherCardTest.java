package dev.sidestep.conformance.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.base.Failure;
import dev.sidestep.vmm.Custody;
import dev.sidestep.vmm.SwitchReport;
import dev.sidestep.vmm.SwitchReport.Outcome;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Type mismatch: the guest sees an 82540EM, its frames leave through another card ([0044]). */
class OtherCardTest {
  private static final int SCRIPT_FRAMES = 12;
  private static final int BURST_FRAMES = 8;

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

  @ParameterizedTest
  @ValueSource(ints = {0, 5_000, 20_000, 30_000, 40_000, 50_000, 60_000, 80_000, 120_000})
  void anotherCardUnderTheGuestMakesDevirtualizationPossible(int instructions) {
    try (OtherCard guest = new OtherCard(OtherCard.AMD)) {
      guest.virtualizeAtBoot();
      guest.run(instructions);
      assertThat(guest.await(guest.replaceBy(OtherCard.INTEL))).isEmpty();
      assertThat(guest.custody()).isEqualTo(Custody.EMULATED);
      SwitchReport report = guest.await(guest.devirtualize().report());
      assertThat(report.outcome()).as(report.reason()).isEqualTo(Outcome.DONE);
      assertThat(guest.finish()).isEqualTo(expected);
      assertThat(guest.custody()).isEqualTo(Custody.DIRECT);
    }
  }
}
