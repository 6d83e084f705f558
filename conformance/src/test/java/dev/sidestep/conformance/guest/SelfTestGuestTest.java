package dev.sidestep.conformance.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.control.GuestSession;
import dev.sidestep.control.GuestSource;
import dev.sidestep.control.Progress;
import dev.sidestep.control.RunOptions;
import dev.sidestep.control.Sidestep;
import dev.sidestep.platform.MachineConfiguration.ClockMode;
import dev.sidestep.platform.MachineConfiguration.Timing;
import dev.sidestep.platform.StopReason;
import dev.sidestep.testkit.guest.SelfTestGuest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The built-in guest for machines without a network. */
@Timeout(120)
class SelfTestGuestTest {
  @Test
  void sendsItsBlockInEitherCustodyAndPowersOff() throws InterruptedException {
    Console console = new Console();
    RunOptions options =
        new RunOptions(
            new GuestSource.Selftest(),
            "",
            1,
            RunOptions.MIN_MEMORY_BYTES,
            true,
            ClockMode.WALL,
            Timing.REAL,
            1,
            false,
            true,
            Long.MAX_VALUE);
    try (GuestSession session = Sidestep.load().prepare(options, console, Progress.NONE)) {
      session.start();
      assertThat(console.awaitSaid("not an operating system")).isTrue();
      press(session, console, "s");
      assertThat(console.awaitSaid(block(0))).isTrue();
      assertThat(session.virtualize(GuestSession.SERIAL).toCompletableFuture().join().completed())
          .isTrue();
      press(session, console, "s");
      assertThat(console.awaitSaid(block(1))).isTrue();
      press(session, console, "q");
      assertThat(session.awaitEnd().stop()).isEqualTo(StopReason.POWER_OFF);
    }
  }

  private static void press(GuestSession session, Console console, String key) {
    console.type(key);
    session.serialInputAvailable();
  }

  private static String block(int index) {
    return new String(SelfTestGuest.block(index), java.nio.charset.StandardCharsets.ISO_8859_1);
  }
}
