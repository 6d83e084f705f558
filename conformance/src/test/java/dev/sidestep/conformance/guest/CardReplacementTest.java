package dev.sidestep.conformance.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.base.Failure;
import dev.sidestep.control.GuestSession;
import dev.sidestep.control.GuestSource;
import dev.sidestep.control.NetworkOptions;
import dev.sidestep.control.Progress;
import dev.sidestep.control.RunOptions;
import dev.sidestep.control.Sidestep;
import dev.sidestep.control.SwitchOutcome;
import dev.sidestep.platform.MachineConfiguration.ClockMode;
import dev.sidestep.platform.MachineConfiguration.Timing;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A user's way to replace a card under its guest, and each reason why it is not done. */
@Timeout(120)
class CardReplacementTest {
  private static final String INTEL = "82540EM";
  private static final String AMD = "Am79C970A";

  private final Console console = new Console();

  private GuestSession start(boolean monitored, String network) {
    RunOptions options =
        new RunOptions(
                new GuestSource.Selftest(),
                "",
                1,
                RunOptions.MIN_MEMORY_BYTES,
                monitored,
                ClockMode.WALL,
                Timing.FAST,
                1,
                false,
                true,
                Long.MAX_VALUE)
            .withNetwork(NetworkOptions.parse(List.of(network), List.of(), null));
    GuestSession session = Sidestep.load().prepare(options, console, Progress.NONE);
    session.start();
    return session;
  }

  @Test
  void theOtherCardIsReplacedAndThenGivenToTheGuest() throws InterruptedException {
    try (GuestSession session = start(true, "user,model=Am79C970A")) {
      assertThat(console.awaitSaid("not an operating system")).isTrue();
      assertThat(chip(session)).isEqualTo(AMD);
      assertThat(replace(session, INTEL))
          .isEqualTo(new SwitchOutcome(GuestSession.CARD, true, "emulated", "", List.of(), 0, 0));
      assertThat(chip(session)).isEqualTo(INTEL);
      SwitchOutcome given = session.devirtualize(GuestSession.CARD).toCompletableFuture().join();
      assertThat(given.completed()).as(given.explanation()).isTrue();
    }
  }

  @Test
  void everyRefusalSaysWhy() throws InterruptedException {
    try (GuestSession session = start(true, "user,model=Am79C970A")) {
      assertThat(console.awaitSaid("not an operating system")).isTrue();
      refused(session, AMD, "It is an Am79C970A already");
      refused(session, "NE2000", "choose 82540EM or Am79C970A");
      assertThat(chip(session)).isEqualTo(AMD);
      assertThatThrownBy(() -> session.replaceCard(1, INTEL))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("no device net1");
    }
  }

  @Test
  void anIntelCardCannotBeTakenAway() throws InterruptedException {
    try (GuestSession session = start(true, "user")) {
      assertThat(console.awaitSaid("not an operating system")).isTrue();
      refused(session, AMD, "Only an Am79C970A can be replaced");
    }
  }

  @Test
  void withoutAMonitorNothingIsReplaced() {
    try (GuestSession session = start(false, "user")) {
      refused(session, AMD, "without --bare");
    }
  }

  private static void refused(GuestSession session, String model, String words) {
    SwitchOutcome outcome = replace(session, model);
    assertThat(outcome.completed()).isFalse();
    assertThat(outcome.explanation()).contains(words).endsWith(".");
  }

  private static SwitchOutcome replace(GuestSession session, String model) {
    return session.replaceCard(0, model).toCompletableFuture().join();
  }

  private static String chip(GuestSession session) {
    return session.status().devices().stream()
        .filter(device -> device.name().equals(GuestSession.CARD.name()))
        .findFirst()
        .orElseThrow()
        .chip();
  }
}
